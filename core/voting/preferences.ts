import { compareDecimals } from '../exact/decimal-order.ts';
import type { Group } from './method.ts';
import type { Scores } from './score-words.ts';

/** How many ballots score the one option higher than the other; no score counts as 0. Counted when it is asked for, and remembered. */
export function preferences(groups: readonly Group<Scores>[], options: number): (one: number, other: number) => bigint {
  const known = new Map<number, bigint>();
  return (one, other) => {
    const key = one * options + other;
    const before = known.get(key);
    if (before !== undefined) return before;
    let count = 0n;
    for (const { choice, count: times } of groups) {
      if (compareDecimals(choice[one] ?? '0', choice[other] ?? '0') > 0) count += times;
    }
    known.set(key, count);
    return count;
  };
}
