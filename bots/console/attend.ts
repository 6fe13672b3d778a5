import type { Socket } from 'node:net';
import { Refusal } from '../../core/errors.ts';
import { say } from '../../core/text/text.ts';
import type { Sentence } from '../../core/text/text.ts';
import { readLines, writeLine } from './lines.ts';
import type { Line } from './lines.ts';
import { readAccount, readRoom } from './names.ts';
import { longestRequest, protocolVersion, Request } from './protocol.ts';
import type { Frame } from './protocol.ts';
import { openTerminal } from './terminal.ts';
import type { Terminal, TerminalParts } from './terminal.ts';

/** One connection. */
export type Attended = {
  readonly terminal: () => Terminal | null;
  /** Reads no further line, and hangs up when the one in hand is answered. */
  readonly end: () => Promise<void>;
  /** Resolves when the connection is over. */
  readonly over: Promise<void>;
};

/** Milliseconds that a connection has to say who it is. */
const patience = 10_000;

/** Reads a connection line by line, the next when the one before is answered: nobody is read faster than served. */
export function attend(socket: Socket, parts: TerminalParts): Attended {
  const send = (frame: Frame): Promise<void> => writeLine(socket, frame);
  const tell = (...sentences: readonly Sentence[]): string =>
    sentences.map((sentence) => parts.translator.words(sentence, { language: 'en', timeZone: 'UTC' })).join(' ');
  let terminal: Terminal | null = null;
  let inHand = Promise.resolve();
  let ending = false;

  async function take(line: Line): Promise<void> {
    if (terminal === null) terminal = await attach(line);
    else if (line.cut) await send({ kind: 'unread', text: tell(say('console.too-long')) });
    else {
      const request = readRequest(line);
      if (request === null) await send({ kind: 'unread', text: tell(say('console.malformed')) });
      else await terminal.follow(request);
    }
  }

  async function attach(line: Line): Promise<Terminal> {
    const request = readRequest(line);
    if (request?.kind !== 'attach' || request.protocol !== protocolVersion) throw new Refusal(say('console.other-release'));
    const { name, room, after } = request;
    return openTerminal({ account: readAccount(name), room: readRoom(room), after, send }, parts);
  }

  async function serve(): Promise<void> {
    const introduction = setTimeout(() => socket.destroy(), patience);
    try {
      for await (const line of readLines(socket.iterator({ destroyOnReturn: false }), longestRequest)) {
        if (ending) return;
        inHand = take(line);
        await inHand;
        clearTimeout(introduction);
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await send({ kind: 'refused', text: tell(...error.sentences) });
    } finally {
      clearTimeout(introduction);
      terminal?.stop();
      socket.destroySoon();
    }
  }

  return {
    terminal: () => terminal,
    over: serve(),
    end: async () => {
      ending = true;
      await inHand.catch(() => {}); // whoever reads the connection is told
      socket.destroySoon();
    },
  };
}

function readRequest({ text, cut }: Line): Request | null {
  if (cut) return null;
  try {
    return Request.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
