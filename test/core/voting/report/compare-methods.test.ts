import { describe, expect, test } from 'vitest';
import { hashing } from '../../../../adapters/crypto/sha256.ts';
import { countElection } from '../../../../core/voting/formats/count-election.ts';
import type { Election } from '../../../../core/voting/formats/election.ts';
import { findMethod } from '../../../../core/voting/methods.ts';
import { compareMethods } from '../../../../core/voting/report/compare-methods.ts';
import { differenceSentences } from '../../../../core/voting/report/difference-sentences.ts';
import { tennessee } from '../some-rankings.ts';

const election: Election = {
  format: 'cvotes',
  title: null,
  options: tennessee.options,
  ballots: { kind: 'ranks', groups: tennessee.groups },
  warnings: [],
};

function compare(name: string, seats = 1) {
  const settings = { seats };
  const counted = countElection(election, { method: findMethod(name)!, settings, hashing }).tally;
  return compareMethods(election, { settings, seed: undefined, hashing, counted });
}

describe('what other methods would have chosen', () => {
  test('for Tennessee: who beats whom, by how much, and why methods differ', () => {
    const { pairwise, condorcetWinner, methods, refused, sentences } = compare('irv');
    expect(pairwise).toMatchObject({ Memphis: { Nashville: 42 }, Nashville: { Memphis: 58 }, Chattanooga: { Knoxville: 83 } });
    expect(condorcetWinner).toBe('Nashville');
    const chosen = Object.fromEntries(methods.map(({ method, winners }) => [method, winners.join()]));
    expect(chosen).toEqual({
      single: 'Memphis',
      irv: 'Knoxville',
      stv: 'Knoxville',
      meek: 'Knoxville',
      schulze: 'Nashville',
      'ranked-pairs': 'Nashville',
      minimax: 'Nashville',
      copeland: 'Nashville',
      borda: 'Nashville',
      kemeny: 'Nashville',
    });
    expect(refused.map(({ method }) => method)).toEqual(['approval', 'score', 'star', 'majority-judgment', 'quadratic']);
    expect(sentences.slice(0, 2)).toEqual([
      'Nashville beats every other option one against one.',
      expect.stringMatching(/^irv chooses Knoxville all the same: it excludes whoever has the fewest first preferences/u),
    ]);
    expect(sentences).toContainEqual(expect.stringMatching(/^single chooses Memphis: it looks at first preferences only/u));
    expect(sentences.join('\n')).not.toMatch(/^stv chooses/mu);
  });

  test('whoever fills one seat does not contradict a method that fills two with the same', () => {
    const facts = { condorcetWinner: 'A', counted: 'stv', options: 3 };
    const own = { method: 'stv', winners: ['B', 'A'], isTie: false };
    expect(differenceSentences({ ...facts, chosen: [own, { method: 'meek', winners: ['A', 'B'], isTie: false }] })).toEqual([
      'A beats every other option one against one.',
      'All methods that can count these ballots choose B, A.',
    ]);
    expect(differenceSentences({ ...facts, chosen: [own, { method: 'irv', winners: ['A'], isTie: false }] })).toContain(
      'No method that can count these ballots contradicts B, A.',
    );
    expect(differenceSentences({ ...facts, chosen: [own, { method: 'irv', winners: ['C'], isTie: true }] })).toContainEqual(
      expect.stringMatching(/^irv chooses C \(after a tie\): it /u),
    );
  });
});
