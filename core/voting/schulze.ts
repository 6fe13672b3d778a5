import { definePairwiseMethod, named } from './condorcet/pairwise-method.ts';
import { layersOf } from './condorcet/layers.ts';
import { figure } from '../exact/figure.ts';
import type { Pairwise } from './report/pairwise.ts';

/**
 * Schulze's method by winning votes (Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
 * single-winner election method", Social Choice and Welfare 36, 2011): a majority is as strong as the ballots on its side, a path as
 * its weakest majority; an option stands before another to which it has the stronger path than back.
 */
export const schulze = definePairwiseMethod({
  name: 'schulze',
  wins: 'strongest paths of majorities, by winning votes',
  order: ({ pairwise, options }) => {
    const { paths, strengths } = strongestPaths(pairwise);
    const size = options.length;
    const path = (from: number, to: number) => paths[from * size + to] ?? 0;
    return {
      ranking: layersOf(size, (one, other) => path(one, other) > path(other, one)),
      round: {
        paths: named(options, (row) => {
          const others = options.flatMap((other, column) =>
            row === column ? [] : [[other, figure(strengths[path(row, column)] ?? 0n)] as const],
          );
          return Object.fromEntries(others);
        }),
      },
    };
  },
});

/**
 * Widest paths between every two options (Floyd and Warshall). Paths only ask which majority is larger, so that each
 * strength is replaced by its place among all: exact, however large the figures are. Place 0 is no majority.
 */
function strongestPaths(pairwise: Pairwise): { readonly paths: Int32Array; readonly strengths: readonly bigint[] } {
  const size = pairwise.length;
  const won = (row: number, column: number) => {
    const [forth, back] = [pairwise[row]?.[column] ?? 0n, pairwise[column]?.[row] ?? 0n];
    return forth > back ? forth : 0n;
  };
  const all = new Set([0n]);
  for (let row = 0; row < size; row += 1) for (let column = 0; column < size; column += 1) all.add(won(row, column));
  const strengths = [...all].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const placeOf = new Map(strengths.map((strength, place) => [strength, place]));
  const paths = new Int32Array(size * size);
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1) paths[row * size + column] = placeOf.get(won(row, column)) ?? 0;
  for (let over = 0; over < size; over += 1) {
    for (let from = 0; from < size; from += 1) {
      const first = paths[from * size + over] ?? 0;
      if (first === 0 || from === over) continue;
      for (let to = 0; to < size; to += 1) {
        const second = paths[over * size + to] ?? 0;
        const through = first < second ? first : second;
        if (from !== to && through > (paths[from * size + to] ?? 0)) paths[from * size + to] = through;
      }
    }
  }
  return { paths, strengths };
}
