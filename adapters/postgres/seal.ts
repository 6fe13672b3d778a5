import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
import { CoopError } from '../../core/errors.ts';

/** Keeps short secrets (how to answer an event) unreadable in the database. */
export type Seal = {
  /** `purpose` names what the secret belongs to: opened for anything else, it does not open. */
  readonly close: (text: string, purpose: string) => string;
  /** Throws CoopError "seal-broken" for another secret, another purpose or changed bytes. */
  readonly open: (sealed: string, purpose: string) => string;
};

/** AES-256-GCM (NIST SP 800-38D) under a key of its own, derived from the instance's secret. Text form: nonce, tag, ciphertext. */
export function createSeal(secret: Uint8Array): Seal {
  const nextNonce = createNonces();
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'cooperatus seal', 32)));
  return {
    close: (text, purpose) => {
      const nonce = nextNonce();
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(purpose));
      const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64url');
    },
    open: (sealed, purpose) => {
      const bytes = Buffer.from(sealed, 'base64url');
      const tag = bytes.subarray(nonceLength, nonceLength + tagLength);
      try {
        const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceLength), { authTagLength: tagLength });
        decipher.setAAD(Buffer.from(purpose)).setAuthTag(tag);
        return Buffer.concat([decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new CoopError('seal-broken', 'something sealed does not open: was the secret of this instance changed?', { cause });
      }
    },
  };
}

/** Random ones, drawn many at once: each draw asks the system. */
function createNonces(): () => Uint8Array {
  let drawn: Uint8Array = new Uint8Array();
  return () => {
    if (drawn.length === 0) drawn = randomBytes(nonceLength * 256);
    const nonce = drawn.subarray(0, nonceLength);
    drawn = drawn.subarray(nonceLength);
    return nonce;
  };
}

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;
