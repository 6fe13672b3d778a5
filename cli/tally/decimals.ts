import type { Election } from '../../core/voting/formats/election.ts';
import { fromUnits } from '../../core/exact/decimal.ts';
import type { Tally } from '../../core/voting/method.ts';

/** What was spent in the money of the file: the count itself is in the smallest unit that all of its costs need. */
export function withDecimals(tally: Tally, { budget }: Election): Tally {
  if (budget === undefined || budget.decimals === 0 || tally.spent === undefined) return tally;
  return { ...tally, spent: fromUnits(String(tally.spent), budget.decimals) };
}
