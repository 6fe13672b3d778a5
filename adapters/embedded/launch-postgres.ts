import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CoopError } from '../../core/errors.ts';
import { syncFolder, writeDurably } from './durable-file.ts';
import { freePort } from './free-port.ts';
import type { EmbeddedPostgresOptions } from './embedded-postgres-options.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import type { PostgresOwner } from './postgres-owner.ts';
import { clearForeignPid, readPostmaster } from './postmaster.ts';

export async function isCluster(cluster: string): Promise<boolean> {
  return stat(join(cluster, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}

export type Parts = { readonly cluster: string; readonly binaries: PostgresBinaries; readonly owner: PostgresOwner };

/** Makes the data folder beside its final name, so that a half-made one never counts. */
export async function makeCluster(options: EmbeddedPostgresOptions, { cluster, binaries, owner }: Parts): Promise<void> {
  const draft = `${cluster}.new`;
  const passwordFile = join(options.folder, 'password');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeDurably(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  for (const path of [draft, passwordFile]) await owner.own(path);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const said = await outcome(
    owner.spawn(
      binaries.initdb,
      [`--pgdata=${draft}`, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--no-instructions', ...locale],
      { cwd: draft, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] },
    ),
  );
  if (said !== null) throw new CoopError('postgres-not-started', `the data folder ${cluster} could not be made: ${said}`);
  await rename(draft, cluster);
  await syncFolder(options.folder);
  options.log.info({ cluster }, 'embedded PostgreSQL: data folder made');
}

/** Starts the server on its own, in a process group of its own, so that it outlives us; returns when it listens. */
export async function launch(options: EmbeddedPostgresOptions, { cluster, binaries, owner }: Parts): Promise<void> {
  if ((await readPostmaster(cluster)) !== null) return;
  await clearForeignPid(cluster);
  const port = await choosePort(join(options.folder, 'port'));
  const logFile = join(options.folder, 'server.log');
  await shorten(logFile);
  const output = await open(logFile, 'a', 0o600);
  const settings = Object.entries({ ...sane, port: String(port), ...options.settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const child = owner.spawn(binaries.postgres, ['-D', cluster, ...settings], {
    cwd: cluster,
    env: environment(),
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
  });
  const spawned = Promise.withResolvers<void>();
  child.once('spawn', spawned.resolve);
  child.once('error', spawned.reject);
  try {
    await spawned.promise;
  } finally {
    await output.close();
  }
  child.unref();
  while ((await readPostmaster(cluster))?.pid !== child.pid) {
    if (child.exitCode !== null || child.signalCode !== null) throw await notStarted(options.folder, null);
    await sleep(20);
  }
  options.log.info({ cluster, port, pid: child.pid }, 'embedded PostgreSQL: started');
}

/** Safe always; quick for one machine. Nothing that a person wrote reaches the server's log. */
const sane = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
} as const;

/** The port of last time, so that a restarted server is found where it was; another one when that is taken. */
async function choosePort(file: string): Promise<number> {
  const last = Number(await readFile(file, 'utf8').catch(() => '0'));
  const port = (last > 0 ? await freePort(last) : null) ?? (await freePort(0));
  if (port === null) throw new CoopError('postgres-not-started', 'no port is free on 127.0.0.1: close something that listens');
  await writeFile(file, String(port));
  return port;
}

/** What a failed start has to say: the end of the server's own log. */
export async function notStarted(folder: string, cause: unknown): Promise<CoopError> {
  const lines = await readFile(join(folder, 'server.log'), 'utf8').catch(() => '');
  const end = lines.trim().split('\n').slice(-6).join(' | ') || 'nothing';
  return new CoopError('postgres-not-started', `PostgreSQL does not start in ${folder}; its log (server.log) ends with: ${end}`, { cause });
}

async function shorten(logFile: string): Promise<void> {
  const size = (await stat(logFile).catch(() => null))?.size ?? 0;
  if (size > 4_000_000) await rename(logFile, `${logFile}.old`);
}

/** What a program said on its way to a failure; null when it was done well. */
async function outcome(child: ChildProcess): Promise<string | null> {
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk.toString('utf8')));
  const ended = Promise.withResolvers<string | null>();
  child.once('error', (error) => ended.resolve(error.message));
  child.once('close', (code) => ended.resolve(code === 0 ? null : said.join('').trim().slice(-2_000) || `exit code ${code}`));
  return ended.promise;
}

/** Nothing of ours leaks into the server; Windows cannot start programs without its own variables. */
function environment(): NodeJS.ProcessEnv | undefined {
  return process.platform === 'win32' ? undefined : { PATH: '/usr/bin:/bin', LC_ALL: 'C' };
}
