import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { vi } from 'vitest';
import type { Event } from '../../../bots/conversation/event.ts';
import type { Answer, Platform } from '../../../bots/conversation/platform.ts';
import { createConsole } from '../../../bots/console/console.ts';
import { protocolVersion } from '../../../bots/console/protocol.ts';
import type { Frame, Request } from '../../../bots/console/protocol.ts';
import { socketPath } from '../../../bots/console/socket.ts';
import { CoopError } from '../../../core/errors.ts';
import type { Reader, Translator } from '../../../core/ports/translator.ts';
import type { Message } from '../../../core/text/text.ts';
import { memoryBoard } from './memory-board.ts';
import type { MemoryBoard } from './memory-board.ts';

/** Says the id of a sentence, its values, and for whom it is said; of another release is what has a value "broken". */
const translator: Translator = {
  phrase: () => [],
  words: ({ id, values = {} }, { timeZone }) => {
    if ('broken' in values) throw new CoopError('sentence-malformed', 'it has no such value');
    return [id, ...Object.values(values).map(String), timeZone].join(' ');
  },
};

export const reader: Reader = { language: 'en', timeZone: 'UTC' };

/** A message of words as they are. */
export const words = (text: string): Message => ({ text: [{ kind: 'paragraph', inlines: [{ kind: 'quote', text }] }] });

/** What to answer; null: it was taken in before. */
export type Script = (event: Event) => { message: Message; audience?: 'author' | 'everyone' } | null;

export type ConsoleWorld = {
  readonly home: string;
  readonly board: MemoryBoard;
  readonly heard: Event[];
  /** Events whose answer was taken. */
  readonly answered: string[];
  readonly platform: Platform;
  /** A further process over the same data folder and board. */
  readonly another: () => Platform;
  readonly hear: (event: Event) => Promise<Answer | null>;
  readonly attach: (name: string, more?: { room?: string; after?: string }) => Promise<Wire>;
  readonly close: () => Promise<void>;
};

type Options = { readonly script?: Script; readonly patience?: number; readonly folder?: string };

/** The console over its real socket, with a script in place of the rest of the house and a board in memory. */
export async function openConsoleWorld({ script = echo, patience = 60_000, folder = '' }: Options = {}): Promise<ConsoleWorld> {
  const base = await mkdtemp(join(tmpdir(), 'coop-console-'));
  const home = join(base, folder);
  const board = memoryBoard();
  const heard: Event[] = [];
  const answered: string[] = [];
  const clock = { now: () => new Date('2027-01-01T12:00:00Z') };
  const another = () => createConsole({ home, board, translator, log: pino({ level: 'silent' }), clock, patience });
  const hear = async (event: Event): Promise<Answer | null> => {
    heard.push(event);
    const answer = script(event);
    if (answer === null) return null;
    return { audience: 'author', ...answer, reader, answered: async () => void answered.push(event.id) };
  };
  const platform = another();
  await platform.start(hear);
  const wires: Wire[] = [];
  return {
    home,
    board,
    heard,
    answered,
    platform,
    another,
    hear,
    attach: async (name, { room = 'hall', after } = {}) => {
      const wire = await openWire(home);
      wires.push(wire);
      wire.send({ kind: 'attach', protocol: protocolVersion, name, room, after: after ?? null });
      await wire.gets({ kind: 'attached' });
      return wire;
    },
    close: async () => {
      for (const wire of wires) wire.break();
      await platform.stop();
      await rm(base, { recursive: true });
    },
  };
}

const echo: Script = ({ said }) => ({ message: words(said.kind === 'text' ? `heard ${said.text}` : said.kind) });

/** The bare wire of a terminal. */
export type Wire = {
  readonly frames: Frame[];
  readonly send: (request: Request) => void;
  readonly write: (bytes: string) => void;
  /** Says a line under a new id, or under this one. */
  readonly say: (text: string, more?: { id?: string; direct?: boolean }) => string;
  /** Waits for such a frame. */
  readonly gets: (wanted: Partial<Frame>) => Promise<Frame>;
  /** The texts shown so far, with their headings. */
  readonly shown: () => string[];
  readonly over: Promise<void>;
  readonly end: () => void;
  readonly break: () => void;
};

export async function openWire(home: string): Promise<Wire> {
  const socket = connect(socketPath(home));
  socket.on('error', () => {});
  const frames: Frame[] = [];
  createInterface({ input: socket }).on('line', (line) => void frames.push(JSON.parse(line)));
  const over = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const send = (request: Request) => void socket.write(`${JSON.stringify(request)}\n`);
  return {
    frames,
    send,
    write: (bytes) => void socket.write(bytes),
    say: (text, { id = crypto.randomUUID(), direct = false } = {}) => {
      send({ kind: 'say', id, text, direct });
      return id;
    },
    gets: (wanted) =>
      vi.waitFor(
        () => {
          const found = frames.find((frame) => Object.entries(wanted).every(([name, value]) => Reflect.get(frame, name) === value));
          if (found === undefined) throw new Error(`no ${JSON.stringify(wanted)} among ${JSON.stringify(frames)}`);
          return found;
        },
        { timeout: 10_000, interval: 5 },
      ),
    shown: () =>
      frames.flatMap((frame) => (frame.kind === 'shown' ? [frame.heading === null ? frame.text : `${frame.heading}: ${frame.text}`] : [])),
    over,
    end: () => socket.end(),
    break: () => socket.destroy(),
  };
}
