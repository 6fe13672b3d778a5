import type { Group } from '../method.ts';
import type { Ranks } from '../formats/election.ts';

/** How many ballots prefer the option of the row to the one of the column, by their places. */
export type Pairwise = readonly (readonly bigint[])[];

type Wish = { readonly options: number; readonly unranked: 'last' | 'ignored' };

/** Compares every two options over all ballots. Exact: in numbers while they are exact, else in integers of any size. */
export function comparePairs(groups: readonly Group<Ranks>[], { options, unranked }: Wish): Pairwise {
  const total = groups.reduce((sum, { count }) => sum + count, 0n);
  const isSafe = total <= BigInt(Number.MAX_SAFE_INTEGER);
  const cells = isSafe ? inNumbers(groups, { options, unranked }) : inIntegers(groups, { options, unranked });
  return Array.from({ length: options }, (_, row) =>
    Array.from({ length: options }, (_cell, column) => BigInt(cells[row * options + column] ?? 0)),
  );
}

function inNumbers(groups: readonly Group<Ranks>[], wish: Wish): ArrayLike<number> {
  const { options } = wish;
  const cells = new Float64Array(options * options);
  const line = createLine(wish);
  const { order, below } = line;
  for (const { choice, count } of groups) {
    const times = Number(count);
    const { ranked, all } = line.write(choice);
    for (let place = 0; place < ranked; place += 1) {
      const row = (order[place] ?? 0) * options;
      for (let other = below[place] ?? all; other < all; other += 1) {
        const cell = row + (order[other] ?? 0);
        cells[cell] = (cells[cell] ?? 0) + times;
      }
    }
  }
  return cells;
}

function inIntegers(groups: readonly Group<Ranks>[], wish: Wish): ArrayLike<bigint> {
  const { options } = wish;
  const cells = Array.from({ length: options * options }, () => 0n);
  const line = createLine(wish);
  const { order, below } = line;
  for (const { choice, count } of groups) {
    const { ranked, all } = line.write(choice);
    for (let place = 0; place < ranked; place += 1) {
      const row = (order[place] ?? 0) * options;
      for (let other = below[place] ?? all; other < all; other += 1) {
        const cell = row + (order[other] ?? 0);
        cells[cell] = (cells[cell] ?? 0n) + count;
      }
    }
  }
  return cells;
}

/**
 * One ballot after the other as a line of options, best first, in two lists that are used again and again: this is where a count
 * of large elections spends its time. `order`: the options; `below`: for each of them where those begin that stand lower.
 */
function createLine({ options, unranked }: Wish) {
  const order = new Uint16Array(options);
  const below = new Uint16Array(options);
  const seen = new Uint32Array(options);
  let turn = 0;
  const write = (ranks: Ranks): { readonly ranked: number; readonly all: number } => {
    turn += 1;
    let end = 0;
    for (const equals of ranks) {
      const next = end + equals.length;
      for (const place of equals) {
        order[end] = place;
        below[end] = next;
        seen[place] = turn;
        end += 1;
      }
    }
    const ranked = end;
    if (unranked === 'last' && ranked < options) {
      for (let place = 0; place < options; place += 1) {
        if (seen[place] === turn) continue;
        order[end] = place;
        end += 1;
      }
    }
    return { ranked, all: end };
  };
  return { order, below, write };
}

/** The place of the option that beats every other one against one; null where there is none. */
export function condorcetWinner(pairwise: Pairwise): number | null {
  for (const [place, row] of pairwise.entries()) {
    if (row.every((votes, other) => other === place || votes > (pairwise[other]?.[place] ?? 0n))) return place;
  }
  return null;
}
