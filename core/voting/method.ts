import type { JsonValue } from '../canonical-json.ts';

/**
 * A way to count. `tally` is a pure function of the closed ballots: same input, same outcome, on any machine.
 * One small file per method; `methods.ts` is the register.
 */
export type Method<Choice extends JsonValue = JsonValue> = {
  /** As typed: "single", "approval". */
  readonly name: string;
  /**
   * Reads what a person said ("Blue", "2", "A,B") as a choice.
   * Throws a Refusal that lists the options when it names none.
   */
  readonly read: (words: string, options: readonly string[]) => Choice;
  /** Says a choice back in words, e.g. "Blue" or "A, B". */
  readonly show: (choice: Choice, options: readonly string[]) => string;
  /** Checks a choice that comes from a file or the database; throws CoopError "ballot-malformed". */
  readonly parse: (choice: unknown, options: readonly string[]) => Choice;
  readonly tally: (ballots: readonly Choice[], options: readonly string[], rules: TallyRules) => Tally;
};

export type TallyRules = {
  /** Share of ballots that a winner must exceed, e.g. "1/2"; "0/1" when the largest wins. */
  readonly threshold: string;
  /** Breaks what the method's own rule leaves equal: hex of a hash over the closed ballots, public and unforeseeable. */
  readonly seed: string;
};

/** The shape that `coop tally --json` prints; figures that decide are exact strings. */
export type Tally = {
  readonly method: string;
  readonly options: readonly string[];
  readonly ballots: number;
  /** Empty when nothing reached the threshold. */
  readonly winners: readonly string[];
  /** Best first; equal ranks together. */
  readonly ranking: readonly (readonly string[])[];
  readonly tie: { readonly between: readonly string[]; readonly path: readonly string[]; readonly seed: string } | null;
  readonly rounds: readonly JsonValue[];
  readonly rules: { readonly [name: string]: JsonValue };
};
