import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { CoopError } from '../../core/errors.ts';
import { coalesce } from './coalesce.ts';
import { createConnections } from './connections.ts';
import type { Connection } from './connections.ts';
import { listen } from './listen.ts';
import type { Heard } from './listen.ts';
import type { Session, Sql } from './session.ts';

export type DatabaseOptions = {
  /** The application's address (not the owner's). Asked before each new connection, so that it can revive an embedded server. */
  readonly url: () => Promise<string>;
  /** The most connections at once. Default 12. */
  readonly size?: number;
  readonly log: Logger;
};

export type TransactOptions = {
  /** Milliseconds that one statement, or the waiting for one lock, may take. Default: 30 s per statement. */
  readonly timeout?: number;
  /**
   * Runs `work` again after a deadlock, a serialization failure or a lost connection. Only for work that has no effect
   * outside its transaction and finds out by itself that it was done before: a commit whose confirmation got lost counts.
   */
  readonly repeat?: boolean;
  /** As performance.now() counts: no repetition begins after it. */
  readonly until?: number;
};

export type Database = {
  /** One transaction: committed when `work` resolves, undone when it throws; the error is passed on. */
  readonly transact: <R>(work: (session: Session) => Promise<R>, options?: TransactOptions) => Promise<R>;
  /** Calls `wake` after commits of this process, and now and then after those of others, that queued something to send. */
  readonly whenQueued: (wake: () => void) => () => Promise<void>;
  /** Hears what any process of this database says on a channel, until the returned function is called. Now and then something is missed. */
  readonly listen: (channel: Heard) => () => Promise<void>;
  /** Says something to whoever listens now. */
  readonly notify: (channel: string, payload: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Opens no connection yet; the first transaction does. */
export function openDatabase(options: DatabaseOptions): Database {
  const connections = createConnections({ size: 12, ...options });
  const wakers = new Set<() => void>();
  const announce = coalesce(async () => {
    await connections.lend(({ client }) => client.query(`notify ${queuedChannel}`));
    await sleep(notifyEvery);
  }, options.log);
  const queued = () => {
    for (const wake of wakers) wake();
    announce();
  };
  const transact: Database['transact'] = async (work, how = {}) => {
    for (let attempt = 1; ; attempt += 1) {
      const again = { is: false };
      try {
        return await connections.lend((connection) => runTransaction(connection, { work, how, again, queued }));
      } catch (error) {
        if (
          how.repeat !== true ||
          attempt === attempts ||
          !(again.is || isUnreachable(error)) ||
          performance.now() > (how.until ?? Infinity)
        )
          throw error;
        await sleep(2 ** attempt * 20 * (0.5 + Math.random()));
      }
    }
  };
  const whenQueued: Database['whenQueued'] = (wake) => {
    wakers.add(wake);
    const stop = listen(options, { channel: queuedChannel, heard: wake });
    return () => {
      wakers.delete(wake);
      return stop();
    };
  };
  return {
    transact,
    whenQueued,
    listen: (channel) => listen(options, channel),
    notify: async (channel, payload) => {
      await connections.lend(({ client }) => client.query('select pg_notify($1, $2)', [channel, payload]));
    },
    close: connections.close,
  };
}

const queuedChannel = 'coop_queued';
/** Milliseconds: a NOTIFY takes a lock that every other committing NOTIFY waits for, so one speaks for many. */
const notifyEvery = 250;

/** With growing pauses about 2.5 s together: longer than an embedded server takes to come back. */
const attempts = 7;

type Run<R> = {
  readonly work: (session: Session) => Promise<R>;
  readonly how: TransactOptions;
  /** Set when the failure is the connection's or the server's, not the work's. */
  readonly again: { is: boolean };
  readonly queued: () => void;
};

async function runTransaction<R>(connection: Connection, { work, how, again, queued }: Run<R>): Promise<R> {
  const { client } = connection;
  const session = openSession(connection);
  try {
    await client.query(how.timeout === undefined ? 'begin' : beginWithin(how.timeout));
    const result = await work(session);
    const hasQueued = session.end();
    const { command } = await client.query('commit');
    if (command !== 'COMMIT')
      throw new CoopError('transaction-undone', 'a statement of the transaction failed and the failure was swallowed: nothing was stored');
    if (hasQueued) queued();
    return result;
  } catch (error) {
    session.end();
    if (!connection.isBroken()) await client.query('rollback').catch(() => {});
    again.is = connection.isBroken() || isConflict(error);
    throw error;
  }
}

function beginWithin(timeout: number): string {
  const milliseconds = Math.max(1, Math.round(timeout));
  return `begin; set local statement_timeout = ${milliseconds}; set local lock_timeout = ${milliseconds}`;
}

/** A session that is refused once its transaction is over: a forgotten await must not write into the next one. */
function openSession({ client, prisma }: Connection): Session & { end: () => boolean } {
  let ended = false;
  let hasQueued = false;
  const query: Sql['query'] = async (statement, values) => {
    if (ended) throw new CoopError('transaction-over', 'a query came after the end of its transaction: an await is missing');
    return client.query(statement, values === undefined ? undefined : [...values]);
  };
  return {
    sql: { query },
    get prisma() {
      return prisma();
    },
    enter: async (network) => {
      await query({ name: 'session.enter', text: "select set_config('coop.network', $1, true)", values: [network] });
    },
    queued: () => {
      hasQueued = true;
    },
    end: () => {
      ended = true;
      return hasQueued;
    },
  };
}

/** serialization_failure and deadlock_detected, as the server says them and as Prisma does. */
function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01' || error.code === 'P2034');
}

/** No connection could be made: refused, reset, or the server starts up or shuts down. */
function isUnreachable(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code) || /^(57P0[123]|08...)$/.test(code);
}
