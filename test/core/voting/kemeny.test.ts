import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kemeny } from '../../../core/voting/kemeny.ts';
import type { Tally } from '../../../core/voting/method.ts';
import { comparePairs } from '../../../core/voting/report/pairwise.ts';
import { letters, permutations, rankings } from './some-rankings.ts';

const rules = { threshold: '0/1', seed: '05' };
const order = ({ ranking }: Tally) => ranking.map((equals) => equals.join('=')).join('>');
const leaders = ({ tie, winners }: Tally) => tie?.between.toSorted() ?? winners;

describe('kemeny', () => {
  const contradictions = (places: readonly number[], pairwise: readonly (readonly bigint[])[]) =>
    places.reduce((sum, above, rank) => places.slice(rank + 1).reduce((so, below) => so + (pairwise[below]?.[above] ?? 0n), sum), 0n);

  test('equals a search through all orders', () => {
    fc.assert(
      fc.property(rankings({ min: 1, max: 6 }), (election) => {
        const { options, groups } = election;
        const pairwise = comparePairs(groups, { options: options.length, unranked: 'last' });
        const costs = permutations([...options.keys()]).map((places) => ({ places, cost: contradictions(places, pairwise) }));
        const least = costs.map(({ cost }) => cost).reduce((so, cost) => (cost < so ? cost : so));
        const best = costs.filter(({ cost }) => cost === least).map(({ places }) => places.map((place) => options[place] ?? ''));
        const tally = kemeny.count(groups, options, rules);
        expect(tally.rounds[0]).toMatchObject({ contradicted: String(least) });
        const first = [...new Set(best.map(([leader = '']) => leader))].filter((leader) =>
          groups.some(({ choice }) => choice.flat().includes(options.indexOf(leader))),
        );
        if (first.length > 0) expect(leaders(tally)).toEqual(first.toSorted());
        // A rank ends exactly where all best orders have the same options above.
        const ends = (places: readonly (readonly string[])[]) =>
          options
            .map(
              (_, size) =>
                new Set(
                  places.map((names) =>
                    names
                      .slice(0, size + 1)
                      .toSorted()
                      .join(),
                  ),
                ),
            )
            .map((sets) => sets.size === 1);
        const flat = tally.ranking.flatMap((equals) => equals.map((_, place) => place === equals.length - 1));
        expect(flat).toEqual(ends(best));
      }),
      { numRuns: 150 },
    );
  });

  test('many options are no hindrance where majorities order them; too many in a circle are refused', () => {
    const options = letters(26);
    const inOrder = [{ choice: options.map((_, place) => [place]), count: 3n }];
    expect(order(kemeny.count(inOrder, options, rules))).toBe(options.join('>'));
    const circles = options.map((_, from) => ({ choice: options.map((_option, step) => [(from + step) % options.length]), count: 1n }));
    expect(() => kemeny.count(circles, options, rules)).toThrow(/at most 20 of them; here are 26/u);
    const equal = kemeny.count([{ choice: [options.map((_, place) => place)], count: 2n }], options, rules);
    expect(equal.ranking).toEqual([options]);
  });
});
