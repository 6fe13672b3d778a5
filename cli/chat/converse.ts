import { clearScreenDown, createInterface, cursorTo, moveCursor } from 'node:readline';
import { styleText } from 'node:util';
import { visible } from '../visible.ts';
import type { ConsoleClient } from './attach-console.ts';

export type Conversation = {
  /** Prints above the prompt; what is half typed stays. Default: on standard output. */
  readonly print: (text: string, stream?: Screen) => void;
  /** Resolves when the person leaves (Ctrl-D); rejects when the instance is gone. */
  readonly over: Promise<void>;
  readonly close: () => void;
};

type Keyboard = NodeJS.ReadableStream;
type Screen = NodeJS.WritableStream & { readonly isTTY: boolean };

type ConversationParts = {
  readonly name: string;
  readonly input: Keyboard;
  readonly output: Screen;
  readonly client: Pick<ConsoleClient, 'say' | 'ended'>;
  /** Ctrl-C. */
  readonly interrupt: () => void;
};

/** Somebody types at a terminal. */
export function converse({ name, input, output, client, interrupt }: ConversationParts): Conversation {
  const prompt = `${styleText('bold', visible(name), { stream: output })}> `;
  const line = createInterface({ input, output, prompt, terminal: true, historySize: 500, removeHistoryDuplicates: true });
  const left = Promise.withResolvers<void>();
  let isOpen = true;
  line.on('line', (words) => {
    const said = words.trim();
    if (said !== '') client.say(said).catch(left.reject);
    line.prompt();
  });
  line.on('SIGINT', interrupt);
  line.on('error', () => left.resolve()); // the terminal itself was closed
  line.on('close', () => {
    isOpen = false;
    output.write('\n');
    left.resolve();
  });
  client.ended.catch(left.reject);
  line.prompt();
  return {
    over: left.promise,
    close: () => line.close(),
    print: (text, stream = output) => {
      if (!isOpen || !stream.isTTY) return void stream.write(`${text}\n`);
      const { rows } = line.getCursorPos();
      moveCursor(output, 0, -rows);
      cursorTo(output, 0);
      clearScreenDown(output);
      // Readline goes up again by the rows that it had taken, so they are made anew.
      stream.write(`${text}\n${'\n'.repeat(rows)}`);
      line.prompt(true);
    },
  };
}
