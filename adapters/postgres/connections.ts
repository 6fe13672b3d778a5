import pg from 'pg';
import type { Logger } from 'pino';
import { CoopError } from '../../core/errors.ts';
import type { PrismaClient } from '../../prisma/generated/client.ts';
import { bindPrisma } from './bound-prisma.ts';
import { tooLate } from './failures.ts';
import { createPrepared } from './prepared.ts';
import type { RunPrepared } from './prepared.ts';

/** 0: without end. */
export type Limits = { readonly statement: number; readonly lock: number };

/** How patient a connection is where nobody says otherwise. */
export const usualLimits: Limits = { statement: 30_000, lock: 0 };

/** One connection, lent to one transaction at a time. */
export type Connection = {
  readonly client: pg.Client;
  readonly run: RunPrepared;
  readonly prisma: () => PrismaClient;
  /** Milliseconds per statement and per lock that are set on it now; null where that is not certain. */
  limits: Limits | null;
  /** True once the server or the wire is gone: it is not lent again. */
  readonly isBroken: () => boolean;
};

export type Connections = {
  /**
   * Lends a connection to `work`; opens one while there are fewer than `size`, else waits for one.
   * @throws CoopError "database-busy" when none is free by the moment `by` (as performance.now() counts). Where so many wait already
   * that none will be, it says so at once: a queue that nobody is served from in time is not worth joining.
   */
  readonly lend: <R>(work: (connection: Connection) => Promise<R>, by?: number) => Promise<R>;
  /** Waits for everything lent, then closes. */
  readonly close: () => Promise<void>;
};

export type ConnectionsOptions = {
  /** Asked before each new connection: a server that was restarted may have moved. */
  readonly url: () => Promise<string>;
  readonly size: number;
  readonly log: Logger;
};

/** A small pool. A connection keeps its prepared statements and its Prisma client for its whole life. */
export function createConnections(options: ConnectionsOptions): Connections {
  const idle: Connection[] = [];
  const waiting: (() => void)[] = [];
  let taken = 0;
  /** Milliseconds that one is lent: a moving average. */
  let usual = 0;
  let drained: (() => void) | null = null;

  async function take(by: number): Promise<Connection> {
    if (drained !== null) throw new CoopError('database-closed', 'the database was closed: the process is shutting down');
    if (performance.now() > by) throw tooLate();
    if (taken < options.size) taken += 1;
    else await queue(by);
    for (let connection = idle.pop(); connection !== undefined; connection = idle.pop()) if (!connection.isBroken()) return connection;
    return open(options).catch((error: unknown) => {
      pass();
      throw error;
    });
  }

  async function queue(by: number): Promise<void> {
    const wait = ((waiting.length + 1) / options.size) * usual;
    if (performance.now() + wait > by) throw tooLate();
    await new Promise<void>((resolve) => waiting.push(resolve));
    if (performance.now() <= by) return;
    pass();
    throw tooLate();
  }

  /** The place goes to whoever waited longest. */
  function pass(): void {
    const next = waiting.shift();
    if (next !== undefined) return next();
    taken -= 1;
    if (taken === 0) drained?.();
  }

  async function lend<R>(work: (connection: Connection) => Promise<R>, by = Infinity): Promise<R> {
    const connection = await take(by);
    const began = performance.now();
    try {
      return await work(connection);
    } finally {
      usual += (performance.now() - began - usual) / 16;
      if (!connection.isBroken()) idle.push(connection);
      pass();
    }
  }

  async function close(): Promise<void> {
    await new Promise<void>((resolve) => {
      drained = resolve;
      if (taken === 0) resolve();
    });
    await Promise.all(idle.splice(0).map(dispose));
  }

  return { lend, close };
}

async function open({ url, log }: ConnectionsOptions): Promise<Connection> {
  const client = new pg.Client({
    connectionString: await url(),
    application_name: 'coop',
    connectionTimeoutMillis: 10_000,
    statement_timeout: usualLimits.statement,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
  });
  let broken = false;
  client.on('error', (err) => {
    if (!broken) log.warn({ err }, 'a connection to the database broke');
    broken = true;
  });
  client.on('end', () => {
    broken = true;
  });
  await client.connect();
  let prisma: PrismaClient | undefined;
  return {
    client,
    run: createPrepared(client),
    prisma: () => (prisma ??= bindPrisma(client)),
    limits: usualLimits,
    isBroken: () => broken,
  };
}

async function dispose({ client }: Connection): Promise<void> {
  await client.end().catch(() => {}); // it is gone either way
}
