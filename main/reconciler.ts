import type { Logger } from 'pino';
import { z } from 'zod';
import type { Platform } from '../bots/conversation/platform.ts';
import type { PlatformName } from '../core/ids.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { PlatformMemory } from '../core/ports/platform-memory.ts';

/** Milliseconds. */
const usually = 10 * 60_000;

export type Reconciler = {
  /** From now on this one is read back: at once, every now and then, and whenever it may have missed something. */
  readonly begin: (platform: Platform) => void;
  /** Asks for a look at this one soon: something may have been missed. */
  readonly missed: (platform: Platform) => void;
  /** Each reads one platform back, beginning after it was called. Rejects when it could not: nobody may count then. */
  readonly sweeps: readonly (() => Promise<void>)[];
  readonly stop: () => Promise<void>;
};

type ReconcilerParts = {
  readonly platforms: readonly Platform[];
  readonly memoryOf: (platform: PlatformName) => PlatformMemory;
  /** Looks for what was deleted meanwhile; default: nothing. */
  readonly lookForDeletions?: (platform: Platform) => Promise<void>;
  readonly clock: Clock;
  readonly log: Logger;
};

/**
 * Finds what never arrived, on every platform, in the role "bots": at least every ten minutes, after a connection that broke, and always
 * before a final count. What was found takes the way of everything else, so that whoever said it is answered as if it had just
 * arrived: a ballot's voter reads in private that it counts. How much that was is logged, and kept for the doctor. What was deleted
 * meanwhile holds up no count: it is looked for afterwards.
 */
export function createReconciler({ platforms, memoryOf, lookForDeletions, clock, log }: ReconcilerParts): Reconciler {
  const rounds = new Map(
    platforms.flatMap((platform) => {
      const { sweep } = platform;
      return sweep === undefined ? [] : [[platform, inTurn(() => readBack(platform, sweep))] as const];
    }),
  );
  const timers = new Map<Platform, NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  let isStopped = false;

  async function readBack({ name }: Platform, sweep: () => Promise<number>): Promise<void> {
    const found = await sweep();
    if (found > 0) log.info({ platform: name, found }, 'what never arrived was read back and taken in');
    await note(name, found).catch((err: unknown) => log.warn({ platform: name, err }, 'how much was read back could not be noted'));
  }

  async function note(name: PlatformName, found: number): Promise<void> {
    const memory = memoryOf(name);
    const before = Reconciled.nullable()
      .catch(null)
      .parse(JSON.parse((await memory.read(reconciledName)) ?? 'null'));
    const at = clock.now().toISOString();
    const after: Reconciled = { at, found: (before?.found ?? 0) + found, last: found > 0 ? at : (before?.last ?? null) };
    await memory.write({ [reconciledName]: JSON.stringify(after) });
  }

  function look(platform: Platform): void {
    const round = rounds.get(platform);
    if (round === undefined) return;
    const done = round()
      .then(() => lookForDeletions?.(platform))
      .catch((err: unknown) => log.warn({ platform: platform.name, err }, 'a platform could not be read back; it is tried again later'));
    running.add(done);
    void done.finally(() => running.delete(done));
  }

  return {
    begin: (platform) => {
      if (isStopped || !rounds.has(platform) || timers.has(platform)) return;
      look(platform);
      timers.set(
        platform,
        setInterval(() => look(platform), platform.sweepEvery ?? usually),
      );
    },
    missed: (platform) => {
      if (timers.has(platform)) look(platform);
    },
    sweeps: [...rounds.values()],
    stop: async () => {
      isStopped = true;
      for (const timer of timers.values()) clearInterval(timer);
      timers.clear();
      await Promise.all(running);
    },
  };
}

/** Under what name a platform's memory keeps it. */
export const reconciledName = 'reconciled';

/** How a platform was read back, as it is remembered over restarts. */
export const Reconciled = z.object({
  /** When it last was. */
  at: z.iso.datetime(),
  /** How much was found, ever. */
  found: z.int(),
  /** When something was found last. */
  last: z.iso.datetime().nullable(),
});
export type Reconciled = z.infer<typeof Reconciled>;

/**
 * One at a time. Whoever asks in the middle of one waits for the next, which all share who asked meanwhile: the one under way may have
 * passed by before what they look for was said.
 */
function inTurn(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const begin = (): Promise<void> =>
    (running = work().finally(() => {
      running = null;
    }));
  return () => {
    if (running === null) return begin();
    return (next ??= running
      .catch(() => {}) // whoever asked for that one is told
      .then(() => {
        next = null;
        return begin();
      }));
  };
}
