import { z } from 'zod';
import { defaultRoom, readAccount, readRoom } from '../bots/console/names.ts';
import { loadConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { CoopError, Refusal } from '../core/errors.ts';
import { attachConsole } from './chat/attach-console.ts';
import type { ConsoleClient, ConsoleOptions } from './chat/attach-console.ts';
import { converse } from './chat/converse.ts';
import { feed } from './chat/feed.ts';
import { forTerminal } from './chat/for-terminal.ts';
import { askedToEnd } from './chat/asked-to-end.ts';
import { inWords } from './in-words.ts';
import { createFileLog } from './log.ts';
import { UsageError } from './usage-error.ts';
import type { Terminal, Verb } from './verb.ts';

const Options = z.object({ as: z.string(), room: z.string().default(defaultRoom) });

export const chat: Verb = {
  name: 'chat',
  summary: 'Talk to the network from this terminal, or from a script. Attaches to what runs here, else starts it.',
  examples: ['npx coop chat --as ada', 'npx coop chat --as ada --room kitchen', 'npx coop chat --as ada < script.txt'],
  configure: (command) => {
    command
      .requiredOption('--as <name>', 'the name that you speak under; nobody checks it')
      .option('--room <room>', `where you are heard, and read what is posted (default: ${defaultRoom})`);
  },
  run: async ({ options, terminal, environment }) => {
    const { name, room } = readOptions(options);
    const config = loadConfig(environment);
    const end = askedToEnd();
    await using stack = new AsyncDisposableStack();
    const talk = async (): Promise<void> => {
      const voice = createVoice(terminal);
      const client = await attach({ config, terminal, stack, signal: end.signal }, { name, room, ...voice });
      stack.defer(() => client.leave());
      if (process.stdin.isTTY && process.stdout.isTTY) await talkAtTerminal({ name, room, client, voice, interrupt: end.ask });
      else await Promise.race([feed(process.stdin, client), client.ended]);
    };
    const talking = talk();
    const code = await Promise.race([talking.then(() => null), end.asked]);
    if (code === null) return 0;
    talking.catch(() => {}); // nobody waits for it any more
    await stack.disposeAsync();
    process.exit(code);
  },
};

function readOptions(options: unknown): { name: string; room: string } {
  const { as, room } = Options.parse(options);
  try {
    return { name: readAccount(as).displayName, room: readRoom(room) };
  } catch (error) {
    if (error instanceof Refusal) throw new UsageError(error.sentences.map(inWords).join(' '));
    throw error;
  }
}

type Voice = Pick<ConsoleOptions, 'shows' | 'lost' | 'back'> & { print: (text: string) => void; note: (text: string) => void };

/** Messages stand apart by an empty line. */
function createVoice(terminal: Terminal): Voice {
  let isFirst = true;
  const voice: Voice = {
    note: terminal.note,
    print: (text) => {
      terminal.print(isFirst ? text : `\n${text}`);
      isFirst = false;
    },
    shows: (shown) => voice.print(forTerminal(shown, process.stdout)),
    lost: () => voice.note('The instance is gone. I wait for it to come back; what was not answered is said again then.'),
    back: () => voice.note('The instance is back.'),
  };
  return voice;
}

type Surroundings = {
  readonly config: Config;
  readonly terminal: Terminal;
  readonly stack: AsyncDisposableStack;
  readonly signal: AbortSignal;
};

/** To the instance that runs over the data folder, else to one of our own. */
async function attach({ config, terminal, stack, signal }: Surroundings, options: ConsoleOptions): Promise<ConsoleClient> {
  const running = await attachConsole(config.home, options);
  if (running !== null) return running;
  terminal.note('Nothing runs here yet, so I start it for as long as we talk; its log is coop.log in the data folder.');
  const [{ startInstance }, { roles }] = await Promise.all([import('../main.ts'), import('../main/roles.ts')]);
  const log = createFileLog(config);
  const instance = await startInstance(config, { roles: new Set(roles), log, progress: terminal.note, signal });
  stack.defer(async () => {
    terminal.note('Stopping what I started.');
    await instance.stop();
  });
  const client = await attachConsole(config.home, options);
  if (client === null) throw new CoopError('console', 'It runs, but no terminal can attach to it: coop.log in the data folder says why.');
  return client;
}

type Talk = {
  readonly name: string;
  readonly room: string;
  readonly client: ConsoleClient;
  readonly voice: Voice;
  readonly interrupt: () => void;
};

async function talkAtTerminal({ name, room, client, voice, interrupt }: Talk): Promise<void> {
  voice.note(`You are ${name} in the room ${room}. Say help to see what you can say. Ctrl-D leaves.`);
  const conversation = converse({ name, input: process.stdin, output: process.stdout, client, interrupt });
  voice.print = (text) => conversation.print(`${text}\n`);
  voice.note = (text) => conversation.print(text, process.stderr);
  try {
    await conversation.over;
  } finally {
    conversation.close();
  }
}
