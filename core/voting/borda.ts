import { createSums, timesOf } from '../exact/sums.ts';
import { halves } from './condorcet/halves.ts';
import { definePairwiseMethod, named } from './condorcet/pairwise-method.ts';
import { rankByMost, sumOf } from './most-votes.ts';

/**
 * Borda's count (Borda 1784): of n options the first of a ballot gets n points, the second n - 1, and so on; the most points win.
 * Equals share what their places give. Unranked options are equals below all ranked ones, or get nothing where they are ignored.
 */
export const borda = definePairwiseMethod({
  name: 'borda',
  wins: 'most points: n for the first of n, one less for each place below; equals share',
  order: ({ options, groups, unranked }) => {
    const size = options.length;
    const sums = createSums(size, sumOf(groups) * BigInt(2 * size));
    const isRanked = new Uint8Array(size);
    for (const { choice, count } of groups) {
      const times = timesOf(count);
      let above = 0;
      const give = (equals: readonly number[]): void => {
        // Twice the mean of the points of these places.
        const doubled = 2 * (size - above) - (equals.length - 1);
        for (const place of equals) sums.add(place, doubled, times);
        above += equals.length;
      };
      for (const equals of choice) give(equals);
      if (unranked !== 'last' || above === size) continue;
      isRanked.fill(0);
      for (const equals of choice) for (const place of equals) isRanked[place] = 1;
      give([...options.keys()].filter((place) => isRanked[place] === 0));
    }
    const points = sums.all();
    return { ranking: rankByMost(points), round: { scores: named(options, (place) => halves(points[place] ?? 0n)) } };
  },
});
