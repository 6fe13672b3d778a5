import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { borda } from '../../../core/voting/borda.ts';
import { copeland } from '../../../core/voting/copeland.ts';
import { kemeny } from '../../../core/voting/kemeny.ts';
import type { Tally } from '../../../core/voting/method.ts';
import { minimax } from '../../../core/voting/minimax.ts';
import { rankedPairs } from '../../../core/voting/ranked-pairs.ts';
import { comparePairs, condorcetWinner } from '../../../core/voting/report/pairwise.ts';
import { schulze } from '../../../core/voting/schulze.ts';
import { ballots, letters, orders, rankings, tennessee, turn } from './some-rankings.ts';
import type { Ranked } from './some-rankings.ts';

const rules = { threshold: '0/1', seed: '05' };
const all = [schulze, rankedPairs, minimax, copeland, borda, kemeny];
const count = (method: (typeof all)[number], { options, groups }: Ranked, more: Partial<typeof rules> = {}) =>
  method.count(groups, options, { ...rules, ...more });
const order = ({ ranking }: Tally) => ranking.map((equals) => equals.join('=')).join('>');

/** Schulze 2011, section 3.1: 45 voters. */
const schulzeExample: Ranked = {
  options: letters(5),
  groups: ballots(
    [5, 'A>C>B>E>D'],
    [5, 'A>D>E>C>B'],
    [8, 'B>E>D>A>C'],
    [3, 'C>A>B>E>D'],
    [7, 'C>A>E>B>D'],
    [2, 'C>B>A>D>E'],
    [7, 'D>C>E>B>A'],
    [8, 'E>B>A>D>C'],
  ),
};

describe('worked examples', () => {
  test.each([
    ['schulze', 'Nashville>Chattanooga>Knoxville>Memphis', {}],
    ['ranked-pairs', 'Nashville>Chattanooga>Knoxville>Memphis', { left: [] }],
    [
      'minimax',
      'Nashville>Memphis>Chattanooga>Knoxville',
      { 'worst defeat': { Memphis: '58', Nashville: '0', Chattanooga: '68', Knoxville: '83' } },
    ],
    ['copeland', 'Nashville>Chattanooga>Knoxville>Memphis', { scores: { Memphis: '0', Nashville: '3', Chattanooga: '2', Knoxville: '1' } }],
    [
      'borda',
      'Nashville>Chattanooga>Memphis>Knoxville',
      { scores: { Memphis: '226', Nashville: '294', Chattanooga: '273', Knoxville: '207' } },
    ],
    ['kemeny', 'Nashville>Chattanooga>Knoxville>Memphis', { contradicted: '207' }],
  ])('Tennessee by %s', (name, expected, round) => {
    const tally = count(
      all.find((method) => method.name === name)!,
      tennessee,
    );
    expect(order(tally)).toBe(expected);
    expect(tally).toMatchObject({ method: name, ballots: 100, winners: ['Nashville'], tie: null });
    expect(tally.rounds[0]).toMatchObject({ ...round, pairwise: { Memphis: { Nashville: 42 }, Chattanooga: { Knoxville: 83 } } });
  });

  test('the strongest paths of the example that Schulze gives', () => {
    const tally = count(schulze, schulzeExample);
    expect(order(tally)).toBe('E>A>C>B>D');
    expect(tally.rounds[0]).toMatchObject({
      paths: {
        A: { B: 28, C: 28, D: 30, E: 24 },
        B: { A: 25, C: 28, D: 33, E: 24 },
        C: { A: 25, B: 29, D: 29, E: 24 },
        D: { A: 25, B: 28, C: 28, E: 24 },
        E: { A: 25, B: 28, C: 28, D: 31 },
      },
    });
  });

  test('a circle is broken at its smallest majority by ranked pairs, and what was left out is said', () => {
    const circle = { options: letters(3), groups: ballots([8, 'A>B>C'], [7, 'B>C>A'], [6, 'C>A>B']) };
    const tally = count(rankedPairs, circle);
    expect(order(tally)).toBe('A>B>C');
    expect(tally.rounds[0]).toMatchObject({
      locked: [
        ['B', 'C'],
        ['A', 'B'],
      ],
      left: [['C', 'A']],
    });
  });

  test('equal majorities in a circle are left out together: nothing is made up', () => {
    const circle = { options: letters(3), groups: ballots([1, 'A>B>C'], [1, 'B>C>A'], [1, 'C>A>B']) };
    expect(count(rankedPairs, circle)).toMatchObject({ ranking: [['A', 'B', 'C']], tie: { between: ['A', 'B', 'C'], seed: '05' } });
  });

  test('equals share what their places give in the count of Borda', () => {
    const shared = { options: letters(4), groups: ballots([1, 'A=B>C']) };
    expect(count(borda, shared).rounds[0]).toMatchObject({ scores: { A: '3.5', B: '3.5', C: '2', D: '1' } });
    expect(borda.count(shared.groups, shared.options, { ...rules, unranked: 'ignored' }).rounds[0]).toMatchObject({
      scores: { A: '3.5', B: '3.5', C: '2', D: '0' },
    });
  });

  test('two options that no ballot compares are equal, where unranked ones are ignored', () => {
    const groups = ballots([3, 'A'], [2, 'B']);
    expect(schulze.count(groups, ['A', 'B'], { ...rules, unranked: 'ignored' })).toMatchObject({ ranking: [['A', 'B']] });
    expect(schulze.count(groups, ['A', 'B'], rules)).toMatchObject({ ranking: [['A'], ['B']] });
  });
});

