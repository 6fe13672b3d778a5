import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Clock } from '../../core/ports/clock.ts';
import type { Addressed, Attached, ConsoleBoard } from '../../core/ports/console-board.ts';
import type { Translator } from '../../core/ports/translator.ts';
import { say } from '../../core/text/text.ts';
import type { Sentence } from '../../core/text/text.ts';
import type { Hear } from '../conversation/platform.ts';
import { Address } from './address.ts';
import { decodeSaid } from './decode.ts';
import type { Attachment } from './decode.ts';
import { encodeAnswer, encodeShown, encodeUnkept } from './encode.ts';
import type { Frame, Request } from './protocol.ts';
import { createShowing } from './show.ts';

export type TerminalParts = {
  readonly board: ConsoleBoard;
  readonly hear: Hear;
  readonly translator: Translator;
  readonly clock: Clock;
  readonly log: Logger;
  /** Milliseconds that a line which was taken in before waits for its answer out of the outbox. */
  readonly patience: number;
};

/** A terminal that is attached. */
export type Terminal = {
  /** Does what it asks; resolves when it is answered. */
  readonly follow: (request: Request) => Promise<void>;
  /** Something new stands on the board; null: for nobody knows whom. */
  readonly wake: (to: Addressed | null) => void;
  /** Shows nothing more. */
  readonly stop: () => void;
};

type Attaching = Attachment & {
  /** How far a terminal that comes back has read; null for a new one. */
  readonly after: string | null;
  readonly send: (frame: Frame) => Promise<void>;
};

/** How long somebody who leaves waits for what is on its way, and how often it is looked for, in milliseconds. */
const settling = { longest: 3_000, every: 50 };

/**
 * Serves one terminal. Every answer goes over the board, also to who asked: so it is shown once and in order with what
 * others post, and to a terminal that comes back.
 */
export async function openTerminal({ account, room, after, send }: Attaching, parts: TerminalParts): Promise<Terminal> {
  const { board, hear, translator, clock, log } = parts;
  const who: Attached = { account: account.externalId, room };
  const overdue = new Map<string, NodeJS.Timeout>();
  const begin = after === null ? await board.arrive(who) : { after: BigInt(after), recent: [] };
  await send({ kind: 'attached', ...who, position: String(begin.after) });
  for (const message of begin.recent) await send({ ...encodeShown(message, { translator, read: 0n }), position: null });
  const showing = createShowing({
    board,
    who,
    log,
    from: begin.after,
    show: async (message, read) => {
      await send(encodeShown(message, { translator, read }));
      if (message.event === null) return;
      clearTimeout(overdue.get(message.event));
      overdue.delete(message.event);
    },
  });
  void showing.show();

  async function take(said: Extract<Request, { kind: 'say' }>): Promise<void> {
    const event = decodeSaid(said, { account, room }, clock.now());
    const to = Address.parse(event.answerTo);
    const answer = await hear(event);
    if (answer === null) return waitForAnswer(said.id);
    try {
      await board.post(encodeAnswer(to, answer));
    } catch (err) {
      log.warn({ err }, 'an answer could not be put on the board; it is shown without');
      return send(encodeUnkept(to, answer, translator));
    }
    await answer.answered();
  }

  /** It was taken in before: its answer stands on the board already, or comes there by the relay. */
  async function waitForAnswer(event: string): Promise<void> {
    const late = () => {
      overdue.delete(event);
      void send({ kind: 'late', event, text: words(say('console.late')) });
    };
    overdue.set(event, setTimeout(late, parts.patience));
    await showing.show();
  }

  async function settle(id: string): Promise<void> {
    for (const until = performance.now() + settling.longest; performance.now() < until && (await board.isExpecting(who));)
      await sleep(settling.every);
    await showing.show();
    await send({ kind: 'settled', id });
  }

  const words = (sentence: Sentence): string => translator.words(sentence, { language: 'en', timeZone: 'UTC' });

  return {
    follow: async (request) => {
      switch (request.kind) {
        case 'say':
          return take(request);
        case 'seen': {
          const [claimed, shown] = [BigInt(request.position), showing.read()];
          return board.seen(who, claimed < shown ? claimed : shown);
        }
        case 'settle':
          return settle(request.id);
        case 'attach':
          return send({ kind: 'unread', text: words(say('console.malformed')) });
        default:
          return request satisfies never;
      }
    },
    wake: (to) => {
      const isForUs = to === null || ((to.room ?? room) === room && (to.account ?? who.account) === who.account);
      if (isForUs) void showing.show();
    },
    stop: () => {
      showing.stop();
      for (const timer of overdue.values()) clearTimeout(timer);
    },
  };
}
