/** Of one option: how many ballots give it this grade or a lower one, the lowest grade first; the last figure is all ballots. */
export type Cumulated = readonly bigint[];

/** The place of the lower median's grade. */
export function medianOf(cumulated: Cumulated): number {
  return gradeAt(cumulated, (total(cumulated) - 1n) / 2n);
}

/**
 * Compares majority values (Balinski and Laraki): of two options with equally many grades, sorted, the lower median goes before
 * the others, then the lower median of what is left, and so on; the first difference decides. The order in which grades come is that from the
 * middle outwards, so it is enough to find the nearest difference on either side. Positive where the first is better.
 */
export function compareMedians(one: Cumulated, other: Cumulated): number {
  const all = total(one);
  if (all === 0n) return 0;
  const lower = (all - 1n) / 2n;
  const isOdd = all % 2n === 1n;
  const upper = isOdd ? lower : lower + 1n;
  const differs = (at: bigint) => gradeAt(one, at) !== gradeAt(other, at);
  // Grades change only behind the last of a grade, in either option.
  const ends = [...one, ...other].map((count) => count - 1n);
  const below = largest([lower, ...ends].filter((at) => at >= 0n && at <= lower && differs(at)));
  const starts = [...one, ...other];
  const above = smallest([upper, ...starts].filter((at) => at >= upper && at < all && differs(at)));
  if (below === null && above === null) return 0;
  const turn = (at: bigint, isLower: boolean) => {
    const distance = isLower ? lower - at : at - upper;
    if (isOdd) return distance === 0n ? 0n : isLower ? 2n * distance - 1n : 2n * distance;
    return isLower ? 2n * distance : 2n * distance + 1n;
  };
  const takesBelow = below !== null && (above === null || turn(below, true) <= turn(above, false));
  const at = takesBelow ? below : (above ?? 0n);
  return gradeAt(one, at) - gradeAt(other, at);
}

/** The place of the grade of this ballot, counted from 0 from the worst. */
function gradeAt(cumulated: Cumulated, at: bigint): number {
  return cumulated.findIndex((count) => at < count);
}

function total(cumulated: Cumulated): bigint {
  return cumulated.at(-1) ?? 0n;
}

function largest(values: readonly bigint[]): bigint | null {
  return values.reduce<bigint | null>((so, value) => (so === null || value > so ? value : so), null);
}

function smallest(values: readonly bigint[]): bigint | null {
  return values.reduce<bigint | null>((so, value) => (so === null || value < so ? value : so), null);
}
