import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { CoopError } from '../../core/errors.ts';
import type { Database } from './database.ts';

/** How the process that counts asks those that hear the platforms to read back what never arrived. */
const [asked, done] = ['coop_sweep', 'coop_swept'];

export type AskOptions = {
  /** Milliseconds for all of it. Default 60,000. */
  readonly patience?: number;
  /** Milliseconds after which it is asked again: a notification may get lost. Default 2,000. */
  readonly again?: number;
};

/**
 * Asks every process of this database that hears platforms to sweep them, and resolves when one has.
 * @throws CoopError "sweep-unanswered" when none has in time.
 */
export async function askForSweep(database: Database, { patience = 60_000, again = 2_000 }: AskOptions = {}): Promise<void> {
  const id = randomUUID();
  const answered = new AbortController();
  const stopListening = database.listen({ channel: done, heard: (payload) => payload === id && answered.abort() });
  try {
    for (const until = performance.now() + patience; !answered.signal.aborted && performance.now() < until;) {
      await database.notify(asked, id);
      await sleep(again, undefined, { signal: answered.signal }).catch(() => {}); // answered meanwhile
    }
  } finally {
    await stopListening();
  }
  if (!answered.signal.aborted)
    throw new CoopError('sweep-unanswered', 'no process with the role "bots" read the platforms back: does one run?');
}

/** Sweeps whenever somebody asks, however often the same is asked, until the returned function is called. */
export function answerSweeps(database: Database, sweep: () => Promise<void>, log: Logger): () => Promise<void> {
  const running = new Map<string, Promise<void>>();

  async function answer(id: string): Promise<void> {
    try {
      await sweep();
      await database.notify(done, id);
    } catch (err) {
      log.warn({ err }, 'the platforms could not be read back; whoever asked asks again');
    }
  }

  const stopListening = database.listen({
    channel: asked,
    heard: (id) => {
      if (running.has(id)) return;
      running.set(
        id,
        answer(id).finally(() => running.delete(id)),
      );
    },
  });
  return async () => {
    await stopListening();
    await Promise.all(running.values());
  };
}
