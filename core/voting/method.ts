import type { JsonValue } from '../canonical-json.ts';
import type { Sentence } from '../text/text.ts';
import type { CountSettings } from './settings.ts';

/**
 * A way to count. `count` is a pure function of the closed ballots: same input, same outcome, on any machine.
 * One small file per method; `methods.ts` is the register. `Choice` is whatever JSON the method asks for: the number of an
 * option, a set of them, ranks, scores. Options are told apart by their place from 0, never by name.
 */
export type Method<Choice extends JsonValue = JsonValue> = {
  /** As typed: "single", "approval". */
  readonly name: string;
  /** What one ballot is made of. */
  readonly asks: BallotKind;
  /**
   * Reads what a person said ("Blue", "2", "A > B = C", "A:5 B:3") as a choice.
   * Throws a Refusal that lists the options when it names none.
   */
  readonly read: (words: string, options: readonly string[], settings?: CountSettings) => Choice;
  /** The shortest words that `read` takes for exactly this choice, options by number: for buttons ("2", "1,3", "2>1=3"). */
  readonly write: (choice: Choice, options: readonly string[]) => string;
  /** Says a choice back to its voter, e.g. "Blue" or "A, B". */
  readonly show: (choice: Choice, options: readonly string[]) => string | Sentence;
  /** Checks a choice that comes from a file or the database; throws CoopError "ballot-malformed" with what was expected. */
  readonly parse: (choice: unknown, options: readonly string[], settings?: CountSettings) => Choice;
  /** Counts ballots one by one: `count` over equal ones together. */
  readonly tally: (ballots: readonly Choice[], options: readonly string[], rules: TallyRules) => Tally;
  /** Counts equal ballots together. The order of the groups, and whether equal ones stand in one group or several, changes nothing. */
  readonly count: (groups: readonly Group<Choice>[], options: readonly string[], rules: TallyRules) => Tally;
};

/**
 * - option: place of one option, `2` (single, lottery)
 * - options: places of options, rising, `[0, 2]` (approval)
 * - ranks: best first, equals together and rising, options left out are unranked, `[[1], [0, 2]]` (ranked methods)
 * - scores: one exact decimal per option in shortest form, null where none was given, `["4.5", null, "-1"]` (score, star,
 *   majority-judgment; quadratic: whole votes)
 * - cart: places of projects, rising, or such places with points, `[0, [2, "5"]]` (equal-shares, greedy)
 * - stance: `{ stance: "agree" | "abstain" | "stand aside" }` or `{ stance: "object", reason: "..." }` (consent)
 */
export type BallotKind = 'option' | 'options' | 'ranks' | 'scores' | 'cart' | 'stance';

/** Equal ballots as one: a choice and how often it was cast (or by what weight). */
export type Group<Choice extends JsonValue = JsonValue> = { readonly choice: Choice; readonly count: bigint };

export type TallyRules = CountSettings & {
  /** Share of ballots that a winner must exceed, e.g. "1/2"; "0/1" when the largest wins. */
  readonly threshold: string;
  /** Breaks what the method's own rule leaves equal: hex of a hash over the closed ballots, public and unforeseeable. */
  readonly seed: string;
};

/** The shape that `coop tally --json` prints; figures that decide are exact strings. */
export type Tally = {
  readonly method: string;
  readonly options: readonly string[];
  /** A string beyond 2^53. */
  readonly ballots: number | string;
  /** Empty when nothing reached the threshold. */
  readonly winners: readonly string[];
  /** Best first; equal ranks together. */
  readonly ranking: readonly (readonly string[])[];
  /** Methods that fill seats: who fills them, in the order of election. */
  readonly elected?: readonly string[];
  /** Budgets: what is paid for, in the order of choice, and what it costs together (a string beyond 2^53). */
  readonly selected?: readonly string[];
  readonly spent?: number | string;
  /** What the method's own rule left equal, and the sentences that lead from there to `winners`. English: they are hashed. */
  readonly tie: { readonly between: readonly string[]; readonly path: readonly string[]; readonly seed: string } | null;
  readonly rounds: readonly JsonValue[];
  readonly rules: { readonly [name: string]: JsonValue };
};

/** A method that counts groups also counts ballots one by one. */
export function defineMethod<Choice extends JsonValue>(definition: Omit<Method<Choice>, 'tally'>): Method<Choice> {
  return { ...definition, tally: (ballots, options, rules) => definition.count(groupEqual(ballots), options, rules) };
}

/** Equal ballots together, in the order of their first. */
export function groupEqual<Choice extends JsonValue>(ballots: Iterable<Choice>): readonly Group<Choice>[] {
  const groups = new Map<unknown, { choice: Choice; times: number }>();
  for (const choice of ballots) {
    const key = typeof choice === 'object' ? JSON.stringify(choice) : choice;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { choice, times: 1 });
    else group.times += 1;
  }
  return [...groups.values()].map(({ choice, times }) => ({ choice, count: BigInt(times) }));
}

/**
 * A method for choices of unknown origin, as the register holds them: each is checked where it comes in,
 * so that a choice of one method never passes for one of another.
 */
export function checked<Choice extends JsonValue>(method: Method<Choice>): Method {
  const { name, asks, read, write, show, parse, tally, count } = method;
  return {
    name,
    asks,
    read,
    parse,
    write: (choice, options) => write(parse(choice, options), options),
    show: (choice, options) => show(parse(choice, options), options),
    tally: (ballots, options, rules) =>
      tally(
        ballots.map((choice) => parse(choice, options, rules)),
        options,
        rules,
      ),
    count: (groups, options, rules) =>
      count(
        groups.map((group) => ({ choice: parse(group.choice, options, rules), count: group.count })),
        options,
        rules,
      ),
  };
}
