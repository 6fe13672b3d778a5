import { describe, expect, test } from 'vitest';
import { verifying } from '../../../adapters/crypto/ed25519.ts';
import { countVote } from '../../../core/voting/count.ts';
import { recount } from '../../../core/voting/recount.ts';
import { sealBundle } from '../../../core/voting/seal.ts';
import { closedVote, instance } from './closed-vote.ts';

/** Five of nine voted. */
const counted = (active: number | undefined, quorum: string) => countVote({ ...closedVote({ quorum }), active }, instance);
const problems = (document: unknown) =>
  recount(document, { hashing: instance.hashing, verifying }).map(({ at, sentence }) => [at, sentence.id]);

describe('the quorum of an outcome', () => {
  test.each([
    ['all electors where nothing is said', undefined, '2/3', 'no-quorum'],
    ['the active ones', 7, '2/3', 'decided'],
    ['the active ones, and still too few', 8, '2/3', 'no-quorum'],
    ['whoever voted, where nobody else was active', 5, '1/1', 'decided'],
  ] as const)('is asked of %s', (_, active, quorum, verdict) => {
    const bundle = counted(active, quorum);
    expect(bundle.verdict).toBe(verdict);
    expect(problems(bundle)).toEqual([]);
  });

  test.each([4, 10])('of 9 electors of whom 5 voted cannot have been asked of %i', (active) => {
    const { hash: _hash, signature: _signature, ...content } = counted(7, '1/4');
    expect(problems(sealBundle({ ...content, active }, instance))).toContainEqual(['active', 'verify.active']);
  });

  test('is missed again when more active ones are claimed than were sealed', () => {
    expect(problems({ ...counted(7, '2/3'), active: 9 }).map(([at]) => at)).toEqual(['hash', 'verdict']);
  });
});
