import { toHex } from '../hex.ts';
import type { PersonId } from '../ids.ts';
import type { Hashing } from '../ports/cryptography.ts';

/**
 * The order in which members are drawn: by SHA-256 over "<seed>:<id of the person>", the smallest first. The seed is the hash of
 * the ledger entry of the report that decided; it covers all the history before, so nobody who reports can choose it, and
 * whoever has the ledger draws again.
 */
export function juryOrder(seed: string, people: readonly PersonId[], { sha256 }: Hashing): readonly PersonId[] {
  return people
    .map((person) => ({ person, rank: toHex(sha256(new TextEncoder().encode(`${seed}:${person}`))) }))
    .toSorted((one, other) => (one.rank < other.rank ? -1 : 1))
    .map(({ person }) => person);
}
