import { spawn } from 'node:child_process';
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { z } from 'zod';
import { CoopError } from '../../core/errors.ts';
import { freePort } from './free-port.ts';
import { isProcessRunning } from './process-identity.ts';

/** A dev server's folder: temporal.db (the store), server.json (port and process), server.log. */
export type TemporalFolder = {
  readonly folder: string;
  readonly namespace: string;
  /** For the server's process. */
  readonly environment: Readonly<Record<string, string | undefined>>;
};

/** What is written down of the server, so that the next process finds it. The port stays the same over restarts. */
const ServerRecord = z.object({ port: z.int().min(1).max(65_535), pid: z.int().nullable() });
export type ServerRecord = z.infer<typeof ServerRecord>;

export function storePath(folder: string): string {
  return join(folder, 'temporal.db');
}

export function addressOf(record: ServerRecord): string {
  return `127.0.0.1:${record.port}`;
}

export async function readRecord(folder: string): Promise<ServerRecord | null> {
  const text = await readFile(join(folder, 'server.json'), 'utf8').catch(() => '');
  try {
    return ServerRecord.parse(JSON.parse(text));
  } catch {
    return null; // never written, or half written by a power cut: as if there were none
  }
}

async function writeRecord(folder: string, record: ServerRecord): Promise<void> {
  await writeFile(join(folder, 'server.json.new'), JSON.stringify(record));
  await rename(join(folder, 'server.json.new'), join(folder, 'server.json'));
}

/** Whether the recorded process is there and is the server of this very store (process ids are used again). */
export async function isRunning(folder: string, record: ServerRecord | null): Promise<boolean> {
  return record !== null && record.pid !== null && isProcessRunning(record.pid, storePath(folder));
}

/** Whether the server answers and has its namespace. */
export async function isHealthy(record: ServerRecord, namespace: string): Promise<boolean> {
  if (!(await isListening(record.port))) return false; // gRPC would wait and try again
  try {
    const connection = await Connection.connect({ address: addressOf(record), connectTimeout: 2_000 });
    try {
      await connection.withDeadline(Date.now() + 3_000, () => connection.workflowService.describeNamespace({ namespace }));
      return true;
    } finally {
      await connection.close();
    }
  } catch {
    return false; // whatever it is, it does not serve us now
  }
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 });
  const heard = Promise.withResolvers<boolean>();
  socket.once('connect', () => heard.resolve(true));
  socket.once('timeout', () => heard.resolve(false));
  socket.once('error', () => heard.resolve(false));
  return heard.promise.finally(() => socket.destroy());
}

/** How long a server may take until it answers, in milliseconds: 1-2 s usually, more beside other work. */
const patience = 60_000;

/**
 * Starts a server that outlives this process and waits until it answers. The caller holds the start lock. One that ends by
 * itself is started again twice: between our looking for a free port (and its own looking for some) and its listening others may take it.
 * @throws CoopError "temporal-not-started" with the end of the server's own log.
 */
export async function launch(place: TemporalFolder, program: string): Promise<ServerRecord> {
  for (let left = starts - 1; left > 0; left -= 1) {
    const record = await launchOnce(place, program);
    if (record !== 'ended') return record;
  }
  const record = await launchOnce(place, program);
  if (record !== 'ended') return record;
  throw await notStarted(place);
}

const starts = 3;

/** "ended": the server ended before it answered. */
async function launchOnce(place: TemporalFolder, program: string): Promise<ServerRecord | 'ended'> {
  const last = await readRecord(place.folder);
  const port = (last === null ? null : await freePort(last.port)) ?? (await freePort(0));
  if (port === null) throw new CoopError('temporal-not-started', 'No port is free on 127.0.0.1: close something that listens.');
  const logPath = logOf(place);
  if (((await stat(logPath).catch(() => null))?.size ?? 0) > 4_000_000) await rename(logPath, `${logPath}.old`);
  const logFile = await open(logPath, 'a', 0o600);
  const child = spawn(program, [...parameters(place, port)], {
    cwd: place.folder,
    env: place.environment,
    detached: true,
    windowsHide: true,
    stdio: ['ignore', logFile.fd, logFile.fd],
  });
  const ended = new Promise<'ended'>((resolve) => {
    child.once('error', () => resolve('ended'));
    child.once('exit', () => resolve('ended'));
  });
  child.unref();
  await logFile.close();
  const record = { port, pid: child.pid ?? null };
  await writeRecord(place.folder, record);
  const deadline = performance.now() + patience;
  while (!(await isHealthy(record, place.namespace))) {
    const state = await Promise.race([ended, sleep(100, 'waiting' as const)]);
    if (state === 'waiting' && performance.now() < deadline) continue;
    child.kill('SIGKILL');
    await writeRecord(place.folder, { port, pid: null });
    if (state === 'ended') return state;
    throw await notStarted(place);
  }
  return record;
}

async function notStarted(place: TemporalFolder): Promise<CoopError> {
  const said = await tail(logOf(place));
  return new CoopError('temporal-not-started', `The Temporal server did not start. The end of ${logOf(place)}:\n${said}`);
}

const logOf = ({ folder }: TemporalFolder): string => join(folder, 'server.log');

/** Ends a server: politely first. Its store survives either way. */
export async function end(place: TemporalFolder, record: ServerRecord): Promise<void> {
  for (const [signal, wait] of [
    ['SIGTERM', 10_000],
    ['SIGKILL', 10_000],
  ] as const) {
    const deadline = performance.now() + wait;
    if (record.pid !== null && (await isRunning(place.folder, record))) process.kill(record.pid, signal);
    while (performance.now() < deadline) {
      if (!(await isRunning(place.folder, record))) return writeRecord(place.folder, { ...record, pid: null });
      await sleep(25);
    }
  }
  throw new CoopError('temporal-not-stopped', `The Temporal server (process ${record.pid}) does not stop: end it by hand.`);
}

function* parameters(place: TemporalFolder, port: number): Generator<string> {
  yield* ['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(port)];
  yield* ['--db-filename', storePath(place.folder), '--log-level', 'error'];
  if (place.namespace !== 'default') yield* ['--namespace', place.namespace];
  // It would ask its makers for a newer version otherwise.
  yield* ['--dynamic-config-value', 'frontend.enableServerVersionCheck=false'];
}

async function tail(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const lines = text.trim().split('\n');
  // What it died of stands above where it was at that moment.
  const cause = lines.findLast((line) => line.startsWith('panic: '));
  return [...(cause === undefined ? [] : [cause]), ...lines.slice(-5)].join('\n').trim() || '(it said nothing)';
}

/** Moves a store aside that is no longer a sound database. Returns its new name, or null when it is sound. */
export async function setBrokenStoreAside(folder: string, now: Date): Promise<string | null> {
  const store = storePath(folder);
  if (await isSound(store)) return null;
  const aside = `${store}.broken-${now.toISOString().replaceAll(':', '')}`;
  await rename(store, aside);
  for (const suffix of ['-wal', '-shm', '-journal']) await rm(`${store}${suffix}`, { force: true });
  return aside;
}

async function isSound(store: string): Promise<boolean> {
  if ((await stat(store).catch(() => null)) === null) return true;
  const { DatabaseSync } = await import('node:sqlite');
  try {
    const database = new DatabaseSync(store);
    try {
      return database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok';
    } finally {
      database.close();
    }
  } catch {
    return false; // not even openable
  }
}
