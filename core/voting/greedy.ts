import { decimalPlaces, toUnits, fromUnits } from '../exact/decimal.ts';
import { figure } from '../exact/figure.ts';
import { budgetOf, cart, placeOf } from './cart.ts';
import type { Budget, Cart } from './cart.ts';
import { drawSome, together } from './fill-seats.ts';
import { defineMethod } from './method.ts';
import type { Group, Tally } from './method.ts';
import { rankByMost, sumOf } from './most-votes.ts';

/**
 * Greedy budgeting, what most cities do: projects by their votes (or points), most first, each taken if it still fits. Of equally many
 * votes the cheaper goes first; of equal costs too the public seed draws.
 */
export const greedy = defineMethod<Cart>({
  name: 'greedy',
  ...cart,
  count: (groups, options, rules) => {
    const budget = budgetOf(rules, options);
    const { units, decimals } = votesOf(groups, options.length);
    const { selected, tie } = takeGreedily({ options, votes: units, budget, taken: [], rules });
    const name = (place: number): string => options[place] ?? '';
    const spent = selected.reduce((sum, place) => sum + (budget.costs[place] ?? 0n), 0n);
    return {
      method: 'greedy',
      options,
      ballots: figure(sumOf(groups)),
      winners: selected.map(name),
      ranking: rankByMost(units).map((equals) => equals.map(name)),
      selected: selected.map(name),
      spent: figure(spent),
      tie,
      rounds: [{ votes: Object.fromEntries(options.map((option, place) => [option, decimals[place] ?? '0'])) }],
      rules: {
        wins: 'most votes first, as long as there is money',
        budget: figure(budget.total),
        tie: 'the cheaper, then drawn by the seed',
      },
    };
  },
});

/** Points of each project, or ballots that name it, in whole units of the smallest decimal and as exact decimals. */
export function votesOf(groups: readonly Group<Cart>[], options: number): { units: readonly bigint[]; decimals: readonly string[] } {
  const points = (entry: Cart[number]): string => (typeof entry === 'number' ? '1' : entry[1]);
  let places = 0;
  for (const { choice } of groups) for (const entry of choice) places = Math.max(places, decimalPlaces(points(entry)));
  const units = Array.from({ length: options }, () => 0n);
  for (const { choice, count } of groups) {
    for (const entry of choice) units[placeOf(entry)] = (units[placeOf(entry)] ?? 0n) + BigInt(toUnits(points(entry), places)) * count;
  }
  return { units, decimals: units.map((sum) => fromUnits(String(sum), places)) };
}

type Taking = {
  readonly options: readonly string[];
  /** Per project; what has none is never taken. */
  readonly votes: readonly bigint[];
  readonly budget: Budget;
  /** What is paid for already. */
  readonly taken: readonly number[];
  readonly rules: { readonly seed: string };
};

/** Takes what fits, by votes. Returns what was taken anew, in order. */
export function takeGreedily({ options, votes, budget, taken, rules }: Taking): { selected: readonly number[]; tie: Tally['tie'] } {
  const cost = (place: number): bigint => budget.costs[place] ?? 0n;
  const selected: number[] = [];
  let left = taken.reduce((sum, place) => sum - cost(place), budget.total);
  const ties: NonNullable<Tally['tie']>[] = [];
  for (const equals of rankByMost(votes)) {
    const wanted = equals.filter((place) => (votes[place] ?? 0n) > 0n && !taken.includes(place));
    const byCost = Map.groupBy(wanted, cost);
    for (const [price, alike] of [...byCost].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      const fitting = price === 0n ? alike.length : Number(minimum(left / price, BigInt(alike.length)));
      if (fitting <= 0) continue;
      const drawn =
        fitting < alike.length
          ? drawSome(
              alike.map((place) => options[place] ?? ''),
              fitting,
              rules,
            )
          : null;
      if (drawn !== null) {
        const between = alike.map((place) => options[place] ?? '');
        const sentence = `${between.length} projects have equally many votes and cost the same, and ${fitting} of them can be paid.`;
        ties.push({ between, path: [sentence, ...drawn.path], seed: rules.seed });
      }
      const chosen = drawn === null ? alike : drawn.chosen.map((name) => options.indexOf(name));
      selected.push(...chosen);
      left -= price * BigInt(fitting);
    }
  }
  return { selected, tie: together(ties) };
}

function minimum(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
