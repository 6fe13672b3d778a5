import { Refusal } from '../../core/errors.ts';
import { indexCommands } from '../conversation/command-index.ts';
import type { AnyCommand } from '../conversation/command.ts';
import { parseLine } from '../conversation/grammar.ts';
import type { Request } from '../conversation/grammar.ts';
import { commandPaths, optionName } from './slash-commands.ts';

/** How what stands in the text grammar is said on Discord. */
export type CommandWords = {
  /** "vote cast 3 Blue" -> "/vote cast number:3 option:Blue", which Discord takes when it is typed or pasted. */
  readonly write: (line: string) => string;
  /** "vote list" -> "</vote list:123>", which opens the command with a click; null where Discord knows none like it. */
  readonly mention: (line: string) => string | null;
  /** What Discord registered, by the first word: only then can a command be mentioned. */
  readonly register: (ids: ReadonlyMap<string, string>) => void;
};

export function createCommandWords(commands: readonly AnyCommand[]): CommandWords {
  const index = indexCommands(commands);
  const paths = new Map([...commandPaths(commands)].map(([path, command]) => [command.name, path]));
  let ids: ReadonlyMap<string, string> = new Map();

  function read(line: string): Request | null {
    try {
      return parseLine(line, index);
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }

  return {
    write: (line) => {
      const request = read(line);
      const path = request === null ? undefined : paths.get(request.command.name);
      if (request === null || path === undefined) return line;
      const options = Object.entries(request.answers).map(([name, words]) => `${optionName(name)}:${words}`);
      return ['/' + path, ...options].join(' ');
    },
    mention: (line) => {
      const request = read(line);
      const path = request === null || Object.keys(request.answers).length > 0 ? undefined : paths.get(request.command.name);
      const id = ids.get(path?.split(' ')[0] ?? '');
      return path === undefined || id === undefined ? null : `</${path}:${id}>`;
    },
    register: (registered) => {
      ids = registered;
    },
  };
}
