import type pg from 'pg';
import type { PrismaClient } from '../../prisma/generated/client.ts';
import type { NetworkId } from '../../core/ids.ts';
import type { IntakeEvent } from '../../core/ports/intake.ts';
import type { Result, Statement } from './prepared.ts';

/**
 * One running transaction. `sql` and `prisma` speak over the same connection, so that everyday queries
 * and hand-written ones commit or vanish together.
 */
export type Session = {
  /** For SQL by hand; give statements that run often a name: { name, text, values } is prepared once per connection. */
  readonly sql: Sql;
  readonly prisma: PrismaClient;
  /** From here on to the end of the transaction (or the next call) only this network's rows can be seen and written. */
  readonly enter: (network: NetworkId) => Promise<void>;
  /** Says that a function of the database entered a network already: to enter it once more costs nothing then. */
  readonly entered: (network: NetworkId) => void;
  /** The event that this transaction takes in, if it does; what it causes is announced in its thread. */
  readonly hearing: () => Hearing | null;
  readonly hears: (event: Hearing) => void;
  /** Says that something to send was written: whoever sends is woken after the commit. */
  readonly queued: () => void;
  /** Runs a statement together with the commit, after everything else: it costs no time of its own. */
  readonly last: (statement: Statement) => void;
};

export type Hearing = Pick<IntakeEvent, 'platform' | 'installation' | 'conversation' | 'thread'>;

export type Sql = {
  readonly query: <Row extends pg.QueryResultRow = pg.QueryResultRow>(
    statement: string | pg.QueryConfig,
    values?: readonly unknown[],
  ) => Promise<Result<Row>>;
};
