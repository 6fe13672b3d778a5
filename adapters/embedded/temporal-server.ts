import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { CoopError } from '../../core/errors.ts';
import { lockExclusively, tryLock } from './process-lock.ts';
import type { ProcessLock } from './process-lock.ts';
import { addressOf, end, isHealthy, isRunning, launch, readRecord, setBrokenStoreAside } from './temporal-process.ts';
import type { ServerRecord, TemporalFolder } from './temporal-process.ts';

export type EmbeddedTemporalOptions = TemporalFolder & {
  /** Comes by the server's program; only called when a server must be started. */
  readonly findProgram: () => Promise<string>;
  readonly log: Logger;
};

/** A Temporal dev server on loopback that outlives this process: whoever comes next adopts it. */
export type EmbeddedTemporal = {
  /** HOST:PORT; stays the same when the server is started again. */
  readonly address: string;
  /** Lets go of the server, and stops it unless another process uses it. */
  readonly stop: () => Promise<'stopped' | 'in use' | 'not running'>;
};

/**
 * Adopts the server of a folder or starts it, and starts it again whenever it dies until `stop` is called. Several processes
 * may do so at once and share it. A store that is broken is moved aside: everything in it can be made again from PostgreSQL.
 * @throws CoopError "temporal-missing" or "temporal-not-started".
 */
export async function startEmbeddedTemporal(options: EmbeddedTemporalOptions): Promise<EmbeddedTemporal> {
  const place = { ...options, folder: resolve(options.folder) };
  await mkdir(place.folder, { recursive: true });
  const { record, use } = await ensure(place);
  const watch = watchOver(place, record);
  return {
    address: addressOf(record),
    stop: async () => {
      await watch.stop();
      return letGo(place, use);
    },
  };
}

/** What stands in the folder, for the doctor; starts nothing. */
export async function examineEmbeddedTemporal(place: TemporalFolder): Promise<{ address: string; healthy: boolean } | null> {
  const record = await readRecord(place.folder);
  if (record === null || !(await isRunning(place.folder, record))) return null;
  return { address: addressOf(record), healthy: await isHealthy(record, place.namespace) };
}

/** The server answers, and is marked as used by us before anybody else could stop it. */
async function ensure(place: EmbeddedTemporalOptions): Promise<{ record: ServerRecord; use: ProcessLock }> {
  const program = (await answers(place)) ? null : await place.findProgram();
  return withStartLock(place, async () => {
    const record = await adoptOrStart(place, program);
    const use = tryLock(usersPath(place), 'shared');
    if (use === null) throw new CoopError('lock-busy', `Somebody holds ${usersPath(place)} without the start lock: start again.`);
    return { record, use };
  });
}

async function adoptOrStart(place: EmbeddedTemporalOptions, program: string | null): Promise<ServerRecord> {
  const last = await readRecord(place.folder);
  if (last !== null && (await isRunning(place.folder, last))) {
    if (await becomesHealthy(last, place.namespace)) {
      place.log.info({ address: addressOf(last), pid: last.pid }, 'embedded Temporal: adopted');
      return last;
    }
    place.log.warn({ pid: last.pid }, 'embedded Temporal: it runs but does not answer, so it is ended');
    await end(place, last);
  }
  return start(place, program ?? (await place.findProgram()));
}

/** It may have been started a moment ago, by somebody who was killed before it answered. */
async function becomesHealthy(record: ServerRecord, namespace: string): Promise<boolean> {
  const deadline = performance.now() + 15_000;
  while (performance.now() < deadline) {
    if (await isHealthy(record, namespace)) return true;
    await sleep(200);
  }
  return false;
}

async function start(place: EmbeddedTemporalOptions, program: string): Promise<ServerRecord> {
  const record = await launch(place, program).catch(async (error: unknown) => {
    const aside = await setBrokenStoreAside(place.folder, new Date());
    if (aside === null) throw error;
    place.log.error({ aside }, 'embedded Temporal: its store was BROKEN and is moved aside; open processes are made again from PostgreSQL');
    return launch(place, program);
  });
  place.log.info({ address: addressOf(record), pid: record.pid }, 'embedded Temporal: started');
  return record;
}

/** Looks every second whether the server lives; a second death right after the first waits longer, up to 30 s. */
function watchOver(place: EmbeddedTemporalOptions, record: ServerRecord): { stop: () => Promise<void> } {
  let stopped = false;
  let pause = 1_000;
  let round: Promise<void> = Promise.resolve();
  const look = async () => {
    const current = (await readRecord(place.folder)) ?? record;
    if (await isRunning(place.folder, current)) {
      pause = 1_000;
      return;
    }
    place.log.warn({ pid: current.pid }, 'embedded Temporal: it died and is started again');
    try {
      const program = await place.findProgram();
      const next = await withStartLock(place, () => adoptOrStart(place, program));
      if (next.port !== record.port)
        place.log.error({ was: record.port, is: next.port }, 'embedded Temporal: its port was taken by another program: restart coop');
    } catch (error) {
      pause = Math.min(pause * 2, 30_000);
      place.log.error({ err: error, again: pause }, 'embedded Temporal: it cannot be started again now');
    }
  };
  const next = () => {
    timer = setTimeout(() => {
      round = look().finally(() => {
        if (!stopped) next();
      });
    }, pause).unref();
  };
  let timer: NodeJS.Timeout;
  next();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}

async function letGo(place: EmbeddedTemporalOptions, use: ProcessLock): Promise<'stopped' | 'in use' | 'not running'> {
  return withStartLock(place, async () => {
    use.release();
    const alone = tryLock(usersPath(place), 'exclusive');
    if (alone === null) return 'in use';
    try {
      const record = await readRecord(place.folder);
      if (record === null || !(await isRunning(place.folder, record))) return 'not running';
      await end(place, record);
      place.log.info({ pid: record.pid }, 'embedded Temporal: stopped');
      return 'stopped';
    } finally {
      alone.release();
    }
  });
}

async function answers(place: TemporalFolder): Promise<boolean> {
  return (await examineEmbeddedTemporal(place))?.healthy === true;
}

async function withStartLock<R>(place: TemporalFolder, work: () => Promise<R>): Promise<R> {
  const lock = await lockExclusively(join(place.folder, 'start.lock'), 120_000);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

function usersPath(place: TemporalFolder): string {
  return join(place.folder, 'users.lock');
}
