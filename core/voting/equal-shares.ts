import { roundedDown } from '../exact/fraction.ts';
import { figure } from '../exact/figure.ts';
import { budgetOf, cart } from './cart.ts';
import type { Cart } from './cart.ts';
import { drawOne } from './draw.ts';
import { addOneByOne } from './equal-shares/add-one.ts';
import { profileOf } from './equal-shares/profile.ts';
import type { BreakTie } from './equal-shares/run.ts';
import { takeGreedily, votesOf } from './greedy.ts';
import { defineMethod } from './method.ts';
import type { Tally } from './method.ts';
import { rankByMost, sumOf } from './most-votes.ts';

/**
 * The Method of Equal Shares for budgets (Peters, Pierczyński and Skowron 2021) with cost utilities and Add1: everybody has the same
 * share of the money, and projects are paid by those who support them. Whoever names a project supports it, whatever points it got.
 * Projects that are equally cheap for their supporters: the one with more supporters, then the cheaper one, then the public seed.
 * With `completion: "greedy"` what is left over is spent by votes.
 */
export const equalShares = defineMethod<Cart>({
  name: 'equal-shares',
  ...cart,
  count: (groups, options, rules) => {
    const budget = budgetOf(rules, options);
    const profile = profileOf(groups, budget);
    const name = (place: number): string => options[place] ?? '';
    const breakTie: BreakTie = (equals) => {
      const best = firstBy(
        firstBy(equals, (place) => -(profile.support[place] ?? 0n)),
        (place) => budget.costs[place] ?? 0n,
      );
      const [only = 0] = best;
      if (best.length === 1) return { chosen: only, path: [] };
      const draw = drawOne(best.map(name), rules.seed);
      return { chosen: options.indexOf(draw.chosen), path: draw.path };
    };
    const { bought, steps } = addOneByOne(profile, BigInt(rules.increment ?? '1'), breakTie);
    const completed =
      rules.completion === 'greedy'
        ? takeGreedily({ options, votes: votesOf(groups, options.length).units, budget, taken: bought.projects, rules })
        : { selected: [], tie: null };
    const selected = [...bought.projects, ...completed.selected];
    const paid = bought.ledger.paid();
    const drawn = bought.ties.filter(({ path }) => path.length > 0);
    const last = drawn.at(-1);
    const tie: Tally['tie'] =
      last === undefined
        ? completed.tie
        : {
            between: last.between.map(name),
            path: drawn.flatMap(({ between, path }) => [equalSentence(between.length), ...path]),
            seed: rules.seed,
          };
    const rest = rankByMost(profile.support).flatMap((equals) => {
      const left = equals.filter((place) => !selected.includes(place));
      return left.length === 0 ? [] : [left.map(name)];
    });
    return {
      method: 'equal-shares',
      options,
      ballots: figure(sumOf(groups)),
      winners: selected.map(name),
      ranking: [...selected.map((place) => [name(place)]), ...rest],
      selected: selected.map(name),
      spent: figure(selected.reduce((sum, place) => sum + (budget.costs[place] ?? 0n), 0n)),
      tie,
      rounds: selected.map((place, round) => ({
        selected: name(place),
        cost: String(budget.costs[place] ?? 0n),
        supporters: String(profile.support[place] ?? 0n),
        ...(round < bought.projects.length
          ? { 'each pays at most': roundedDown(paid[round] ?? { over: 0n, under: 1n }, 6) }
          : { by: 'completion' }),
      })),
      rules: {
        wins: 'bought by equal shares, cost utility',
        budget: figure(budget.total),
        add1: `${steps} steps of ${rules.increment ?? '1'}`,
        completion: rules.completion ?? 'none',
        tie: 'more supporters, then the cheaper, then drawn by the seed',
        rounding: 'none; payments are shown rounded down',
      },
    };
  },
});

function firstBy(places: readonly number[], of: (place: number) => bigint): readonly number[] {
  const least = places.map(of).reduce((so, value) => (value < so ? value : so));
  return places.filter((place) => of(place) === least);
}

function equalSentence(equals: number): string {
  return `${equals} projects are equally cheap for their supporters, and equal in supporters and cost.`;
}
