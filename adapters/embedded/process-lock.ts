import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { CoopError } from '../../core/errors.ts';

/** A lock between processes. The operating system drops it when its holder dies, however it dies. */
export type ProcessLock = { readonly release: () => void };

/**
 * Takes the lock of a file, or returns null when others hold it the other way: "exclusive" excludes everybody,
 * "shared" only the exclusive. An empty SQLite database is the lock: it brings the advisory locks of every system,
 * which Node lacks. Never open that file otherwise.
 */
export function tryLock(path: string, mode: 'shared' | 'exclusive'): ProcessLock | null {
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    file.exec(mode === 'exclusive' ? 'BEGIN EXCLUSIVE' : 'BEGIN');
    if (mode === 'shared') file.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (error) {
    file.close();
    if (isBusy(error)) return null;
    throw new CoopError('lock-unusable', `The lock file ${path} cannot be used: remove it and try again.`, { cause: error });
  }
  let held = true;
  return {
    release: () => {
      if (held) file.close();
      held = false;
    },
  };
}

/** Waits for an exclusive lock. `patience` in milliseconds; throws CoopError "lock-busy" when it is over. */
export async function lockExclusively(path: string, patience: number, onWait?: () => void): Promise<ProcessLock> {
  const deadline = performance.now() + patience;
  for (let waited = false; ; waited = true) {
    const lock = tryLock(path, 'exclusive');
    if (lock !== null) return lock;
    if (!waited) onWait?.();
    if (performance.now() > deadline) {
      throw new CoopError('lock-busy', `Another coop process holds ${path} and does not get done: look at it, or end it.`);
    }
    await sleep(50);
  }
}

/** SQLite's result codes SQLITE_BUSY and SQLITE_LOCKED. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (error.errcode === 5 || error.errcode === 6);
}
