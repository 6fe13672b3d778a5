import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hashing } from '../../adapters/crypto/sha256.ts';
import { countElection } from '../../core/voting/formats/count-election.ts';
import { readElection } from '../../core/voting/formats/read-election.ts';
import { findMethod } from '../../core/voting/methods.ts';
import { listData, readData } from './real-data.ts';

const Rankings = z.record(z.string(), z.string());
const Expected = z.record(z.string(), z.object({ implicit: Rankings, explicit: Rankings }));
const expected = Expected.parse(JSON.parse(readData('elections', 'expected.json')));

/** Unranked options stand last, or are compared with nobody. */
const evaluations = { implicit: 'last', explicit: 'ignored' } as const;

const names = listData('elections', '.cvotes');
const elections = new Map(names.map((name) => [name, readElection(readData('elections', `${name}.cvotes`), '.cvotes')]));

/** "B > A = C" with equals in one order. */
const ranking = (text: string) => text.split(' > ').map((equals) => equals.split(' = ').toSorted());

function rank(name: string, method: string, evaluation: keyof typeof evaluations) {
  const election = elections.get(name)!;
  const { tally } = countElection(election, { method: findMethod(method)!, settings: { unranked: evaluations[evaluation] }, hashing });
  return { ...tally, ranking: tally.ranking.map((equals) => equals.toSorted()) };
}

const each = (methods: readonly string[]) =>
  methods.flatMap((method) => (['implicit', 'explicit'] as const).map((evaluation) => [method, evaluation] as const));

describe('the whole ranking of 86 real elections, as another implementation has it', () => {
  it.each(each(['schulze', 'ranked-pairs', 'minimax', 'copeland', 'borda']))('by %s, %s', (method, evaluation) => {
    for (const name of names) expect(rank(name, method, evaluation).ranking, name).toEqual(ranking(expected[name]![evaluation][method]!));
  });

  /** Where several orders contradict as few preferences, the other implementation names one of them: we say that they are equal. */
  it.each(each(['kemeny']))('by %s, %s, as far as the best orders agree', (method, evaluation) => {
    let compared = 0;
    for (const name of names) {
      const theirs = expected[name]![evaluation][method];
      if (theirs === undefined) continue;
      const places = ranking(theirs).flat();
      for (const equals of rank(name, method, evaluation).ranking) expect(places.splice(0, equals.length).toSorted(), name).toEqual(equals);
      compared += 1;
    }
    expect(compared).toBe(60);
  });

  /**
   * Instant runoff: the same winner. In A26 the last two have 43 votes each: here the stage before decides (36 to 34); the other
   * implementation chooses one of them in one evaluation, and the other in the other.
   */
  it.each(each(['irv']))('by %s, %s, who wins', (method, evaluation) => {
    const differ = names.filter((name) => {
      const [best = []] = ranking(expected[name]![evaluation][method]!);
      return rank(name, method, evaluation).winners.some((winner) => !best.includes(winner));
    });
    expect(differ).toEqual(evaluation === 'implicit' ? ['A26'] : []);
    expect(rank('A26', method, evaluation)).toMatchObject({ winners: ['2'], tie: null });
    const whole = names.filter(
      (name) => JSON.stringify(rank(name, method, evaluation).ranking) === JSON.stringify(ranking(expected[name]![evaluation][method]!)),
    );
    // The others differ below the winner only, in the order of equally few votes.
    expect(whole.length).toBeGreaterThanOrEqual(60);
  });

  it.each(['stv', 'meek'])('%s fills all seats, and each stage adds up', (method) => {
    for (const name of names) {
      const election = elections.get(name)!;
      const { tally } = countElection(election, { method: findMethod(method)!, settings: {}, hashing });
      expect(tally.elected, name).toHaveLength(election.seats ?? 1);
      const Round = z.object({ votes: z.record(z.string(), z.string()), exhausted: z.string() });
      for (const round of tally.rounds) {
        const { votes, exhausted } = Round.parse(round);
        const units = [...Object.values(votes), exhausted].map((text) =>
          BigInt(text.replace(/^(\d+)\.?(\d*)$/u, (_, whole: string, rest: string) => whole + rest.padEnd(9, '0'))),
        );
        expect(
          units.reduce((sum, figure) => sum + figure, 0n),
          name,
        ).toBe(BigInt(tally.ballots) * 10n ** 9n);
      }
    }
  });
});
