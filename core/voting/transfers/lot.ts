import { drawOne } from '../draw.ts';
import type { Draw } from '../draw.ts';
import type { Tally } from '../method.ts';

/** How the last equality of a count is settled. */
export type Lot = { readonly draw: (equals: readonly string[]) => Draw; readonly seed: () => string };

type Run = (lot: Lot) => Tally;

/**
 * A count that may have to draw. What the seed decides is a tie of the outcome only if another lot would have elected somebody else: all
 * other ways that the lots could fall are counted too, as far as `work` allows (ballots that one count looks at). A draw
 * that changes nothing stays told in its stage.
 */
export function countWithLots(run: Run, { rules, work }: { readonly rules: { readonly seed: string }; readonly work: number }): Tally {
  const tally = run({ draw: (equals) => drawOne(equals, rules.seed), seed: () => rules.seed });
  if (tally.tie === null) return tally;
  return isElectedAnyway(tally, run, Math.min(mostWays, Math.floor(mostWork / Math.max(1, work)))) ? { ...tally, tie: null } : tally;
}

const mostWays = 200;
const mostWork = 200_000;

/** Whether each way that the lots can fall elects the same; false too where there are more ways than may be tried. */
function isElectedAnyway({ winners }: Tally, run: Run, most: number): boolean {
  const wanted = winners.toSorted().join('\n');
  let way: readonly number[] | null = [];
  for (let tried = 0; way !== null; tried += 1) {
    if (tried >= most) return false;
    const { lot, fallen } = forced(way);
    if (run(lot).winners.toSorted().join('\n') !== wanted) return false;
    way = nextWay(fallen);
  }
  return true;
}

type Fallen = { readonly choice: number; readonly of: number };

/** Lots that fall as they are told, and on the first of the equals from there on. */
function forced(way: readonly number[]): { readonly lot: Lot; readonly fallen: readonly Fallen[] } {
  const fallen: Fallen[] = [];
  const draw = (equals: readonly string[]): Draw => {
    const choice = way[fallen.length] ?? 0;
    fallen.push({ choice, of: equals.length });
    return { chosen: equals.toSorted()[choice] ?? '', path: [] };
  };
  return { lot: { draw, seed: () => '' }, fallen };
}

/** The next way after this one, as a counter goes on: the last lot that can fall otherwise does. */
function nextWay(fallen: readonly Fallen[]): readonly number[] | null {
  const last = fallen.findLastIndex(({ choice, of }) => choice + 1 < of);
  if (last === -1) return null;
  return fallen.slice(0, last + 1).map(({ choice }, place) => (place === last ? choice + 1 : choice));
}
