/** Chance that can be repeated: the same seed, the same rolls. */
export type Chance = {
  /** A whole number from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number;
  readonly oneOf: <T>(things: readonly T[]) => T | undefined;
  /** True in `part` of all cases, 0 to 1. */
  readonly happens: (part: number) => boolean;
  readonly shuffled: <T>(things: readonly T[]) => T[];
};

/** Mulberry32 (Ettinger 2017): 32 bits of state, good enough to choose moments. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const roll = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number): number => least + Math.floor(roll() * (most - least + 1));
  return {
    between,
    oneOf: (things) => things[between(0, things.length - 1)],
    happens: (part) => roll() < part,
    shuffled: (things) => {
      const left = [...things];
      for (let place = left.length - 1; place > 0; place--) {
        const other = between(0, place);
        [left[place], left[other]] = [left[other]!, left[place]!];
      }
      return left;
    },
  };
}
