import { fromHex } from '../hex.ts';
import type { Hashing, Verifying } from '../ports/cryptography.ts';
import { beforeFirst, entryHash } from './entry.ts';
import type { LedgerEntry } from './entry.ts';

export type LedgerVerdict =
  /** `head`: the hash of the last entry, which stands for the whole history. */
  | { readonly intact: true; readonly entries: number; readonly head: string }
  /** The first place where the history does not hold, and why. */
  | { readonly intact: false; readonly sequence: number; readonly reason: 'network' | 'sequence' | 'previous' | 'hash' | 'signature' };

export type LedgerVerifying = {
  readonly hashing: Hashing;
  readonly verifying: Verifying;
  /** Of the instance that wrote it: 32 raw bytes. */
  readonly publicKey: Uint8Array;
};

/** Follows a network's history from its first entry on: same network, no gap, every link, hash and signature. */
export function verifyLedger(entries: Iterable<LedgerEntry>, ports: LedgerVerifying): LedgerVerdict {
  let head = beforeFirst;
  let count = 0;
  let network: string | null = null;
  for (const entry of entries) {
    count += 1;
    network ??= entry.network;
    const reason = findFault(entry, { sequence: count, previous: head, network }, ports);
    if (reason !== null) return { intact: false, sequence: count, reason };
    head = entry.hash;
  }
  return { intact: true, entries: count, head };
}

type Expected = { readonly sequence: number; readonly previous: string; readonly network: string };
type Fault = Extract<LedgerVerdict, { intact: false }>['reason'];

function findFault(entry: LedgerEntry, expected: Expected, { hashing, verifying, publicKey }: LedgerVerifying): Fault | null {
  if (entry.network !== expected.network) return 'network';
  if (entry.sequence !== expected.sequence) return 'sequence';
  if (entry.previous !== expected.previous) return 'previous';
  if (entry.hash !== entryHash(entry, hashing)) return 'hash';
  if (!verifying.verify(publicKey, fromHex(entry.hash), fromHex(entry.signature))) return 'signature';
  return null;
}
