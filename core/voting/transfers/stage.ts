import type { JsonValue } from '../../canonical-json.ts';
import { fraction, roundedDown } from '../../exact/fraction.ts';

export type Stage = {
  /** Of everybody who is not out yet, in units of the smallest decimal, by places; null: not shown. */
  readonly votes: readonly (bigint | null)[];
  readonly quota: bigint;
  /** What counts for nobody: ballots of which nobody is left, and what rounding loses. */
  readonly exhausted: bigint;
  /** What those elected have above the quota together. */
  readonly surplus: bigint;
  readonly elected: readonly number[];
  readonly excluded: readonly number[];
  /** How this stage came from the one before: whose papers moved. */
  readonly from: number | null;
  /** How equals were told apart. */
  readonly because: readonly string[];
};

/** A stage of a count by quota as an official return prints it; `digits` after the point. */
export function stageRound(stage: Stage, { options, digits }: { readonly options: readonly string[]; readonly digits: number }): JsonValue {
  const { votes, quota, exhausted, surplus, elected, excluded, from, because } = stage;
  const shown = (units: bigint) => decimalOf(units, digits);
  const names = (places: readonly number[]) => places.map((place) => options[place] ?? '');
  const figures = options.flatMap((option, place) => {
    const units = votes[place] ?? null;
    return units === null ? [] : [[option, shown(units)] as const];
  });
  return {
    ...(from === null ? {} : { from: options[from] ?? '' }),
    votes: Object.fromEntries(figures),
    quota: shown(quota),
    exhausted: shown(exhausted),
    surplus: shown(surplus),
    elected: names(elected),
    excluded: names(excluded),
    ...(because.length === 0 ? {} : { because: [...because] }),
  };
}

function decimalOf(units: bigint, digits: number): string {
  return roundedDown(fraction(units, 10n ** BigInt(digits)), digits);
}
