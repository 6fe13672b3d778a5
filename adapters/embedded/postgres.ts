import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { CoopError } from '../../core/errors.ts';
import type { EmbeddedPostgresOptions } from './embedded-postgres-options.ts';
import { isCluster, launch, makeCluster, notStarted } from './launch-postgres.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { choosePostgresOwner } from './postgres-owner.ts';
import { askServer, readPostmaster } from './postmaster.ts';
import type { Postmaster } from './postmaster.ts';
import { lockExclusively } from './process-lock.ts';

/** A real PostgreSQL on loopback that outlives this process: whoever comes next adopts it. */
export type EmbeddedPostgres = {
  /**
   * The superuser's address of the database, after making sure that the server answers: adopts it, or starts it again.
   * Cheap enough to be asked before every new connection.
   */
  readonly url: () => Promise<string>;
  /** Stops the server, unless another process is connected to it. Close your own connections first. */
  readonly stop: () => Promise<'stopped' | 'in use' | 'not running'>;
};

/**
 * Starts or adopts the server of a folder. Several processes may do so at once and share it; a stale postmaster.pid,
 * a killed server and a half-made data folder are all put right.
 * @throws CoopError "postgres-not-started" with the end of the server's own log.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const server = await openServer({ ...options, folder: resolve(options.folder) });
  const url = async () => server.url((await server.ensure()).port, options.database);
  const make = async () => makeDatabase(server.url((await server.ensure()).port, 'postgres'), options.database);
  // Killed in between it is there again at the next look.
  await make().catch(make);
  return { url, stop: () => stop(server) };
}

/** How long it may recover from a crash while it says so. */
const recoveryPatience = 600_000;

type Server = EmbeddedPostgresOptions & {
  readonly cluster: string;
  readonly ensure: () => Promise<Postmaster>;
  readonly url: (port: number, database: string) => string;
};

async function openServer(options: EmbeddedPostgresOptions): Promise<Server> {
  await mkdir(options.folder, { recursive: true });
  const cluster = join(options.folder, 'cluster');
  const binaries = await findPostgresBinaries();
  const owner = await choosePostgresOwner({ cluster, binaries: binaries.folder });
  const { patience = 15_000 } = options;
  const locked = async <R>(wait: number, work: () => Promise<R>): Promise<R> => {
    const lock = await lockExclusively(join(options.folder, 'start.lock'), wait);
    return work().finally(lock.release);
  };
  if (!(await isCluster(cluster))) {
    await locked(120_000, async () => {
      if (!(await isCluster(cluster))) await makeCluster(options, { cluster, binaries, owner });
    });
  }
  const password = (await readFile(join(options.folder, 'password'), 'utf8')).trim();
  const url = (port: number, database: string) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;
  const ensure = () =>
    ensureRunning({ ...options, cluster, url, start: () => locked(patience, () => launch(options, { cluster, binaries, owner })) });
  return { ...options, cluster, url, ensure };
}

async function ensureRunning(
  server: EmbeddedPostgresOptions & { cluster: string; url: Server['url']; start: () => Promise<void> },
): Promise<Postmaster> {
  const began = performance.now();
  let limit = server.patience ?? 15_000;
  let failure: unknown;
  for (;;) {
    const postmaster = await readPostmaster(server.cluster);
    const answer = postmaster === null || postmaster.port === 0 ? 'silent' : await askServer(server.url(postmaster.port, 'postgres'));
    if (postmaster !== null && answer === 'ready') return postmaster;
    if (answer === 'starting') limit = recoveryPatience;
    if (performance.now() - began > limit) throw await notStarted(server.folder, failure);
    if (postmaster === null) failure = (await server.start().catch((error: unknown) => error)) ?? failure;
    await sleep(50);
  }
}

async function makeDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`).catch(unlessThere);
  } finally {
    await client.end();
  }
}

function unlessThere(error: unknown): void {
  const there = error instanceof pg.DatabaseError && (error.code === '42P04' || error.code === '23505');
  if (!there) throw error;
}

async function stop(server: Server): Promise<'stopped' | 'in use' | 'not running'> {
  const postmaster = await readPostmaster(server.cluster);
  if (postmaster === null) return 'not running';
  if (await hasOthers(server.url(postmaster.port, 'postgres'))) return 'in use';
  process.kill(postmaster.pid, 'SIGINT');
  const began = performance.now();
  while ((await readPostmaster(server.cluster)) !== null) {
    if (performance.now() - began > 60_000)
      throw new CoopError('postgres-not-stopped', `PostgreSQL (process ${postmaster.pid}) does not stop: see ${server.folder}/server.log`);
    await sleep(20);
  }
  server.log.info({ cluster: server.cluster }, 'embedded PostgreSQL: stopped');
  return 'stopped';
}

async function hasOthers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    const others = "select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1";
    return (await client.query(others)).rowCount !== 0;
  } catch {
    return false; // it does not even answer: nobody uses it
  } finally {
    await client.end().catch(() => {});
  }
}
