import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { climb } from '../../../adapters/embedded/temporal-ladder.ts';
import { temporalRungs } from '../../../adapters/embedded/temporal-rungs.ts';
import { examineEmbeddedTemporal, startEmbeddedTemporal } from '../../../adapters/embedded/temporal-server.ts';
import type { EmbeddedTemporal } from '../../../adapters/embedded/temporal-server.ts';
import { loadConfig } from '../../../config.ts';

const { temporal, programs } = loadConfig();
const { program } = await climb(temporalRungs({ program: temporal.program, ...programs }), (line) => process.stderr.write(`${line}\n`));
const log = pino({ level: 'silent' });

let folder: string;
let servers: EmbeddedTemporal[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coop-temporal-'));
  servers = [];
});
afterEach(async () => {
  for (const server of servers) await server.stop();
  await rm(folder, { recursive: true });
});

const place = () => ({ folder, namespace: 'default', environment: programs.environment });

async function start(): Promise<EmbeddedTemporal> {
  const server = await startEmbeddedTemporal({ ...place(), findProgram: async () => program, log });
  servers.push(server);
  return server;
}

async function pid(): Promise<number> {
  return Number(JSON.parse(await readFile(join(folder, 'server.json'), 'utf8')).pid);
}

async function withClient<R>(address: string, work: (client: Client) => Promise<R>): Promise<R> {
  const connection = await Connection.connect({ address });
  return work(new Client({ connection })).finally(() => connection.close());
}

const isHealthy = async () => (await examineEmbeddedTemporal(place()))?.healthy === true;

describe('the embedded Temporal server', { timeout: 60_000 }, () => {
  test('is shared by several, and stopped by the last', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    expect(second.address).toBe(first.address);
    await expect(first.stop()).resolves.toBe('in use');
    await expect(isHealthy()).resolves.toBe(true);
    await expect(second.stop()).resolves.toBe('stopped');
    await expect(examineEmbeddedTemporal(place())).resolves.toBeNull();
    servers = [];
  });

  test('comes back by itself after a kill -9, where it was, with what it knew', async () => {
    const server = await start();
    await withClient(server.address, (client) => client.workflow.start('sleeper', { taskQueue: 'q', workflowId: 'kept' }));
    const before = await pid();
    process.kill(before, 'SIGKILL');
    await expect.poll(isHealthy, { timeout: 20_000, interval: 200 }).toBe(true);
    expect(await pid()).not.toBe(before);
    const status = await withClient(server.address, async (client) => (await client.workflow.getHandle('kept').describe()).status.name);
    expect(status).toBe('RUNNING');
  });

  test('is found again at the same port by the next start', async () => {
    const first = await start();
    await first.stop();
    const again = await start();
    expect(again.address).toBe(first.address);
  });

  test('moves a broken store aside and starts with a new one', async () => {
    await writeFile(join(folder, 'temporal.db'), Buffer.alloc(8192, 'not a database'));
    await start();
    await expect(isHealthy()).resolves.toBe(true);
    expect((await readdir(folder)).some((name) => name.startsWith('temporal.db.broken-'))).toBe(true);
  });

  test('says what the server said when it does not start, and keeps a sound store', async () => {
    const broken = startEmbeddedTemporal({ ...place(), findProgram: async () => '/bin/false', log });
    await expect(broken).rejects.toMatchObject({ code: 'temporal-not-started' });
  });

  test('a record that names a foreign process is not trusted', async () => {
    await writeFile(join(folder, 'server.json'), JSON.stringify({ port: 1, pid: process.pid }));
    await expect(examineEmbeddedTemporal(place())).resolves.toBeNull();
    await start();
    await expect(isHealthy()).resolves.toBe(true);
  });
});
