import { canonicalJson } from '../canonical-json.ts';
import type { JsonValue } from '../canonical-json.ts';
import { fromHex, toHex } from '../hex.ts';
import type { Hashing, Signing } from '../ports/cryptography.ts';
import type { Bundle, UnsealedBundle } from './bundle.ts';

/** Takes the fingerprint of an outcome and signs it as this instance. */
export function sealBundle(bundle: UnsealedBundle, { hashing, signing }: { hashing: Hashing; signing: Signing }): Bundle {
  const hash = bundleHash(bundle, hashing);
  const value = toHex(signing.sign(fromHex(hash)));
  return { ...bundle, hash, signature: { algorithm: 'Ed25519', publicKey: toHex(signing.publicKey), value } };
}

/**
 * SHA-256 over the canonical JSON of everything but `hash` and `signature`, in hex. Takes the document as it was read,
 * so that members of later releases count too.
 */
export function bundleHash(document: { readonly [member: string]: JsonValue | undefined }, { sha256 }: Hashing): string {
  const { hash: _hash, signature: _signature, ...content } = document;
  return toHex(sha256(new TextEncoder().encode(canonicalJson(content))));
}
