import type { Ranks } from '../formats/election.ts';
import type { Group } from '../method.ts';

/** Votes in parts of one, by the places of options: `units[2] / parts` votes count for the third. */
export type Split = { readonly units: readonly bigint[]; readonly parts: bigint };

/** For whom each ballot counts while options are excluded: the best rank that anybody is left of, in equal parts. */
export function createFirstChoices(groups: readonly Group<Ranks>[], options: number) {
  const isIn = new Uint8Array(options).fill(1);
  // How far each ballot was looked through: whoever is out stays out.
  const at = new Uint32Array(groups.length);
  return {
    exclude: (places: readonly number[]): void => {
      for (const place of places) isIn[place] = 0;
    },
    count: (): Split => {
      /** Whole ballots that are split among so many; index 1 for those of one option. */
      const shares = new Map<number, bigint[]>();
      for (const [index, { choice, count }] of groups.entries()) {
        let rank = at[index] ?? 0;
        let among = 0;
        for (; rank < choice.length; rank += 1) {
          among = 0;
          for (const place of choice[rank] ?? []) among += isIn[place] ?? 0;
          if (among > 0) break;
        }
        at[index] = rank;
        if (among === 0) continue;
        let share = shares.get(among);
        if (share === undefined) shares.set(among, (share = Array.from({ length: options }, () => 0n)));
        for (const place of choice[rank] ?? []) if (isIn[place] === 1) share[place] = (share[place] ?? 0n) + count;
      }
      const parts = [...shares.keys()].reduce((so, among) => leastCommonMultiple(so, BigInt(among)), 1n);
      const units = Array.from({ length: options }, () => 0n);
      for (const [among, share] of shares)
        for (const [place, count] of share.entries()) units[place] = (units[place] ?? 0n) + (count * parts) / BigInt(among);
      return { units, parts };
    },
  };
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return (a / larger) * b;
}

export type FirstChoices = ReturnType<typeof createFirstChoices>;
