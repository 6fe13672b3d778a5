import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparePairs, condorcetWinner } from '../../../../core/voting/report/pairwise.ts';

const large = 2n ** 60n;

describe('the pairwise matrix', () => {
  /** Tennessee's capital: 42 % Memphis, 26 % Nashville, 15 % Chattanooga, 17 % Knoxville, as textbooks show it. */
  const tennessee = [
    { choice: [[0], [1], [2], [3]], count: 42n },
    { choice: [[1], [2], [3], [0]], count: 26n },
    { choice: [[2], [3], [1], [0]], count: 15n },
    { choice: [[3], [2], [1], [0]], count: 17n },
  ];

  test('of the textbook', () => {
    const pairwise = comparePairs(tennessee, { options: 4, unranked: 'last' });
    expect(pairwise).toEqual([
      [0n, 42n, 42n, 42n],
      [58n, 0n, 68n, 68n],
      [58n, 32n, 0n, 83n],
      [58n, 32n, 17n, 0n],
    ]);
    expect(condorcetWinner(pairwise)).toBe(1);
  });

  test('is exact beyond 2^53', () => {
    const groups = tennessee.map(({ choice, count }) => ({ choice, count: count * large + 1n }));
    expect(comparePairs(groups, { options: 4, unranked: 'last' })[2]?.[3]).toBe(83n * large + 3n);
  });

  test('unranked options stand below all others, or are compared with nobody', () => {
    const groups = [{ choice: [[1]], count: 3n }];
    expect(comparePairs(groups, { options: 3, unranked: 'last' })).toEqual([
      [0n, 0n, 0n],
      [3n, 0n, 3n],
      [0n, 0n, 0n],
    ]);
    expect(comparePairs(groups, { options: 3, unranked: 'ignored' })).toEqual([
      [0n, 0n, 0n],
      [0n, 0n, 0n],
      [0n, 0n, 0n],
    ]);
  });

  test('a circle and an equal pair have no winner', () => {
    const circle = [
      [[0], [1], [2]],
      [[1], [2], [0]],
      [[2], [0], [1]],
    ].map((choice) => ({ choice, count: 1n }));
    expect(condorcetWinner(comparePairs(circle, { options: 3, unranked: 'last' }))).toBeNull();
    expect(condorcetWinner(comparePairs([], { options: 2, unranked: 'last' }))).toBeNull();
    expect(condorcetWinner(comparePairs([], { options: 1, unranked: 'last' }))).toBe(0);
  });

  test('of two options as many prefer one, the other or neither as there are ballots', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }), fc.bigInt({ min: 1n, max: 9n })), { maxLength: 9 }),
        (raw) => {
          const groups = raw.map(([ranks, count]) => ({
            choice: [0, 1, 2, 3].map((rank) => [0, 1, 2, 3].filter((place) => ranks[place] === rank)).filter((equals) => equals.length > 0),
            count,
          }));
          const pairwise = comparePairs(groups, { options: 4, unranked: 'last' });
          const equal = raw.reduce((sum, [ranks, count]) => sum + (ranks[0] === ranks[1] ? count : 0n), 0n);
          expect((pairwise[0]?.[1] ?? 0n) + (pairwise[1]?.[0] ?? 0n) + equal).toBe(raw.reduce((sum, [, count]) => sum + count, 0n));
        },
      ),
      { numRuns: 100 },
    );
  });
});
