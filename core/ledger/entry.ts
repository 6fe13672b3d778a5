import { z } from 'zod';
import { canonicalJson } from '../canonical-json.ts';
import { fromHex, toHex } from '../hex.ts';
import { NetworkId } from '../ids.ts';
import { Json } from '../json.ts';
import type { Hashing, Signing } from '../ports/cryptography.ts';

/**
 * One fact of a network's history, linked to the one before it. `hash` is SHA-256 over the canonical JSON (RFC 8785)
 * of everything but `hash` and `signature`; `signature` is the instance's Ed25519 over those 32 bytes. All in hex.
 */
export const LedgerEntry = z.object({
  network: NetworkId,
  /** 1, 2, 3 ... without gaps. */
  sequence: z.int().min(1),
  /** What happened, as "vote.closed". */
  kind: z.string().regex(/^[a-z]+(\.[a-z-]+)+$/),
  /** Ids and rules; never a name of a person, never private text. */
  body: Json,
  at: z.iso.datetime(),
  /** The hash of the entry before; zeros for the first. */
  previous: z.string().regex(/^[0-9a-f]{64}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

export type UnsignedEntry = Omit<LedgerEntry, 'hash' | 'signature'>;

/** What the first entry of every network names as the hash before it. */
export const beforeFirst = '0'.repeat(64);

export function entryHash({ network, sequence, kind, body, at, previous }: UnsignedEntry, { sha256 }: Hashing): string {
  return toHex(sha256(new TextEncoder().encode(canonicalJson({ network, sequence, kind, body, at, previous }))));
}

export function signEntry(entry: UnsignedEntry, { hashing, signing }: { hashing: Hashing; signing: Signing }): LedgerEntry {
  const hash = entryHash(entry, hashing);
  return { ...entry, hash, signature: toHex(signing.sign(fromHex(hash))) };
}
