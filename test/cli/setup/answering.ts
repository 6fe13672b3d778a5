import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { createPerson } from '../../../cli/setup/person.ts';
import { setUp } from '../../../cli/setup/set-up.ts';
import { CoopError } from '../../../core/errors.ts';
import { discord } from '../../../bots/discord/definition.ts';
import { github } from '../../../bots/github/definition.ts';
import { matrix } from '../../../bots/matrix/definition.ts';
import { slack } from '../../../bots/slack/definition.ts';
import { setUpParts } from '../../../main/set-up-parts.ts';

const definitions = { discord, github, matrix, slack };
type Platform = keyof typeof definitions;
type Asked = {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Whole lines, or keys: "\u0003" is Ctrl-C. */
  readonly answers: readonly string[];
};

/** What came of a set-up: what was on the screen, what it said of itself, and why it refused. */
export type Came = {
  readonly screen: string;
  readonly report: Awaited<ReturnType<typeof setUp>> | null;
  readonly refusal: string | null;
};

/** Somebody at a terminal: answers each question when it is asked. What is echoed is on the screen too. */
export function atTerminal(platform: Platform, { folder, environment, answers }: Asked): Promise<Came> {
  const keyboard = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => keyboard });
  const left = [...answers];
  const screen: string[] = [];
  const display = new PassThrough();
  display.on('data', (chunk: Buffer) => {
    screen.push(chunk.toString());
    // A question ends in ": " and waits for Enter.
    if (!/[:)] ?: $|: $/.test(chunk.toString())) return;
    const next = left.shift();
    setImmediate(() => keyboard.write(next === undefined ? '\u0003' : next.startsWith('\u0003') ? next : `${next}\r`));
  });
  return come(platform, { person: createPerson(keyboard, display), screen, folder, environment });
}

/** A script: one answer per line. */
export function throughPipe(platform: Platform, { folder, environment, answers }: Asked): Promise<Came> {
  const pipe = new PassThrough();
  pipe.end(answers.map((answer) => `${answer}\n`).join(''));
  return come(platform, { person: createPerson(pipe, new PassThrough()), screen: [], folder, environment });
}

type Coming = Pick<Asked, 'folder' | 'environment'> & { readonly person: ReturnType<typeof createPerson>; readonly screen: string[] };

async function come(platform: Platform, { person, screen, folder, environment }: Coming): Promise<Came> {
  const terminal = { note: (text: string) => void screen.push(`${text}\n`) };
  const shown = () => stripVTControlCharacters(screen.join(''));
  try {
    const report = await setUp(await definitions[platform].setUp(setUpParts()), { person, terminal, environment, folder });
    return { screen: shown(), report, refusal: null };
  } catch (error) {
    if (!(error instanceof CoopError)) throw error;
    return { screen: shown(), report: null, refusal: error.message };
  } finally {
    person.leave();
  }
}

/** A folder of its own, where `.env` is written. */
export async function makeFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'coop-setup-'));
  return {
    folder,
    env: () => readFile(join(folder, '.env'), 'utf8').catch(() => null),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
