import { CoopError } from '../errors.ts';
import { definePairwiseMethod } from './condorcet/pairwise-method.ts';
import type { Ordered } from './condorcet/pairwise-method.ts';
import { createClosure } from './condorcet/closure.ts';
import type { Pairwise } from './report/pairwise.ts';
import { bestOrders } from './condorcet/best-orders.ts';
import type { BestOrders } from './condorcet/best-orders.ts';

/** More options in one circle are refused: work and memory double with each, and these take about a second. */
const mostInCircle = 20;

/**
 * Kemeny's method (Kemeny 1959; Young and Levenglick 1978): of all orders that one wins which contradicts the fewest pairwise
 * preferences of the ballots. Exact: options that no majority joins to a circle stand as the majorities say (Truchon 1998), and
 * each circle is searched whole. Where several orders are as good, options are equal that these orders mix; whoever leads one can win.
 */
export const kemeny = definePairwiseMethod({
  name: 'kemeny',
  wins: 'the first of the order that contradicts the fewest pairwise preferences',
  order: ({ pairwise }) => {
    const ranking: (readonly number[])[] = [];
    let leaders: readonly number[] | null = null;
    let contradicted = 0n;
    for (const circle of circlesOf(pairwise)) {
      const best = orderCircle(circle, pairwise);
      leaders ??= best.leaders;
      contradicted += best.cost;
      for (const above of ranking.flat()) for (const below of circle) contradicted += pairwise[below]?.[above] ?? 0n;
      ranking.push(...best.ranking);
    }
    return { ranking, leaders: leaders ?? [], round: { contradicted: String(contradicted) } } satisfies Ordered;
  },
});

/** Options that majorities or equal pairs join to circles, the best circle first: from each to every later one goes a majority. */
function circlesOf(pairwise: Pairwise): readonly (readonly number[])[] {
  const size = pairwise.length;
  const reaches = createClosure(size);
  for (let one = 0; one < size; one += 1) {
    for (let other = 0; other < size; other += 1)
      if (one !== other && (pairwise[one]?.[other] ?? 0n) >= (pairwise[other]?.[one] ?? 0n)) reaches.add(one, other);
  }
  const reach = Array.from({ length: size }, (_, place) => {
    let count = 0;
    for (let other = 0; other < size; other += 1) if (other !== place && reaches.has(place, other)) count += 1;
    return count;
  });
  const groups = Map.groupBy(reach.keys(), (place) => reach[place] ?? 0);
  return [...groups].toSorted(([a], [b]) => b - a).map(([, places]) => places);
}

function orderCircle(circle: readonly number[], pairwise: Pairwise): BestOrders {
  const votes = (one: number, other: number) => pairwise[one]?.[other] ?? 0n;
  const pairs = circle.flatMap((one, index) => circle.slice(index + 1).map((other) => [one, other] as const));
  // Where every pair is equal, every order is as good.
  if (pairs.every(([one, other]) => votes(one, other) === votes(other, one)))
    return { ranking: [circle], leaders: circle, cost: pairs.reduce((sum, [one, other]) => sum + votes(one, other), 0n) };
  if (circle.length > mostInCircle)
    throw new CoopError(
      'method',
      `kemeny searches all orders of options that beat each other in a circle, at most ${mostInCircle} of them; here are ${circle.length}. ` +
        'Count by ranked-pairs or schulze, which take any number.',
    );
  const against = circle.map((one) => circle.map((other) => votes(other, one)));
  const { ranking, leaders, cost } = bestOrders(against);
  const places = (indexes: readonly number[]) => indexes.map((index) => circle[index] ?? 0);
  return { ranking: ranking.map(places), leaders: places(leaders), cost };
}
