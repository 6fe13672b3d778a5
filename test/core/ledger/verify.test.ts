import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { NetworkId } from '../../../core/ids.ts';
import { beforeFirst, entryHash, signEntry } from '../../../core/ledger/entry.ts';
import type { LedgerEntry } from '../../../core/ledger/entry.ts';
import { verifyLedger } from '../../../core/ledger/verify.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
/** A signature that anybody can check: the message, turned round, twice. */
const sign = (message: Uint8Array) => Buffer.concat([message.toReversed(), message.toReversed()]);
const ports = {
  hashing: { sha256 },
  verifying: { verify: (_: Uint8Array, message: Uint8Array, signature: Uint8Array) => sign(message).equals(signature) },
  publicKey: new Uint8Array(32),
};
const network = NetworkId.parse('6f0f4f3e-0a3c-4f0e-9d55-0d8a1a2b3c4d');

function write(count: number): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const previous = entries.at(-1)?.hash ?? beforeFirst;
    const entry = { network, sequence, kind: 'vote.closed', body: { number: sequence }, at: '2026-11-24T12:00:00.000Z', previous };
    entries.push(signEntry(entry, { hashing: ports.hashing, signing: { publicKey: ports.publicKey, sign } }));
  }
  return entries;
}

describe('verifyLedger', () => {
  it('follows an intact history, and an empty one', () => {
    const entries = write(5);
    expect(verifyLedger(entries, ports)).toEqual({ intact: true, entries: 5, head: entries[4]?.hash });
    expect(verifyLedger([], ports)).toEqual({ intact: true, entries: 0, head: beforeFirst });
  });

  it.each<[string, (entries: LedgerEntry[]) => LedgerEntry[], { sequence: number; reason: string }]>([
    ['a changed body', (entries) => entries.with(2, { ...entries[2]!, body: { number: 9 } }), { sequence: 3, reason: 'hash' }],
    [
      'a changed body with its hash put right',
      (entries) => entries.with(2, rehash({ ...entries[2]!, body: { number: 9 } })),
      { sequence: 3, reason: 'signature' },
    ],
    ['a changed time', (entries) => entries.with(1, { ...entries[1]!, at: '2026-11-24T12:00:00.001Z' }), { sequence: 2, reason: 'hash' }],
    ['an entry left out', (entries) => entries.toSpliced(1, 1), { sequence: 2, reason: 'sequence' }],
    ['two entries exchanged', (entries) => entries.with(1, entries[2]!).with(2, entries[1]!), { sequence: 2, reason: 'sequence' }],
    ['the start left out', (entries) => entries.slice(1), { sequence: 1, reason: 'sequence' }],
    [
      'another history grafted on',
      (entries) => entries.with(4, write(5).map((entry) => rehash({ ...entry, previous: 'ab'.repeat(32) }))[4]!),
      { sequence: 5, reason: 'previous' },
    ],
    [
      'an entry of another network',
      (entries) => entries.with(3, { ...entries[3]!, network: NetworkId.parse(crypto.randomUUID()) }),
      { sequence: 4, reason: 'network' },
    ],
  ])('names the first place of %s', (_, tamper, fault) => {
    expect(verifyLedger(tamper(write(5)), ports)).toEqual({ intact: false, ...fault });
  });
});

function rehash(entry: LedgerEntry): LedgerEntry {
  return { ...entry, hash: entryHash(entry, ports.hashing) };
}

it('hashes the canonical text, so that the hash can be had with any other tool', () => {
  const [entry] = write(1);
  const text = `{"at":"2026-11-24T12:00:00.000Z","body":{"number":1},"kind":"vote.closed","network":"${network}","previous":"${beforeFirst}","sequence":1}`;
  expect(entry?.hash).toBe(createHash('sha256').update(text).digest('hex'));
});
