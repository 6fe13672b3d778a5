import { definePairwiseMethod, named } from './condorcet/pairwise-method.ts';
import { rankByMost } from './most-votes.ts';

/**
 * Minimax by winning votes (Simpson 1969, Kramer 1977): the option wins whose worst defeat is the smallest. A defeat is as large as the ballots
 * that prefer the other option, if they are more than those against them.
 */
export const minimax = definePairwiseMethod({
  name: 'minimax',
  wins: 'smallest worst defeat, by winning votes',
  order: ({ pairwise, options }) => {
    const worst = pairwise.map((row, place) => {
      let most = 0n;
      for (const [other, votes] of row.entries()) {
        const against = pairwise[other]?.[place] ?? 0n;
        if (against > votes && against > most) most = against;
      }
      return most;
    });
    return {
      ranking: rankByMost(worst.map((defeat) => -defeat)),
      round: { 'worst defeat': named(options, (place) => String(worst[place] ?? 0n)) },
    };
  },
});
