import type { JsonValue } from '../canonical-json.ts';
import type { Sentence } from '../text/text.ts';

/**
 * A way to count. `tally` is a pure function of the closed ballots: same input, same outcome, on any machine.
 * One small file per method; `methods.ts` is the register. `Choice` is whatever JSON the method asks for: the number of an
 * option, a set of them, ranks, scores. Options are told apart by their place from 0, never by name.
 */
export type Method<Choice extends JsonValue = JsonValue> = {
  /** As typed: "single", "approval". */
  readonly name: string;
  /**
   * Reads what a person said ("Blue", "2", "A,B") as a choice.
   * Throws a Refusal that lists the options when it names none.
   */
  readonly read: (words: string, options: readonly string[]) => Choice;
  /** The shortest words that `read` takes for exactly this choice, options by number: for buttons ("2", "1,3"). */
  readonly write: (choice: Choice, options: readonly string[]) => string;
  /** Says a choice back to its voter, e.g. "Blue" or "A, B". */
  readonly show: (choice: Choice, options: readonly string[]) => string | Sentence;
  /** Checks a choice that comes from a file or the database; throws CoopError "ballot-malformed" with what was expected. */
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
  /** What the method's own rule left equal, and the sentences that lead from there to `winners`. English: they are hashed. */
  readonly tie: { readonly between: readonly string[]; readonly path: readonly string[]; readonly seed: string } | null;
  readonly rounds: readonly JsonValue[];
  readonly rules: { readonly [name: string]: JsonValue };
};

/**
 * A method for choices of unknown origin, as the register holds them: each is checked where it comes in,
 * so that a choice of one method never passes for one of another.
 */
export function checked<Choice extends JsonValue>(method: Method<Choice>): Method {
  const { name, read, write, show, parse, tally } = method;
  return {
    name,
    read,
    parse,
    write: (choice, options) => write(parse(choice, options), options),
    show: (choice, options) => show(parse(choice, options), options),
    tally: (ballots, options, rules) =>
      tally(
        ballots.map((choice) => parse(choice, options)),
        options,
        rules,
      ),
  };
}
