import { setTimeout as sleep } from 'node:timers/promises';
import { CoopError } from '../../core/errors.ts';
import { openConnection } from './connection.ts';
import type { Attaching, Connection } from './connection.ts';

/** Attaches for the first time; null when no instance runs. One that just starts or ends may hang up: it is tried again. */
export async function reachFirst(home: string, attaching: Attaching): Promise<Connection | null> {
  for (let left = 10; ; left -= 1) {
    try {
      return await openConnection(home, attaching);
    } catch (error) {
      if (left === 0 || !(error instanceof CoopError && error.code === 'console-broken')) throw error;
      await sleep(200);
    }
  }
}

/**
 * Attaches once the instance is back, with growing pauses. Null when `isLeft` says so meanwhile.
 * @throws CoopError "console-gone" when none comes back in so many milliseconds.
 */
export async function reachAgain(
  home: string,
  attaching: Attaching,
  { patience, isLeft }: { patience: number; isLeft: () => boolean },
): Promise<Connection | null> {
  const until = performance.now() + patience;
  for (let pause = 50; performance.now() < until; pause = Math.min(pause * 1.5, 2_000)) {
    await sleep(pause);
    if (isLeft()) return null;
    const found = await openConnection(home, attaching).catch(unlessFinal);
    if (found !== null) return found;
  }
  throw new CoopError(
    'console-gone',
    `The instance did not come back within ${Math.round(patience / 1000)} seconds. Start it (npx coop start) and chat again: what was answered is done, and what you missed will be shown.`,
  );
}

/** An instance that just starts or ends may fail in many ways; being refused stays so. */
function unlessFinal(error: unknown): null {
  if (error instanceof CoopError && (error.code === 'console-refused' || error.code === 'console-forbidden')) throw error;
  return null;
}
