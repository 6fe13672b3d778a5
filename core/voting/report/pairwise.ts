import type { Group } from '../method.ts';
import type { Ranks } from '../formats/election.ts';

/** How many ballots prefer the option of the row to the one of the column, by their places. */
export type Pairwise = readonly (readonly bigint[])[];

type Wish = { readonly options: number; readonly unranked: 'last' | 'ignored' };

/** Compares every two options over all ballots. Exact: in numbers while they are exact, else in integers of any size. */
export function comparePairs(groups: readonly Group<Ranks>[], { options, unranked }: Wish): Pairwise {
  const total = groups.reduce((sum, { count }) => sum + count, 0n);
  const cells =
    total <= BigInt(Number.MAX_SAFE_INTEGER) ? inNumbers(groups, { options, unranked }) : inIntegers(groups, { options, unranked });
  return Array.from({ length: options }, (_, row) =>
    Array.from({ length: options }, (_cell, column) => BigInt(cells[row * options + column] ?? 0)),
  );
}

function inNumbers(groups: readonly Group<Ranks>[], wish: Wish): ArrayLike<number> {
  const cells = new Float64Array(wish.options * wish.options);
  for (const { choice, count } of groups) {
    const times = Number(count);
    eachPair(choice, wish, (cell) => {
      cells[cell] = (cells[cell] ?? 0) + times;
    });
  }
  return cells;
}

function inIntegers(groups: readonly Group<Ranks>[], wish: Wish): ArrayLike<bigint> {
  const cells = Array.from({ length: wish.options * wish.options }, () => 0n);
  for (const { choice, count } of groups) {
    eachPair(choice, wish, (cell) => {
      cells[cell] = (cells[cell] ?? 0n) + count;
    });
  }
  return cells;
}

/** Calls back for every pair of which this ballot prefers one. */
function eachPair(ranks: Ranks, { options, unranked }: Wish, prefers: (cell: number) => void): void {
  // Whoever stands lower: begins as everybody, or as everybody who is ranked.
  const isLower = new Uint8Array(options);
  if (unranked === 'last') isLower.fill(1);
  else for (const equals of ranks) for (const place of equals) isLower[place] = 1;
  for (const equals of ranks) {
    for (const place of equals) isLower[place] = 0;
    for (const place of equals) {
      const row = place * options;
      for (let other = 0; other < options; other += 1) if (isLower[other] === 1) prefers(row + other);
    }
  }
}

/** The place of the option that beats every other one against one; null where there is none. */
export function condorcetWinner(pairwise: Pairwise): number | null {
  for (const [place, row] of pairwise.entries()) {
    if (row.every((votes, other) => other === place || votes > (pairwise[other]?.[place] ?? 0n))) return place;
  }
  return null;
}
