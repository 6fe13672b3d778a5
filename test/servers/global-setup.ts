import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../adapters/embedded/postgres.ts';
import { readPostmaster } from '../../adapters/embedded/postmaster.ts';
import { migrate } from '../../adapters/postgres/migrate.ts';
import { testSecret } from './database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** One PostgreSQL per run: its superuser, and the migrated database that fresh ones are copied from. */
    postgres: { readonly serverUrl: string; readonly template: string; readonly applicationUrl: string };
  }
}

/** One real server for the whole run, without fsync: nobody misses its content after a power cut. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await clearAbandoned();
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  const log = pino({ level: 'silent' });
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300', autovacuum: 'off' };
  const server = await startEmbeddedPostgres({ folder, database: template, log, settings });
  const { applicationUrl } = await migrate({ url: await server.url(), secret: testSecret, log });
  project.provide('postgres', { serverUrl: withDatabase(await server.url(), 'postgres'), template, applicationUrl });
  return async () => {
    await disconnectEverybody(withDatabase(await server.url(), 'postgres'));
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

const prefix = 'coop-test-postgres-';
const template = 'coop_template';

/** A run that was killed leaves its server: it is ended by the next one. */
async function clearAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : 0;
    if (pid === 0 || (await readFile(`/proc/${pid}/stat`).catch(() => null)) !== null || process.platform !== 'linux') continue;
    const postmaster = await readPostmaster(join(tmpdir(), name, 'cluster'));
    if (postmaster !== null) process.kill(postmaster.pid, 'SIGQUIT');
    await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}

async function disconnectEverybody(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
  );
  await client.end();
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
