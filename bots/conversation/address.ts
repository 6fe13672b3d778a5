/** A line without what only calls the bot. */
export type Addressed = {
  readonly words: string;
  /** Whether it named the bot ("/coop ...", "!coop ...", "coop: ..."): then it is for us, wherever it was said. */
  readonly named: boolean;
};

/**
 * Takes off what calls the bot: "/coop vote open", "!coop vote open", "coop: vote open" and "/vote open" are all
 * "vote open". For commands. Platforms ask it too, to tell which lines of a space to hand on.
 */
export function stripAddress(text: string): Addressed {
  const named = /^\s*(?:[/!]coop(?![\p{L}\p{N}_-])[:,]?|coop[:,])\s*/iu.exec(text);
  if (named !== null) return { words: text.slice(named[0].length), named: true };
  return { words: text.replace(/^\s*(?:[/!](?=\p{L})|coop\s+(?=\S))/iu, ''), named: false };
}

/** For the answer to a question: there a "/" or a "coop" may be part of it, so only a whole call is taken off. */
export function stripCall(text: string): string {
  const { words, named } = stripAddress(text);
  return named ? words : text;
}