/** By the definition: the strongest of all paths without a repetition. */
function slowSchulze(pairwise: readonly (readonly bigint[])[]): (one: number, other: number) => boolean {
  const won = (a: number, b: number) => ((pairwise[a]?.[b] ?? 0n) > (pairwise[b]?.[a] ?? 0n) ? (pairwise[a]?.[b] ?? 0n) : 0n);
  const path = (from: number, to: number, seen: readonly number[]): bigint =>
    [...pairwise.keys()]
      .filter((next) => next !== from && !seen.includes(next))
      .map((next) => {
        const rest = next === to ? won(from, next) : path(next, to, [...seen, from]);
        return rest < won(from, next) ? rest : won(from, next);
      })
      .reduce((best, strength) => (strength > best ? strength : best), 0n);
  return (one, other) => path(one, other, []) > path(other, one, []);
}

test('schulze equals its definition by all paths', () => {
  fc.assert(
    fc.property(rankings({ min: 2, max: 5 }), (election) => {
      const { options, groups } = election;
      const before = slowSchulze(comparePairs(groups, { options: options.length, unranked: 'last' }));
      const { ranking } = count(schulze, election);
      const rankOf = options.map((option) => ranking.findIndex((equals) => equals.includes(option)));
      for (const [one, rank] of rankOf.entries())
        for (const [other, below] of rankOf.entries()) if (before(one, other)) expect(rank).toBeLessThan(below);
      const best = [...options.keys()].filter((one) => ![...options.keys()].some((other) => before(other, one)));
      expect(ranking[0]).toEqual(best.map((place) => options[place]));
    }),
    { numRuns: 200 },
  );
});

test('ranked pairs equals the count by hand where no two majorities are equal', () => {
  fc.assert(
    fc.property(rankings({ min: 2, max: 5 }), (election) => {
      const { options, groups } = election;
      const pairwise = comparePairs(groups, { options: options.length, unranked: 'last' });
      const majorities = [...options.keys()]
        .flatMap((a) => [...options.keys()].map((b) => ({ a, b, for: pairwise[a]?.[b] ?? 0n, against: pairwise[b]?.[a] ?? 0n })))
        .filter((one) => one.for > one.against)
        .toSorted((x, y) => Number(y.for - x.for) || Number(x.against - y.against));
      fc.pre(new Set(majorities.map((one) => `${one.for} ${one.against}`)).size === majorities.length);
      const locked: { a: number; b: number }[] = [];
      const leads = (from: number, to: number): boolean => locked.some(({ a, b }) => a === from && (b === to || leads(b, to)));
      for (const { a, b } of majorities) if (!leads(b, a)) locked.push({ a, b });
      const sources = options.filter((_, place) => !locked.some(({ b }) => b === place));
      const tally = count(rankedPairs, election);
      expect(tally.ranking[0]).toEqual(sources);
      expect(tally.rounds[0]).toMatchObject({ locked: locked.map(({ a, b }) => [options[a], options[b]]) });
    }),
    { numRuns: 200 },
  );
});

