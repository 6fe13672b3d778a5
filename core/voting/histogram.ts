import { fromUnits, decimalPlaces, toUnits } from '../exact/decimal.ts';
import { compareDecimals } from '../exact/decimal-order.ts';
import type { Group } from './method.ts';
import type { Scores } from './score-words.ts';

/** Of one option: how many ballots give it which score; null stands for none. */
export type Histogram = ReadonlyMap<string | null, bigint>;

/** Of each option, in their order. */
export function histograms(groups: readonly Group<Scores>[], options: readonly string[]): readonly Histogram[] {
  const counted = options.map(() => new Map<string | null, bigint>());
  for (const { choice, count } of groups) {
    for (const [place, histogram] of counted.entries()) {
      const score = choice[place] ?? null;
      histogram.set(score, (histogram.get(score) ?? 0n) + count);
    }
  }
  return counted;
}

/** All scores that stand on a ballot, the lowest first. */
export function scoresIn(all: readonly Histogram[]): readonly string[] {
  const found = new Set(all.flatMap((histogram) => [...histogram.keys()]));
  return [...found].filter((score) => score !== null).toSorted(compareDecimals);
}

export type Sums = {
  /** Per option, in whole units of the smallest decimal. */
  readonly units: readonly bigint[];
  /** The same as exact decimals. */
  readonly decimals: readonly string[];
};

/** What the scores of each option add up to; no score adds nothing. */
export function sumScores(all: readonly Histogram[]): Sums {
  const places = scoresIn(all).reduce((most, score) => Math.max(most, decimalPlaces(score)), 0);
  const units = all.map((histogram) => {
    let sum = 0n;
    for (const [score, count] of histogram) if (score !== null) sum += BigInt(toUnits(score, places)) * count;
    return sum;
  });
  return { units, decimals: units.map((sum) => shortest(sum, places)) };
}

/** How many ballots give each option more than nothing. */
export function supportOf(all: readonly Histogram[]): readonly bigint[] {
  return all.map((histogram) => {
    let support = 0n;
    for (const [score, count] of histogram) if (score !== null && score !== '0' && !score.startsWith('-')) support += count;
    return support;
  });
}

function shortest(sum: bigint, places: number): string {
  const size = fromUnits(String(sum < 0n ? -sum : sum), places);
  return sum < 0n ? `-${size}` : size;
}
