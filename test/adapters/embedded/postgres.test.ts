import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../../../adapters/embedded/postgres.ts';
import type { EmbeddedPostgres } from '../../../adapters/embedded/postgres.ts';
import { readPostmaster } from '../../../adapters/embedded/postmaster.ts';

const log = pino({ level: 'silent' });
let home: string;
let folder: string;
let started: EmbeddedPostgres[];
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'coop-embedded-'));
  folder = join(home, 'postgres');
  started = [];
});
afterEach(async () => {
  for (const server of started) await server.stop();
  await chmod(home, 0o700);
  await rm(home, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ folder, database: 'coop', log });
  started.push(server);
  return server;
}

async function ask<Row extends pg.QueryResultRow>(server: EmbeddedPostgres, sql: string): Promise<Row | undefined> {
  const client = new pg.Client({ connectionString: await server.url() });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows[0];
  } finally {
    await client.end();
  }
}

const pidOf = async () => (await readPostmaster(join(folder, 'cluster')))?.pid ?? 0;

async function killHard(): Promise<number> {
  const pid = await pidOf();
  process.kill(pid, 'SIGKILL');
  while ((await pidOf()) === pid) await sleep(10);
  return pid;
}

describe('the embedded PostgreSQL', () => {
  it('is a real server on loopback alone that never trades safety for speed', async () => {
    const server = await start();
    expect(new URL(await server.url()).hostname).toBe('127.0.0.1');
    const settings = await ask(
      server,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
      current_setting('full_page_writes') as pages, current_setting('listen_addresses') as listens, current_setting('unix_socket_directories') as sockets`,
    );
    expect(settings).toEqual({ fsync: 'on', commit: 'on', pages: 'on', listens: '127.0.0.1', sockets: '' });
  });

  it('keeps a random password readable by its user alone', async () => {
    const server = await start();
    expect(new URL(await server.url()).password).toMatch(/^[\w-]{32}$/);
    expect((await stat(join(folder, 'password'))).mode & 0o777).toBe(0o600);
    const wrong = new URL(await server.url());
    wrong.password = 'guessed';
    await expect(new pg.Client({ connectionString: wrong.href }).connect()).rejects.toMatchObject({ code: '28P01' });
  });

  it('is adopted by whoever comes next, and by several who start at once', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    const pid = await pidOf();
    const later = await start();
    expect(new Set([await one.url(), await other.url(), await later.url()]).size).toBe(1);
    expect(await pidOf()).toBe(pid);
  });

  it('comes back with everything committed after a kill -9, where it was', async () => {
    const server = await start();
    const url = await server.url();
    await ask(server, "create table kept as select 'here' as what");
    const killed = await killHard();
    expect(await server.url()).toBe(url);
    expect(await ask(server, 'select what from kept')).toEqual({ what: 'here' });
    expect(await pidOf()).not.toBe(killed);
  });

  it('does not take another process for its server when the process id was given away', async () => {
    const server = await start();
    await killHard();
    const file = join(folder, 'cluster', 'postmaster.pid');
    const lines = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, [process.pid, ...lines.slice(1)].join('\n'));
    expect(await ask(server, 'select 1 as one')).toEqual({ one: 1 });
  });

  it('starts over when its first start was interrupted', async () => {
    await mkdir(join(folder, 'cluster.new', 'base'), { recursive: true });
    await writeFile(join(folder, 'password'), 'left behind');
    expect(await ask(await start(), 'select 1 as one')).toEqual({ one: 1 });
  });

  it('works in a folder that nobody else may enter', async () => {
    await chmod(home, 0o700);
    expect(await ask(await start(), 'select 1 as one')).toEqual({ one: 1 });
    expect((await stat(home)).mode & 0o777).toBe(0o700);
  });

  it('is stopped by the last one only', async () => {
    const server = await start();
    const client = new pg.Client({ connectionString: await server.url() });
    client.on('error', () => {});
    await client.connect();
    expect(await server.stop()).toBe('in use');
    await client.end();
    expect(await server.stop()).toBe('stopped');
    expect(await server.stop()).toBe('not running');
    expect(await ask(server, 'select 1 as one')).toEqual({ one: 1 });
  });

  it("says what the server's own log says when it does not start", async () => {
    await startEmbeddedPostgres({ folder, database: 'coop', log }).then((server) => server.stop());
    const broken = startEmbeddedPostgres({ folder, database: 'coop', log, settings: { shared_buffers: 'plenty' }, patience: 500 });
    await expect(broken).rejects.toMatchObject({
      code: 'postgres-not-started',
      message: expect.stringContaining('invalid value for parameter "shared_buffers"'),
    });
  });
});
