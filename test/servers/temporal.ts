import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import pino from 'pino';
import type { Logger } from 'pino';
import { climb } from '../../adapters/embedded/temporal-ladder.ts';
import { readRecord, storePath } from '../../adapters/embedded/temporal-process.ts';
import { temporalRungs } from '../../adapters/embedded/temporal-rungs.ts';
import { startEmbeddedTemporal } from '../../adapters/embedded/temporal-server.ts';
import { openTemporal } from '../../adapters/temporal/connection.ts';
import type { Temporal } from '../../adapters/temporal/connection.ts';
import { loadConfig } from '../../config.ts';

/** A real Temporal server for tests, with a store of its own in a temporary folder. */
export type TemporalServer = {
  readonly address: string;
  /** A client of it, with a task queue that nobody else uses; closed with the server. */
  readonly open: (overrides?: { namespace?: string; taskQueue?: string }) => Promise<Temporal>;
  /** SIGKILL; whoever watches over the server starts it again on the same port. */
  readonly kill: () => Promise<void>;
  /** Everything that it knew is lost; it comes back empty on the same port. */
  readonly wipe: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** For `beforeAll`: on a machine that has no Temporal yet it is fetched or built first, with progress; otherwise it is there in 2 s. */
export const temporalPatience = 20 * 60_000;

/** The program of the server, come by as the product does. */
export async function findTemporal(): Promise<string> {
  const { temporal, programs } = loadConfig();
  const source = { program: temporal.program, ...programs };
  return (await climb(temporalRungs(source), (line) => process.stderr.write(`${line}\n`))).program;
}

export async function startTemporalServer(log: Logger = pino({ level: 'silent' })): Promise<TemporalServer> {
  const folder = await mkdtemp(join(tmpdir(), 'coop-temporal-'));
  const { environment } = loadConfig().programs;
  const start = () => startEmbeddedTemporal({ folder, namespace: 'default', environment, findProgram: findTemporal, log });
  let server = await start();
  const opened: Temporal[] = [];
  return {
    address: server.address,
    open: async ({ namespace = 'default', taskQueue = `test-${randomUUID()}` } = {}) => {
      const client = await openTemporal({ address: server.address, namespace, taskQueue, apiKey: null, tls: null });
      opened.push(client);
      return client;
    },
    kill: async () => {
      const record = await readRecord(folder);
      if (typeof record?.pid === 'number') process.kill(record.pid, 'SIGKILL');
    },
    wipe: async () => {
      await server.stop();
      for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(`${storePath(folder)}${suffix}`, { force: true });
      server = await start();
    },
    stop: async () => {
      await Promise.all(opened.map((client) => client.close()));
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
