import { z } from 'zod';
import { defaultRoom, readAccount, readRoom } from '../bots/console/names.ts';
import { loadConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { CoopError, Refusal } from '../core/errors.ts';
import { askedToEnd } from './chat/asked-to-end.ts';
import type { AskedToEnd } from './chat/asked-to-end.ts';
import { attachConsole } from './chat/attach-console.ts';
import type { ConsoleClient, ConsoleOptions } from './chat/attach-console.ts';
import { converse } from './chat/converse.ts';
import { feed } from './chat/feed.ts';
import { forTerminal } from './chat/for-terminal.ts';
import { makeDataFolder } from './data-folder.ts';
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
    const speaker = readOptions(options);
    const config = loadConfig(environment);
    makeDataFolder(config.home);
    const code = await talk(speaker, { config, terminal, end: askedToEnd() });
    return code === null ? 0 : process.exit(code);
  },
};

type Speaker = { readonly name: string; readonly room: string };
type Surroundings = { readonly config: Config; readonly terminal: Terminal; readonly end: AskedToEnd };

/** Null when everything was said; else the exit code of whoever asked to end, once all is put in order. */
async function talk(speaker: Speaker, surroundings: Surroundings): Promise<number | null> {
  const { terminal, end } = surroundings;
  await using stack = new AsyncDisposableStack();
  const voice = createVoice(terminal);
  const client = await attach({ ...speaker, ...voice }, surroundings, stack).catch((error: unknown) => {
    if (end.signal.aborted && error instanceof CoopError && error.code === 'start-interrupted') return null;
    throw error;
  });
  if (client === null) return await end.asked;
  stack.defer(() => client.leave());
  const isAtTerminal = process.stdin.isTTY && process.stdout.isTTY;
  const saying = isAtTerminal ? talkAtTerminal(speaker, { client, voice, interrupt: end.ask }) : feed(process.stdin, client);
  return await Promise.race([saying.then(() => null), client.ended.then(() => null), end.asked]);
}

function readOptions(options: unknown): Speaker {
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

/** To the instance that runs over the data folder, else to one of our own. */
async function attach(
  options: ConsoleOptions,
  { config, terminal, end }: Surroundings,
  stack: AsyncDisposableStack,
): Promise<ConsoleClient> {
  const running = await attachConsole(config.home, options);
  if (running !== null) return running;
  terminal.note('Nothing runs here yet, so I start it for as long as we talk; its log is coop.log in the data folder.');
  const [{ startInstance }, { roles }] = await Promise.all([import('../main.ts'), import('../main/roles.ts')]);
  const log = createFileLog(config);
  const instance = await startInstance(config, { roles: new Set(roles), log, progress: terminal.note, signal: end.signal });
  stack.defer(async () => {
    terminal.note('Stopping what I started.');
    await instance.stop();
  });
  const client = await attachConsole(config.home, options);
  if (client === null) throw new CoopError('console', 'It runs, but no terminal can attach to it: coop.log in the data folder says why.');
  return client;
}

type AtTerminal = { readonly client: ConsoleClient; readonly voice: Voice; readonly interrupt: () => void };

async function talkAtTerminal({ name, room }: Speaker, { client, voice, interrupt }: AtTerminal): Promise<void> {
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
