import { stripAddress } from '../conversation/address.ts';
import { indexCommands } from '../conversation/command-index.ts';
import type { AnyCommand } from '../conversation/command.ts';

/** How one speaks to the bot in a comment. */
export type CallWords = {
  /** "vote list" -> "/vote list", "join" -> "/coop join". */
  readonly write: (line: string) => string;
  /** Whether a line is for us: "/coop ..." always, "/vote ..." where it begins commands of several words, not another bot's "/help". */
  readonly isCall: (line: string) => boolean;
};

export function createCallWords(commands: readonly AnyCommand[]): CallWords {
  const index = indexCommands(commands);
  /** One word alone ("/help", "/join", "/close") is what other bots listen to. */
  const isFeature = (word: string): boolean => index.of(word).some(({ name }) => name.includes(' '));
  return {
    write: (line) => (isFeature(line.split(' ', 1)[0] ?? '') ? `/${line}` : `/coop ${line}`),
    isCall: (line) => {
      if (!line.startsWith('/')) return false;
      const { words, named } = stripAddress(line);
      return named || isFeature(words.trim().split(/\s+/u, 1)[0] ?? '');
    },
  };
}
