import { isHmac } from '../conversation/signed-door.ts';

type Signed = {
  readonly headers: Readonly<Record<string, string>>;
  /** Raw: the signature is over the bytes. */
  readonly body: Uint8Array;
};

/**
 * Whether a request is GitHub's: HMAC-SHA256 of the body, compared in constant time. It covers no moment and no delivery id, so that
 * an old one can be played again: what it says is known by its meaning then. Source: GitHub Docs, "Validating webhook deliveries".
 */
export function isGithubs({ headers, body }: Signed, secret: string): boolean {
  const given = headers['x-hub-signature-256'] ?? '';
  return given.startsWith('sha256=') && isHmac(given.slice(7), secret, [body]);
}
