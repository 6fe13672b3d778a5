import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareFractions, dividedBy, fraction, minus, plus, times, zero } from '../../../core/exact/fraction.ts';
import type { Fraction } from '../../../core/exact/fraction.ts';
import { addOneByOne } from '../../../core/voting/equal-shares/add-one.ts';
import { profileOf } from '../../../core/voting/equal-shares/profile.ts';
import { buyByEqualShares } from '../../../core/voting/equal-shares/run.ts';
import { equalShares } from '../../../core/voting/equal-shares.ts';
import { greedy } from '../../../core/voting/greedy.ts';

const seed = '0'.repeat(63) + '1';
const rules = { threshold: '0/1', seed };

type Instance = { costs: readonly bigint[]; total: bigint; ballots: readonly (readonly number[])[] };

/** The definition, word for word, voter by voter and in fractions; the lowest place of equals. */
function byDefinition({ costs, ballots }: Instance, share: Fraction): readonly number[] {
  const left = ballots.map(() => share);
  const bought: number[] = [];
  const named = [...costs.keys()].filter((project) => ballots.some((ballot) => ballot.includes(project)));
  bought.push(...named.filter((project) => costs[project] === 0n));
  for (;;) {
    const offers = named
      .filter((project) => !bought.includes(project))
      .flatMap((project) => {
        const cost = costs[project]!;
        const sums = ballots.flatMap((ballot, voter) => (ballot.includes(project) ? [left[voter]!] : [])).toSorted(compareFractions);
        let rest = fraction(cost);
        for (const [index, has] of sums.entries()) {
          const each = dividedBy(rest, BigInt(sums.length - index));
          if (compareFractions(each, has) <= 0) return [{ project, each, rho: dividedBy(each, cost) }];
          rest = minus(rest, has);
        }
        return [];
      });
    const [best] = offers.toSorted((a, b) => compareFractions(a.rho, b.rho) || a.project - b.project);
    if (best === undefined) return bought;
    for (const [voter, ballot] of ballots.entries()) {
      const has = left[voter]!;
      if (ballot.includes(best.project)) left[voter] = compareFractions(has, best.each) <= 0 ? zero : minus(has, best.each);
    }
    bought.push(best.project);
  }
}

const lowest = (equals: readonly number[]) => ({ chosen: Math.min(...equals), path: [] });
const profile = ({ costs, total, ballots }: Instance) =>
  profileOf(
    ballots.map((choice) => ({ choice, count: 1n })),
    { costs, total },
  );

const instances = fc
  .record({
    costs: fc.array(fc.bigInt(0n, 12n), { minLength: 1, maxLength: 6 }),
    total: fc.bigInt(0n, 40n),
    sets: fc.array(fc.integer({ min: 0, max: 63 }), { minLength: 1, maxLength: 9 }),
  })
  .map(({ costs, total, sets }) => ({
    costs,
    total,
    ballots: sets.map((set) => [...costs.keys()].filter((project) => (set >> project) & 1)),
  }));

