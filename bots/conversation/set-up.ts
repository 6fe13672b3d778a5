/** How a person connects a platform: what to click, what to paste. Each answer is checked against the platform at once. */
export type SetUp = {
  /** Walks through it. What it sets is written when it resolves, and not before: left in the middle, nothing changed. */
  readonly walk: (guide: Guide) => Promise<SetUpReport>;
};

/** What a person does next, and what the scripts of `--json` read. Never holds a secret. */
export type SetUpReport = {
  /** What was found to be in order. */
  readonly found: readonly string[];
  /** Sentences, in order. */
  readonly next: readonly string[];
  readonly links: Readonly<Record<string, string>>;
};

/** Whoever leads a person through a set-up, as its platform sees them. */
export type Guide = {
  readonly tell: (...lines: readonly string[]) => void;
  /** Asks until an answer passes its check; what is set already is offered to be kept. */
  readonly ask: (question: Question) => Promise<string>;
  readonly choose: <Name extends string>(question: string, choices: readonly [Choice<Name>, ...(readonly Choice<Name>[])]) => Promise<Name>;
  /** The value of a variable: from this walk, the file .env, or the environment. */
  readonly value: (variable: string) => string | undefined;
  readonly set: (variable: string, value: string) => void;
  /** Takes a variable out, where another one has taken its place. */
  readonly unset: (variable: string) => void;
};

/** The first of them is what Enter takes. */
export type Choice<Name extends string> = { readonly name: Name; readonly means: string };

export type Question = {
  /** "the bot token (xoxb-...)" */
  readonly what: string;
  /** What it is written to; null for what is used once. */
  readonly variable: string | null;
  /** Typed unseen, and never shown again. */
  readonly secret: boolean;
  /** Enter leaves it out: the answer is "". */
  readonly optional?: true;
  readonly check: (answer: string) => Promise<Verdict>;
};

/** `advice`: what to do, in one sentence without its end. Neither holds the answer where that is a secret. */
export type Verdict =
  | { readonly passes: true; readonly says: readonly string[] }
  | { readonly passes: false; readonly what: string; readonly advice: string };

export const passes = (...says: readonly string[]): Verdict => ({ passes: true, says });
export const fails = (what: string, advice: string): Verdict => ({ passes: false, what, advice });
