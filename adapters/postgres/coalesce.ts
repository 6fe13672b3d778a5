import type { Logger } from 'pino';

/** Runs `work` after a call, and once more after however many calls come while it runs. Its failures are logged, not passed on. */
export function coalesce(work: () => Promise<void>, log: Logger): () => void {
  let running = false;
  let asked = false;
  const run = async () => {
    running = true;
    while (asked) {
      asked = false;
      await work().catch((err: unknown) => log.debug({ err }, 'coalesced work failed'));
    }
    running = false;
  };
  return () => {
    asked = true;
    if (!running) void run();
  };
}
