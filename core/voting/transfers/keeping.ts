import type { Ranks } from '../formats/election.ts';
import type { Group } from '../method.ts';

/** What equal papers go through: whoever may keep a part of them, in ranks, until nothing is left. */
type Way = { readonly ranks: Ranks; count: bigint };

type Wish = { readonly options: number; readonly one: bigint };

/** Keep factors (Meek): of each paper an option keeps its factor, and the rest goes on to the next. */
export function createKeeping(groups: readonly Group<Ranks>[], { options, one }: Wish) {
  const factors = Array.from({ length: options }, () => one);
  const isElected = new Uint8Array(options);
  const isOut = new Uint8Array(options);
  let ways: readonly Way[] | null = null;

  /** Papers whose way is the same count as one: it ends at the first rank where nobody passes anything on. */
  const waysNow = (): readonly Way[] => {
    const known = new Map<string, Way>();
    for (const { choice, count } of groups) {
      const ranks: number[][] = [];
      let key = '';
      for (const equals of choice) {
        const open = equals.filter((place) => isOut[place] === 0);
        if (open.length === 0) continue;
        ranks.push(open);
        key += `${open.join('=')}>`;
        if (open.every((place) => isElected[place] === 0)) break;
      }
      const way = known.get(key);
      if (way === undefined) known.set(key, { ranks, count });
      else way.count += count;
    }
    return [...known.values()];
  };

  return {
    elect: (places: readonly number[]): void => {
      for (const place of places) isElected[place] = 1;
      ways = null;
    },
    exclude: (place: number): void => {
      isOut[place] = 1;
      ways = null;
    },
    /** The factor that would have kept the quota of these votes, rounded up. */
    adjust: (place: number, { quota, votes }: { readonly quota: bigint; readonly votes: bigint }): void => {
      if (votes > 0n) factors[place] = dividedUp(dividedUp((factors[place] ?? one) * quota, one) * one, votes);
    },
    /** What each option keeps of all papers. */
    distribute: (): readonly bigint[] => {
      ways ??= waysNow();
      const votes = Array.from({ length: options }, () => 0n);
      for (const { ranks, count } of ways) {
        let weight = one;
        for (const equals of ranks) {
          const part = equals.length === 1 ? weight : weight / BigInt(equals.length);
          for (const place of equals) {
            const kept = dividedUp(part * (factors[place] ?? one), one);
            votes[place] = (votes[place] ?? 0n) + kept * count;
            weight -= kept;
          }
          if (weight <= 0n) break;
        }
      }
      return votes;
    },
  };
}

function dividedUp(a: bigint, b: bigint): bigint {
  return (a + b - 1n) / b;
}