describe('Equal Shares', () => {
  test('buys what the definition buys, in its order, however equal things are', () => {
    fc.assert(
      fc.property(instances, (instance) => {
        const share = fraction(instance.total, BigInt(instance.ballots.length));
        expect(buyByEqualShares(profile(instance), share, lowest).projects).toEqual(byDefinition(instance, share));
      }),
      { numRuns: 1_000 },
    );
  });

  test('and so does Add1, step by step', () => {
    fc.assert(
      fc.property(instances, (instance) => {
        const voters = BigInt(instance.ballots.length);
        const costOf = (projects: readonly number[]) => projects.reduce((sum, project) => sum + instance.costs[project]!, 0n);
        let share = fraction(instance.total, voters);
        let expected = byDefinition(instance, share);
        const fits = (project: number) =>
          !expected.includes(project) &&
          instance.ballots.some((ballot) => ballot.includes(project)) &&
          costOf(expected) + instance.costs[project]! <= instance.total;
        while ([...instance.costs.keys()].some(fits)) {
          share = plus(share, fraction(1n));
          const next = byDefinition(instance, share);
          if (costOf(next) > instance.total) break;
          expected = next;
        }
        expect(addOneByOne(profile(instance), 1n, lowest).bought.projects).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('nobody pays more than there is, and everything bought is paid for: exactly', () => {
    const costs = [100n, 99n, 1n, 7n, 10n ** 30n];
    const ballots = Array.from({ length: 50 }, (_, voter) => [0, 1, 2, 3].filter((project) => (voter * 7 + project) % 3 !== 0));
    const share = fraction(207n, 50n);
    const { projects, spent, ledger } = buyByEqualShares(profile({ costs, total: 207n, ballots }), share, lowest);
    expect(spent).toBe(projects.reduce((sum, project) => sum + costs[project]!, 0n));
    const groups = profile({ costs, total: 207n, ballots });
    const left = groups.sizes.reduce((sum, size, group) => plus(sum, times(ledger.left(group), size)), zero);
    expect(plus(left, fraction(spent))).toMatchObject(fraction(207n));
    expect(groups.sizes.every((_, group) => ledger.left(group).over >= 0n)).toBe(true);
  });

  test('a minority has its share: greedy gives everything to the larger half', () => {
    const ballots = [...Array.from({ length: 60 }, () => [0, 1, 2]), ...Array.from({ length: 40 }, () => [3, 4, 5])];
    const options = ['A', 'B', 'C', 'd', 'e', 'f'];
    const budget = { ...rules, costs: options.map(() => '20'), budget: '100' };
    expect(greedy.tally(ballots, options, budget).selected?.filter((name) => name < 'a')).toEqual(['A', 'B', 'C']);
    expect(equalShares.tally(ballots, options, budget).selected).toHaveLength(5);
    expect(equalShares.tally(ballots, options, budget).selected?.filter((name) => name >= 'a')).toHaveLength(2);
  });

  test('equal ballots as one group give the same as one by one, whatever their order', () => {
    fc.assert(
      fc.property(instances, ({ costs, total, ballots }) => {
        const options = costs.map((_, place) => `P${place}`);
        const budget = { ...rules, costs: costs.map(String), budget: String(total) };
        const alone = equalShares.count(ballots.map((choice) => ({ choice, count: 1n })).toReversed(), options, budget);
        expect(equalShares.tally(ballots, options, budget)).toEqual(alone);
      }),
    );
  });

  test('without costs each option costs 1 and the seats are the money', () => {
    const ballots = [[0, 1], [0, 1], [0, 1], [2], [2], [2]];
    expect(equalShares.tally(ballots, ['a', 'b', 'c'], { ...rules, seats: 2 }).selected?.toSorted()).toMatchObject({ length: 2, 1: 'c' });
  });

  test('what is left over is spent by votes only where that is wished', () => {
    const ballots = [[0], [0], [0], [1]];
    const budget = { ...rules, costs: ['3', '3'], budget: '6', increment: '0' };
    expect(equalShares.tally(ballots, ['a', 'b'], budget)).toMatchObject({ selected: ['a'], spent: 3 });
    expect(equalShares.tally(ballots, ['a', 'b'], { ...budget, completion: 'greedy' })).toMatchObject({ selected: ['a', 'b'], spent: 6 });
  });
});

describe('greedy', () => {
  test('takes by votes what fits, the cheaper of equals, and draws where that does not help', () => {
    const ballots = [[0, 1, 2, 3], [0, 1, 2], [0], [3]];
    const tally = greedy.tally(ballots, ['big', 'b', 'c', 'd'], { ...rules, costs: ['100', '6', '6', '5'], budget: '12' });
    expect(tally.selected).toEqual(['d', expect.stringMatching(/^[bc]$/u)]);
    expect(tally.tie).toMatchObject({
      between: ['b', 'c'],
      path: [expect.stringContaining('1 of them can be paid'), expect.any(String), expect.any(String)],
    });
  });

  test('counts points where ballots have some, exactly', () => {
    const tally = greedy.tally(
      [
        [
          [0, '0.1'],
          [1, '0.3'],
        ],
        [[0, '0.2']],
      ],
      ['a', 'b'],
      { ...rules, costs: ['1', '1'], budget: '1' },
    );
    expect(tally.rounds).toEqual([{ votes: { a: '0.3', b: '0.3' } }]);
    expect(tally.tie?.between).toEqual(['a', 'b']);
  });
});
