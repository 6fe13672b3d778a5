import { expect, it } from 'vitest';
import { verifying } from '../../adapters/crypto/ed25519.ts';
import { hashing } from '../../adapters/crypto/sha256.ts';
import { checkStorm } from './check-storm.ts';
import type { Evidence, Violation } from './evidence.ts';
import { soundEvidence } from './sound-evidence.ts';
import type { OpenEvidence } from './sound-evidence.ts';

/** Something that is not in order: its name, what the checker must call it, and how it comes about. */
export type Plant = readonly [name: string, kind: Violation['kind'], what: RegExp, plant: (evidence: OpenEvidence) => unknown];

export function check(evidence: Evidence): readonly Violation[] {
  return [...checkStorm(evidence, { hashing, verifying })];
}

/** One test per plant, over evidence in which all else is in order. */
export function itFinds(plants: readonly Plant[]): void {
  it.each(plants)('%s', (_, kind, what, plant) => {
    const evidence = soundEvidence();
    plant(evidence);
    expect(check(evidence)).toContainEqual({ kind, what: expect.stringMatching(what) });
  });
}
