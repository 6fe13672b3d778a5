import { layersOf } from './condorcet/layers.ts';
import { createClosure } from './condorcet/closure.ts';
import type { Closure } from './condorcet/closure.ts';
import { definePairwiseMethod } from './condorcet/pairwise-method.ts';
import type { Pairwise } from './report/pairwise.ts';

/**
 * Ranked Pairs by winning votes (Tideman, "Independence of clones as a criterion for voting rules", Social Choice and Welfare 4, 1987):
 * majorities are kept from the largest to the smallest, except one that would close a circle with those kept before. More
 * winning votes are larger, of as many the one with fewer votes against it. Majorities that are equal in both are looked at
 * together, and of them each that is part of a circle is left out: so no order among them has to be made up.
 */
export const rankedPairs = definePairwiseMethod({
  name: 'ranked-pairs',
  wins: 'largest majorities kept first, by winning votes',
  order: ({ pairwise, options }) => {
    const name = (place: number) => options[place] ?? '';
    const kept = createClosure(options.length);
    const left: string[][] = [];
    const locked: string[][] = [];
    for (const equals of majorities(pairwise)) {
      const circles = inCircles(equals, kept);
      for (const [place, { winner, loser }] of equals.entries()) {
        if (circles[place] === true) left.push([name(winner), name(loser)]);
        else {
          kept.add(winner, loser);
          locked.push([name(winner), name(loser)]);
        }
      }
    }
    return { ranking: layersOf(options.length, kept.has), round: { locked, left } };
  },
});

type Majority = { readonly winner: number; readonly loser: number; readonly for: bigint; readonly against: bigint };

/** All majorities, the largest first, equal ones together. */
function majorities(pairwise: Pairwise): readonly (readonly Majority[])[] {
  const all: Majority[] = [];
  for (const [winner, row] of pairwise.entries()) {
    for (const [loser, votes] of row.entries()) {
      const against = pairwise[loser]?.[winner] ?? 0n;
      if (votes > against) all.push({ winner, loser, for: votes, against });
    }
  }
  all.sort((a, b) => (a.for !== b.for ? (a.for > b.for ? -1 : 1) : a.against !== b.against ? (a.against < b.against ? -1 : 1) : 0));
  const groups: Majority[][] = [];
  for (const majority of all) {
    const last = groups.at(-1);
    const [first] = last ?? [];
    if (last !== undefined && first?.for === majority.for && first.against === majority.against) last.push(majority);
    else groups.push([majority]);
  }
  return groups;
}

/** For each of these equal majorities whether it closes a circle with what is kept and with the others of them. */
function inCircles(equals: readonly Majority[], kept: Closure): readonly boolean[] {
  const [first] = equals;
  if (first !== undefined && equals.length === 1) return [kept.has(first.loser, first.winner)];
  const all = kept.copy();
  for (const { winner, loser } of equals) all.add(winner, loser);
  return equals.map(({ winner, loser }) => all.has(loser, winner));
}
