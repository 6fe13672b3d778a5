import { halves } from './condorcet/halves.ts';
import { definePairwiseMethod, named } from './condorcet/pairwise-method.ts';
import { rankByMost } from './most-votes.ts';

/**
 * Copeland's method (Copeland 1951; Llull 1299): a point for each option that is beaten one against one, half a point for each equal pair; the most
 * points win. The order is the same as by victories less defeats.
 */
export const copeland = definePairwiseMethod({
  name: 'copeland',
  wins: 'most victories one against one, an equal pair being half of one',
  order: ({ pairwise, options }) => {
    const points = pairwise.map((row, place) => {
      let doubled = 0n;
      for (const [other, votes] of row.entries()) {
        const against = pairwise[other]?.[place] ?? 0n;
        if (other !== place) doubled += votes > against ? 2n : votes === against ? 1n : 0n;
      }
      return doubled;
    });
    return { ranking: rankByMost(points), round: { scores: named(options, (place) => halves(points[place] ?? 0n)) } };
  },
});
