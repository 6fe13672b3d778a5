import { fraction, plus } from '../../exact/fraction.ts';
import type { Profile } from './profile.ts';
import { buyByEqualShares } from './run.ts';
import type { BreakTie, Bought } from './run.ts';

/** Steps after which it ends, whatever is left: far more than any city needs, and an end for figures of forty digits. */
const mostSteps = 100_000;

export type Added = { readonly bought: Bought; readonly steps: number };

/**
 * Add1 (Peters, Skowron, "Method of Equal Shares", equalshares.net): Equal Shares alone leaves money over, so everybody is given one unit
 * more in pretence, again and again, until the projects would cost more than there is; the last outcome that can be paid counts. It also
 * ends when nothing that anybody supports fits any more.
 */
export function addOneByOne(profile: Profile, increment: bigint, breakTie: BreakTie): Added {
  const { budget, voters } = profile;
  if (voters === 0n) return { bought: buyByEqualShares(profile, fraction(0n), breakTie), steps: 0 };
  let share = fraction(budget.total, voters);
  let bought = buyByEqualShares(profile, share, breakTie);
  for (let steps = 0; ; steps += 1) {
    if (steps === mostSteps || increment === 0n || isExhausted(profile, bought)) return { bought, steps };
    share = plus(share, fraction(increment));
    const next = buyByEqualShares(profile, share, breakTie);
    if (next.spent > budget.total) return { bought, steps };
    bought = next;
  }
}

/** Whether no other project that anybody supports can still be paid. */
function isExhausted({ budget, support }: Profile, { projects, spent }: Bought): boolean {
  const bought = new Set(projects);
  return budget.costs.every((cost, project) => bought.has(project) || support[project] === 0n || spent + cost > budget.total);
}