describe.each(all.map((method) => [method.name, method] as const))('%s', (_name, method) => {
  test('the order of the options changes nothing, not even in a tie', () => {
    fc.assert(
      fc.property(rankings({ min: 2, max: 6 }), fc.infiniteStream(fc.nat()), (election, chance) => {
        const turned = [...election.options.keys()].map((place) => ({ place, key: chance.next().value })).toSorted((a, b) => a.key - b.key);
        const straight = count(method, election);
        const other = count(
          method,
          turn(
            election,
            turned.map(({ place }) => place),
          ),
        );
        expect(other.winners).toEqual(straight.winners);
        expect(other.ranking.map((equals) => equals.toSorted())).toEqual(straight.ranking.map((equals) => equals.toSorted()));
        expect(other.tie?.between.toSorted()).toEqual(straight.tie?.between.toSorted());
      }),
      { numRuns: 60 },
    );
  });

  test('whether equal ballots stand together, and in which order, changes nothing', () => {
    fc.assert(
      fc.property(rankings({ min: 2, max: 6 }), (election) => {
        const { options, groups } = election;
        const single = groups
          .flatMap(({ choice, count: times }) => Array.from({ length: Number(times) }, () => ({ choice, count: 1n })))
          .toReversed();
        expect(count(method, { options, groups: single })).toEqual(count(method, election));
      }),
      { numRuns: 40 },
    );
  });

  test('is exact beyond 2^53: as many times as many ballots decide the same', () => {
    fc.assert(
      fc.property(rankings({ min: 2, max: 5 }), (election) => {
        const { options, groups } = election;
        const many = groups.map(({ choice, count: times }) => ({ choice, count: times * 2n ** 70n }));
        const tally = count(method, { options, groups: many });
        expect(tally.ranking).toEqual(count(method, election).ranking);
        expect(typeof tally.ballots).toBe('string');
      }),
      { numRuns: 40 },
    );
    // One ballot among 2^60 decides.
    const close = ballots([2n ** 60n, 'A>B'], [2n ** 60n + 1n, 'B>A']);
    expect(method.count(close, ['A', 'B'], rules).winners).toEqual(['B']);
  });

  test('nobody wins whom nobody ranks, nor where nobody votes', () => {
    expect(method.count([], ['A', 'B'], rules)).toMatchObject({ ballots: 0, winners: [], tie: null });
    expect(method.count(ballots([4, '']), ['A', 'B'], rules)).toMatchObject({ ballots: 4, winners: [], tie: null });
    expect(method.count(ballots([1, 'B']), ['A', 'B'], { ...rules, threshold: '1/2' }).winners).toEqual(['B']);
    expect(method.count(ballots([1, 'B'], [1, '']), ['A', 'B'], { ...rules, threshold: '1/2' }).winners).toEqual([]);
  });

  test('a tie is drawn by the seed, and the way there is said', () => {
    expect(method.count(ballots([1, 'A>B'], [1, 'B>A']), ['A', 'B'], rules)).toMatchObject({
      winners: ['B'],
      ranking: [['A', 'B']],
      tie: {
        between: ['A', 'B'],
        path: ['2 options are equal, and one of them is chosen.', expect.any(String), expect.stringContaining('"B" is chosen')],
        seed: '05',
      },
    });
  });

  test('options may be called as they like', () => {
    const tally = method.count(ballots([2, 'A>B'], [1, 'B>A']), ['__proto__', 'constructor'], rules);
    expect(tally.winners).toEqual(['__proto__']);
    expect(JSON.stringify(tally.rounds)).toContain('"__proto__":{"constructor":2}');
  });
});

test('clones of a loser do not harm the winner by schulze and ranked pairs, as they do by Borda', () => {
  const before = { options: letters(2), groups: ballots([3, 'A>B'], [2, 'B>A']) };
  const cloned = { options: letters(4), groups: ballots([3, 'A>B>C>D'], [2, 'B>C>D>A']) };
  for (const method of [schulze, rankedPairs]) {
    expect(count(method, before).winners).toEqual(['A']);
    expect(count(method, cloned).winners).toEqual(['A']);
  }
  expect(count(borda, before).winners).toEqual(['A']);
  expect(count(borda, cloned).winners).toEqual(['B']);
});

test.each(all.filter((method) => method !== borda).map((method) => [method.name, method] as const))(
  'whoever beats each other option wins by %s',
  (_name, method) => {
    fc.assert(
      fc.property(orders({ min: 2, max: 6 }), (election) => {
        const { options, groups } = election;
        const best = condorcetWinner(comparePairs(groups, { options: options.length, unranked: 'last' }));
        fc.pre(best !== null);
        expect(count(method, election)).toMatchObject({ winners: [options[best ?? 0]], tie: null });
      }),
      { numRuns: 100 },
    );
  },
);
