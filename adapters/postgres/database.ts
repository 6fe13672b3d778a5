import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import { CoopError } from '../../core/errors.ts';
import type { NetworkId } from '../../core/ids.ts';
import { coalesce } from './coalesce.ts';
import { inDoubt, isConflict, isTimeout, isUnreachable } from './failures.ts';
import { createConnections, usualLimits } from './connections.ts';
import type { Connection, Limits } from './connections.ts';
import { listen } from './listen.ts';
import type { Heard } from './listen.ts';
import type { Result, Statement } from './prepared.ts';
import type { Hearing, Session, Sql } from './session.ts';

export type DatabaseOptions = {
  /** The application's address (not the owner's). Asked before each new connection, so that it can revive an embedded server. */
  readonly url: () => Promise<string>;
  /** The most connections at once. Default 12. */
  readonly size?: number;
  readonly log: Logger;
};

export type TransactOptions = {
  /** A statement that goes out together with the beginning; its rows are given to the work. */
  readonly first?: Statement;
  /** Milliseconds that one statement, or the waiting for one lock, may take. Default: 30 s per statement. */
  readonly timeout?: number;
  /**
   * Runs `work` again after a deadlock, a serialization failure or a lost connection. Only for work that has no effect
   * outside its transaction and finds out by itself that it was done before: a commit whose confirmation got lost counts.
   */
  readonly repeat?: boolean;
  /** As performance.now() counts: no connection by then, and nothing begins: CoopError "database-busy", at once where that is foreseen. */
  readonly beginBy?: number;
  /** As performance.now() counts: no repetition begins after it. */
  readonly until?: number;
};

type Rows = readonly unknown[];

export type Database = {
  /**
   * One transaction: committed when `work` resolves, undone when it throws; the error is passed on.
   * @throws CoopError "commit-in-doubt" when the database was lost at the commit, and whether it was done cannot be found out.
   */
  readonly transact: <R>(work: (session: Session, first: Rows) => Promise<R>, options?: TransactOptions) => Promise<R>;
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
    let isInDoubt = false;
    for (let attempt = 1; ; attempt += 1) {
      const failure: Failure = { at: 'begin', isBroken: false };
      try {
        const by = attempt === 1 ? how.beginBy : undefined;
        return await connections.lend((connection) => runTransaction(connection, { work, how, failure, queued }), by);
      } catch (error) {
        const isOver = attempt === attempts || performance.now() > (how.until ?? Infinity);
        const isLost = failure.isBroken || isConflict(error) || isUnreachable(error);
        if (failure.at === 'commit') isInDoubt = failure.isBroken;
        // Work that was done again has found out whether it had been done.
        else if (failure.at === 'work' && !isLost && !isTimeout(error)) isInDoubt = false;
        if (how.repeat !== true || isOver || !isLost) throw isInDoubt ? inDoubt(error) : error;
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

/** How far an attempt came, and whether its connection was lost on the way. */
type Failure = { at: 'begin' | 'work' | 'commit'; isBroken: boolean };

type Run<R> = {
  readonly work: (session: Session, first: Rows) => Promise<R>;
  readonly how: TransactOptions;
  readonly failure: Failure;
  readonly queued: () => void;
};

async function runTransaction<R>(connection: Connection, { work, how, failure, queued }: Run<R>): Promise<R> {
  const { client } = connection;
  const session = openSession(connection);
  try {
    const first = await begin(connection, how);
    failure.at = 'work';
    const result = await work(session, first);
    const { hasQueued, last } = session.end();
    failure.at = 'commit';
    const answers = await connection.run([...last, commit]);
    if (answers.at(-1)?.command !== 'COMMIT')
      throw new CoopError('transaction-undone', 'a statement of the transaction failed and the failure was swallowed: nothing was stored');
    if (hasQueued) queued();
    return result;
  } catch (error) {
    session.end();
    connection.limits = null; // the rollback takes back what `begin` may have set
    if (!connection.isBroken()) await client.query('rollback').catch(() => {});
    failure.isBroken = connection.isBroken();
    throw error;
  }
}

/** A connection mostly serves the same kind of work, so its limits stay as they are from one transaction to the next. */
async function begin(connection: Connection, { first, timeout }: TransactOptions): Promise<Rows> {
  const { client, run, limits: set } = connection;
  const limits = timeout === undefined ? usualLimits : limitsOf(timeout);
  const opening = first === undefined ? [] : [first];
  if (set?.statement === limits.statement && set.lock === limits.lock) return rowsOf(await run([beginning, ...opening]));
  connection.limits = null;
  await client.query(`set statement_timeout = ${limits.statement}; set lock_timeout = ${limits.lock}; begin`);
  connection.limits = limits;
  return first === undefined ? [] : rowsOf(await run(opening));
}

const beginning: Statement = { name: 'transaction.begin', text: 'begin' };
const commit: Statement = { name: 'transaction.commit', text: 'commit' };

const rowsOf = (results: readonly Result[]): Rows => results.at(-1)?.rows ?? [];

function limitsOf(timeout: number): Limits {
  const milliseconds = Math.max(1, Math.round(timeout));
  return { statement: milliseconds, lock: milliseconds };
}

/** What a session leaves to do at its end. */
type Ended = { readonly hasQueued: boolean; readonly last: readonly Statement[] };

/** A session that is refused once its transaction is over: a forgotten await must not write into the next one. */
function openSession({ client, run, prisma }: Connection): Session & { end: () => Ended } {
  let ended = false;
  let hasQueued = false;
  let inside: NetworkId | null = null;
  let hearing: Hearing | null = null;
  const last: Statement[] = [];
  const query: Sql['query'] = async <Row extends pg.QueryResultRow>(statement: string | pg.QueryConfig, values?: readonly unknown[]) => {
    if (ended) throw new CoopError('transaction-over', 'a query came after the end of its transaction: an await is missing');
    if (typeof statement === 'string' || statement.name === undefined)
      return client.query<Row>(statement, values === undefined ? undefined : [...values]);
    const [result] = await run([{ ...statement, name: statement.name }]);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- whoever wrote the statement says what comes back, as with pg
    return result as Result<Row>;
  };
  return {
    sql: { query },
    get prisma() {
      return prisma();
    },
    enter: async (network) => {
      if (inside === network) return;
      await query({ name: 'session.enter', text: "select set_config('coop.network', $1, true)", values: [network] });
      inside = network;
    },
    entered: (network) => {
      inside = network;
    },
    hearing: () => hearing,
    hears: (event) => {
      hearing = event;
    },
    queued: () => {
      hasQueued = true;
    },
    last: (statement) => {
      last.push(statement);
    },
    end: () => {
      ended = true;
      return { hasQueued, last };
    },
  };
}
