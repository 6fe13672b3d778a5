import type { Ranks } from '../formats/election.ts';
import type { Group } from '../method.ts';

/** Equal papers of one value that lie with one option. */
type Parcel = {
  readonly ranks: Ranks;
  readonly count: bigint;
  /** What each is worth, in units of the smallest decimal. */
  readonly value: bigint;
  /** The rank to look at first for the next preference. */
  readonly at: number;
};

type Wish = { readonly options: number; readonly one: bigint };
type Surplus = { readonly surplus: bigint; readonly quota: bigint; readonly to: readonly number[] };

/** The papers of a count, each with whom it counts for now. A paper that finds nobody, and what rounding loses, counts for no one. */
export function createPapers(groups: readonly Group<Ranks>[], { options, one }: Wish) {
  const piles: Parcel[][] = Array.from({ length: options }, () => []);
  const votes = Array.from({ length: options }, () => 0n);

  const give = (parcel: Parcel, isOpen: Uint8Array): void => {
    const { ranks, count, value } = parcel;
    for (let at = parcel.at; at < ranks.length; at += 1) {
      const open = (ranks[at] ?? []).filter((place) => isOpen[place] === 1);
      if (open.length === 0) continue;
      const part = open.length === 1 ? value : value / BigInt(open.length);
      if (part === 0n) return;
      // The others of an equal rank come before the next rank, once whoever got this part passes it on.
      const lying = { ranks, count, value: part, at };
      for (const place of open) {
        piles[place]?.push(lying);
        votes[place] = (votes[place] ?? 0n) + part * count;
      }
      return;
    }
  };

  const everybody = new Uint8Array(options).fill(1);
  for (const { choice, count } of groups) give({ ranks: choice, count, value: one, at: 0 }, everybody);

  const move = (from: number, to: readonly number[], worth: (value: bigint) => bigint): void => {
    const isOpen = new Uint8Array(options);
    for (const place of to) isOpen[place] = 1;
    const pile = piles[from] ?? [];
    piles[from] = [];
    for (const parcel of pile) {
      const value = worth(parcel.value);
      if (value > 0n) give({ ...parcel, value }, isOpen);
    }
  };

  return {
    votes: (): readonly bigint[] => [...votes],
    /** All papers at the value they have. */
    moveAll: (from: number, to: readonly number[]): void => {
      votes[from] = 0n;
      move(from, to, (value) => value);
    },
    /** All papers at the part of their value that is above the quota, which stays. */
    moveSurplus: (from: number, { surplus, quota, to }: Surplus): void => {
      const all = votes[from] ?? 0n;
      votes[from] = quota;
      move(from, to, (value) => (value * surplus) / all);
    },
  };
}
