import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { CoopError } from '../../core/errors.ts';

/**
 * Does something that only one process at a time may do, e.g. start a server: the lock is a file that names its holder,
 * and a holder that died (kill -9) holds nothing.
 * @throws CoopError "lock-busy" when a live process keeps it longer than `patience` milliseconds.
 */
export async function withLock<R>(path: string, patience: number, work: () => Promise<R>): Promise<R> {
  const deadline = performance.now() + patience;
  const claim = `${path}.${process.pid}.${randomUUID()}`;
  await writeFile(claim, String(process.pid));
  try {
    while (!(await take(claim, path))) {
      const holder = Number(await readFile(path, 'utf8').catch(() => ''));
      if (holder > 0 && !isAlive(holder)) await rm(path, { force: true });
      else if (performance.now() > deadline)
        throw new CoopError(
          'lock-busy',
          `process ${holder} is starting the same server and does not get done: look at it, or remove ${path}`,
        );
      else await sleep(50);
    }
  } finally {
    await rm(claim, { force: true });
  }
  return work().finally(() => rm(path, { force: true }));
}

/** A link appears whole or not at all: nobody ever reads a lock without its holder. */
async function take(claim: string, path: string): Promise<boolean> {
  return link(claim, path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
}

/** Whether a process of that id exists, whosever it is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
