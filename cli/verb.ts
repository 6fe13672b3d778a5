import type { Command } from 'commander';
import type { Variables } from '../config.ts';

/** Something that a terminal can ask of `coop`: one file per verb, listed in verbs.ts. */
export type Verb = {
  /** As typed: "tally". */
  readonly name: string;
  /** One line for `coop --help`. */
  readonly summary: string;
  /** Whole lines that work, for `coop VERB --help`. */
  readonly examples: readonly [string, ...string[]];
  /** Declares arguments and options on commander's command. */
  readonly configure: (command: Command) => void;
  /**
   * Does it. Returns 0 for done (a verdict of "all in order") and 1 for refused or not in order.
   * Throw a CoopError to refuse with its message (exit 1), a UsageError when the command line itself is wrong (exit 2).
   */
  readonly run: (call: VerbCall) => Promise<ExitCode>;
};

export type VerbCall = {
  /** The values of the declared arguments, in order; left out at the end when they were not given. */
  readonly positional: readonly string[];
  /** The values of the declared options under commander's names (`--dry-run` is `dryRun`): read them with zod. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly terminal: Terminal;
  /** The environment as the process got it; `loadConfig` reads it. */
  readonly environment: Variables;
};

export type ExitCode = 0 | 1;

/** Where a verb speaks. */
export type Terminal = {
  /** The answer: one or more whole lines on standard output; a line end is added. */
  readonly print: (text: string) => void;
  /** The answer as the one JSON document of `--json`. */
  readonly printJson: (document: unknown) => void;
  /** Progress, hints and warnings, on standard error. */
  readonly note: (text: string) => void;
};
