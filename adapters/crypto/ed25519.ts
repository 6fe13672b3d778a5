import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { Signing, Verifying } from '../../core/ports/cryptography.ts';

/** The 32 bytes that an Ed25519 private key is made from (RFC 8032, section 5.1.5), fresh. */
export function generatePrivateKey(): Uint8Array {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-keyLength);
}

/** Signs with the private key of 32 bytes. */
export function createSigning(privateKey: Uint8Array): Signing {
  const key = createPrivateKey({ key: Buffer.concat([privatePrefix, privateKey]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-keyLength);
  return { publicKey, sign: (message) => sign(null, message, key) };
}

export const verifying: Verifying = {
  verify: (publicKey, message, signature) => {
    if (publicKey.length !== keyLength || signature.length !== signatureLength) return false;
    try {
      const key = createPublicKey({ key: Buffer.concat([publicPrefix, publicKey]), format: 'der', type: 'spki' });
      return verify(null, message, key, signature);
    } catch {
      return false; // not a point of the curve
    }
  },
};

const keyLength = 32;
const signatureLength = 64;
/** What stands before the 32 bytes in PKCS #8 and in SubjectPublicKeyInfo (RFC 8410). */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');
