import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';

export type Regularly = {
  /** Milliseconds from one look to the next. */
  readonly every: number;
  /** What is said in the log when a look fails; it is tried again sooner. */
  readonly failed: string;
  readonly log: Logger;
};

/** Does it at once and again and again, until stopped; a look under way is waited for. */
export function regularly(
  { every, failed, log }: Regularly,
  look: (stopping: AbortSignal) => Promise<void>,
): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      let after = every;
      try {
        await look(stopping.signal);
      } catch (error) {
        after = Math.min(every, 10_000);
        log.warn({ err: error, after }, failed);
      }
      await pause(after, undefined, { signal: stopping.signal }).catch(() => stopping.signal.aborted);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
