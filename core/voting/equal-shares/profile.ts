import type { Group } from '../method.ts';
import { placesOf } from '../cart.ts';
import type { Budget, Cart } from '../cart.ts';

/** Who supports which project, equal ballots together, in arrays that are quick to walk. */
export type Profile = {
  readonly budget: Budget;
  /** All ballots, also empty ones: everybody gets a share. */
  readonly voters: bigint;
  /** Voters of each group, exactly. */
  readonly sizes: readonly bigint[];
  /** The same as floats, to look at. */
  readonly weights: Float64Array;
  /** Of each project the groups that support it. */
  readonly supporters: readonly Int32Array[];
  /** Of each project how many voters support it. */
  readonly support: readonly bigint[];
};

export function profileOf(groups: readonly Group<Cart>[], budget: Budget): Profile {
  const bySet = new Map<string, { places: readonly number[]; size: bigint }>();
  let voters = 0n;
  for (const { choice, count } of groups) {
    voters += count;
    const places = placesOf(choice);
    const key = places.join();
    const known = bySet.get(key);
    if (known === undefined) bySet.set(key, { places, size: count });
    else known.size += count;
  }
  const sets = [...bySet.values()].filter(({ places, size }) => places.length > 0 && size > 0n);
  const lists: number[][] = budget.costs.map(() => []);
  for (const [group, { places }] of sets.entries()) for (const place of places) lists[place]?.push(group);
  const sizes = sets.map(({ size }) => size);
  return {
    budget,
    voters,
    sizes,
    weights: Float64Array.from(sizes, Number),
    supporters: lists.map((list) => Int32Array.from(list)),
    support: lists.map((list) => list.reduce((sum, group) => sum + (sizes[group] ?? 0n), 0n)),
  };
}
