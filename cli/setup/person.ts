import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { readLines } from '../../bots/console/lines.ts';
import { CoopError } from '../../core/errors.ts';

/** Whoever answers: somebody at a terminal, or a pipe with an answer on each line. */
export type Person = {
  /** At a terminal a wrong answer is asked again; a pipe has no second thought. */
  readonly isAtTerminal: boolean;
  /** @throws CoopError "setup-interrupted" for Ctrl-C, Ctrl-D or the end of the pipe. */
  readonly answer: (prompt: string, secret: boolean) => Promise<string>;
  readonly leave: () => void;
};

type Keyboard = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/** Bytes of an answer; a key as PEM text is a tenth of it. */
const longestAnswer = 65_536;

export function createPerson(input: Keyboard, screen: NodeJS.WritableStream): Person {
  return input.isTTY === true ? atTerminal(input, screen) : atPipe(input);
}

/** What is secret is not echoed. Nothing is kept in a history. */
function atTerminal(input: Keyboard, screen: NodeJS.WritableStream): Person {
  let isHidden = false;
  const echo = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      if (!isHidden) screen.write(chunk);
      done();
    },
  });
  const line = createInterface({ input, output: echo, terminal: true, historySize: 0 });
  const interrupted = new AbortController();
  for (const ending of ['SIGINT', 'close'] as const) line.on(ending, () => interrupted.abort());
  return {
    isAtTerminal: true,
    answer: async (prompt, secret) => {
      screen.write(prompt);
      isHidden = secret;
      try {
        return (await line.question('', { signal: interrupted.signal })).trim();
      } catch {
        screen.write('\n');
        throw interruption();
      } finally {
        if (secret && isHidden) screen.write('\n');
        isHidden = false;
      }
    },
    leave: () => line.close(),
  };
}

function atPipe(input: Keyboard): Person {
  const lines = readLines(chunksOf(input), longestAnswer);
  return {
    isAtTerminal: false,
    answer: async () => {
      const next = await lines.next();
      if (next.done === true) throw new CoopError('setup-interrupted', 'The answers ended before the questions did: nothing was written.');
      if (next.value.cut) throw new CoopError('setup-interrupted', 'An answer is too long to be one: nothing was written.');
      return next.value.text.trim();
    },
    leave: () => void lines.return(undefined),
  };
}

async function* chunksOf(input: Keyboard): AsyncGenerator<Buffer> {
  for await (const chunk of input) yield Buffer.from(chunk);
}

function interruption(): CoopError {
  return new CoopError('setup-interrupted', 'You left: nothing was written.');
}
