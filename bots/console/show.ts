import type { Logger } from 'pino';
import type { Attached, ConsoleBoard, ConsoleMessage } from '../../core/ports/console-board.ts';

/** How many messages are read at once. */
const page = 50;
/** Milliseconds until a board that cannot be read is tried again. */
const pause = 1_000;

export type ShowParts = {
  readonly board: Pick<ConsoleBoard, 'unread'>;
  readonly who: Attached;
  readonly log: Logger;
  /** Where the terminal reads on. */
  readonly from: bigint;
  /** Shows one message at the terminal's pace. `read`: how far it had read before. */
  readonly show: (message: ConsoleMessage, read: bigint) => Promise<void>;
};

/** Shows a terminal what it has not read yet, in order, each message once. */
export type Showing = {
  /** Resolves when everything is shown that stood there at the call. Never rejects. */
  readonly show: () => Promise<void>;
  /** How far the terminal was shown everything. */
  readonly read: () => bigint;
  readonly stop: () => void;
};

export function createShowing({ board, who, log, from, show }: ShowParts): Showing {
  let read = from;
  let stopped = false;
  let running = Promise.resolve();
  let next: Promise<void> | null = null;

  async function showUnread(): Promise<void> {
    for (let full = true; full && !stopped;) {
      const messages = await board.unread(who, read, page);
      for (const message of messages) {
        await show(message, read);
        read = message.position;
      }
      full = messages.length === page;
    }
  }

  /** Calls that come while it runs share the next run. */
  function start(): Promise<void> {
    next ??= running.then(() => {
      next = null;
      running = showUnread().catch((err: unknown) => {
        log.warn({ err }, 'the board of the console cannot be read; tried again');
        if (!stopped) setTimeout(() => void start(), pause).unref();
      });
      return running;
    });
    return next;
  }

  return {
    show: start,
    read: () => read,
    stop: () => {
      stopped = true;
    },
  };
}
