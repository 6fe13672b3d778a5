import { stripAddress } from '../conversation/address.ts';
import { indexCommands } from '../conversation/command-index.ts';
import type { AnyCommand } from '../conversation/command.ts';

/** How one speaks to the bot among others. */
export type CallWords = {
  /** "vote list" -> "!coop vote list": it works in rooms and in direct conversations alike. */
  readonly write: (line: string) => string;
  /** Whether a line is for us wherever it is said: "!coop ...", "coop: ...", "!vote ...", not another bot's "!ping". */
  readonly isCall: (line: string) => boolean;
};

export function createCallWords(commands: readonly AnyCommand[]): CallWords {
  const index = indexCommands(commands);
  return {
    write: (line) => `!coop ${line}`,
    isCall: (line) => {
      const { words, named } = stripAddress(line);
      if (named) return true;
      if (!/^\s*!/u.test(line)) return false;
      const first = words.trim().split(/\s+/u, 3);
      return index.find(first) !== null || index.of(first[0] ?? '').length > 0;
    },
  };
}
