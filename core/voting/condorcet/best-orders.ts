export type BestOrders = {
  /** Best first; together stand those that orders as good as each other mix. */
  readonly ranking: readonly (readonly number[])[];
  /** Who leads one of the best orders. */
  readonly leaders: readonly number[];
  /** What each of the best orders costs. */
  readonly cost: bigint;
};

/**
 * All cheapest orders at once, where `costs[a][b]` is what it costs that a stands above b: by the cheapest way to fill the top with
 * each set (Bellman 1962, Held and Karp 1962, on sets as bits). Exact; time and space double with each option.
 */
export function bestOrders(costs: readonly (readonly bigint[])[]): BestOrders {
  const size = costs.length;
  const all = 2 ** size - 1;
  const below = costs.map(sumsOfSets);
  /** What it costs to put an option right below the set on top. */
  const step = (option: number, top: number) => below[option]?.(all & ~top & ~(1 << option)) ?? 0n;
  const cheapest = Array.from<bigint>({ length: all + 1 }).fill(0n);
  for (let top = 1; top <= all; top += 1) {
    let best: bigint | null = null;
    for (let option = 0; option < size; option += 1) {
      if ((top & (1 << option)) === 0) continue;
      const before = top & ~(1 << option);
      const cost = (cheapest[before] ?? 0n) + step(option, before);
      if (best === null || cost < best) best = cost;
    }
    cheapest[top] = best ?? 0n;
  }
  return { ...orderOf(onBestWays({ cheapest, step, size }), size), cost: cheapest[all] ?? 0n };
}

type Search = { readonly cheapest: readonly bigint[]; readonly step: (option: number, top: number) => bigint; readonly size: number };

/** For each size of the top the sets that stand there in one of the cheapest orders, from 0 to all. */
function onBestWays({ cheapest, step, size }: Search): readonly (readonly number[])[] {
  const ways: number[][] = [[2 ** size - 1]];
  for (let left = size; left > 0; left -= 1) {
    const before = new Set<number>();
    for (const top of ways[0] ?? []) {
      for (let option = 0; option < size; option += 1) {
        const rest = top & ~(1 << option);
        if (rest !== top && (cheapest[rest] ?? 0n) + step(option, rest) === cheapest[top]) before.add(rest);
      }
    }
    ways.unshift([...before]);
  }
  return ways;
}

/** Where all best orders have the same set on top, a rank ends. */
function orderOf(ways: readonly (readonly number[])[], size: number): Omit<BestOrders, 'cost'> {
  const members = (set: number) => Array.from({ length: size }, (_, option) => option).filter((option) => (set & (1 << option)) !== 0);
  const ranking: (readonly number[])[] = [];
  let above = 0;
  for (const sets of ways.slice(1)) {
    const [only] = sets;
    if (only === undefined || sets.length > 1) continue;
    ranking.push(members(only & ~above));
    above = only;
  }
  return { ranking, leaders: (ways[1] ?? []).flatMap(members).toSorted((a, b) => a - b) };
}

/** The sum of a row over any set of columns, from two tables of half as many bits. */
function sumsOfSets(row: readonly bigint[]): (set: number) => bigint {
  const half = Math.ceil(row.length / 2);
  const low = tableOf(row.slice(0, half));
  const high = tableOf(row.slice(half));
  return (set) => (low[set & (2 ** half - 1)] ?? 0n) + (high[set >>> half] ?? 0n);
}

function tableOf(row: readonly bigint[]): readonly bigint[] {
  const sums = Array.from<bigint>({ length: 2 ** row.length }).fill(0n);
  for (let set = 1; set < sums.length; set += 1) {
    const last = 31 - Math.clz32(set);
    sums[set] = (sums[set & ~(1 << last)] ?? 0n) + (row[last] ?? 0n);
  }
  return sums;
}
