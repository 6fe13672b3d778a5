import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createIntake } from '../adapters/postgres/intake.ts';
import { answerSweeps } from '../adapters/postgres/sweeping.ts';
import type { Hear, Platform } from '../bots/conversation/platform.ts';
import { createHear } from '../bots/conversation/receive.ts';
import { CoopError } from '../core/errors.ts';
import { commands } from '../features/index.ts';
import { clock } from './house.ts';
import type { House, Joined } from './house.ts';
import type { Reconciler } from './reconciler.ts';

/** The role "bots": brings what people say on the platforms through one door, and reads back what never arrived, also when asked. */
export async function startPlatforms(
  { house, log, stack }: Joined,
  { platforms, reconciler }: { platforms: readonly Platform[]; reconciler: Reconciler },
): Promise<void> {
  const hear = createDoor(house, log);
  for (const platform of platforms) await startPlatform(platform, { hear, reconciler, log, stack });
  stack.defer(() => reconciler.stop());
  const sweepAll = async () => void (await Promise.all(reconciler.sweeps.map((sweep) => sweep())));
  stack.defer(answerSweeps(house.database, sweepAll, log));
}

type Starting = {
  readonly hear: Hear;
  readonly reconciler: Pick<Reconciler, 'begin' | 'missed'>;
  readonly log: Logger;
  readonly stack: AsyncDisposableStack;
  /** Milliseconds of the first pause. */ readonly pause?: number;
};

/** One that is away holds up nobody: it is tried again and again, with growing pauses. Whatever else is wrong ends the start. */
export async function startPlatform(platform: Platform, { hear, reconciler, log, stack, pause = 5_000 }: Starting): Promise<void> {
  stack.defer(() => platform.stop());
  const stopping = new AbortController();
  const attempt = async (): Promise<boolean> => {
    try {
      await platform.start(hear, () => reconciler.missed(platform));
      reconciler.begin(platform);
      return true;
    } catch (error) {
      if (!(error instanceof CoopError && error.code.endsWith('-unreachable'))) throw error;
      log.error({ err: error, platform: platform.name }, 'a platform cannot be reached; the others go on, and it is tried again');
      return false;
    }
  };
  if (await attempt()) return;
  const trying = (async () => {
    for (let after = pause; !stopping.signal.aborted; after = Math.min(after * 2, 60_000)) {
      await sleep(after, undefined, { signal: stopping.signal }).catch(() => {}); // woken to stop
      if (stopping.signal.aborted || (await attempt())) return;
    }
  })();
  trying.catch((err: unknown) => log.error({ err, platform: platform.name }, 'a platform was not started'));
  stack.defer(async () => {
    stopping.abort();
    await trying.catch(() => {}); // it was said already
  });
}

/** Where every platform brings what people say. */
function createDoor({ database, seal, bindPorts }: House, log: Logger): Hear {
  const intake = createIntake({ database, seal, bindPorts });
  return createHear({ commands, intake, clock, log, reference: () => randomBytes(5).toString('hex').slice(0, 8).toUpperCase() });
}
