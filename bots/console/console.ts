import type { Logger } from 'pino';
import type { Clock } from '../../core/ports/clock.ts';
import type { ConsoleBoard } from '../../core/ports/console-board.ts';
import type { Translator } from '../../core/ports/translator.ts';
import type { Hear, Platform } from '../conversation/platform.ts';
import { lateness } from './lateness.ts';
import { consoleName } from './names.ts';
import { createReceive } from './receive.ts';
import type { Receive } from './receive.ts';
import { createSend } from './send.ts';
import { examineSetUp } from './set-up.ts';

export type ConsoleParts = {
  /** The data folder: who may read it may talk. */
  readonly home: string;
  readonly board: ConsoleBoard;
  readonly translator: Translator;
  readonly log: Logger;
  readonly clock: Clock;
  /** Milliseconds that a line which was said again waits for its answer. Default 75,000: the relay's lease and some. */
  readonly patience?: number;
};

/** Terminals on the machine of the instance (`coop chat`). */
export function createConsole({ home, board, patience = 75_000, ...parts }: ConsoleParts): Platform {
  let receive: Receive | null = null;
  return {
    name: consoleName,
    lateness,
    start: async (hear: Hear) => {
      receive = await createReceive({ home, board, patience, hear, ...parts });
    },
    stop: async () => {
      await receive?.stop();
      receive = null;
    },
    send: createSend(board),
    examine: () => examineSetUp(home),
  };
}
