import pg from 'pg';
import type { VoteRef } from '../../core/ports/lifecycle.ts';
import { readMigrations } from './migration-files.ts';
import { applicationLogin } from './roles.ts';

/** How a database stands, for the doctor. Nothing in it is changed. */
export type DatabaseState = {
  /** The server's version, e.g. "18.4". */
  readonly version: string;
  /** Migrations that it lacks: applied at the next start. */
  readonly pending: readonly string[];
  /** Migrations that it has and this release does not know. */
  readonly unknown: readonly string[];
  /** Null as long as the application's role cannot connect, e.g. before the first start. */
  readonly application: ApplicationState | null;
};

export type ApplicationState = {
  /** What the role could do and must not: "is a superuser", "owns tables" ... */
  readonly excess: readonly string[];
  /** Messages that could not be sent, by platform and reason. */
  readonly setAside: readonly { readonly platform: string; readonly reason: string; readonly count: number }[];
  /** Messages that should have left over a minute ago. */
  readonly overdue: number;
  /** Votes that are open or counting: each must have a running process. */
  readonly unfinished: readonly VoteRef[];
};

/** @throws the driver's own error where the owner cannot connect at all. */
export async function examineDatabase(ownerUrl: string, secret: Uint8Array | null): Promise<DatabaseState> {
  const applied = await withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ version: string; exists: boolean }>(
      `select current_setting('server_version') as version, to_regclass('_prisma_migrations') is not null as exists`,
    );
    const history = rows[0]?.exists
      ? await client.query<{ name: string }>('select migration_name as name from _prisma_migrations where rolled_back_at is null')
      : { rows: [] };
    return { version: rows[0]?.version ?? 'unknown', names: new Set(history.rows.map(({ name }) => name)) };
  });
  const known = (await readMigrations()).map(({ name }) => name);
  const pending = known.filter((name) => !applied.names.has(name));
  return {
    version: applied.version,
    pending,
    unknown: [...applied.names].filter((name) => !known.includes(name)),
    application:
      pending.length > 0 || secret === null ? null : await examineApplication(applicationLogin(ownerUrl, secret).url).catch(unlessRefused),
  };
}

async function examineApplication(url: string): Promise<ApplicationState> {
  return withClient(url, async (client) => {
    const role = await client.query<{ excess: string[] }>(
      `select array_remove(array[
         case when rolsuper then 'is a superuser' end,
         case when rolbypassrls then 'passes by row-level security' end,
         case when rolcreaterole then 'may make roles' end,
         case when exists (select from pg_class where relowner = pg_roles.oid and relkind = 'r') then 'owns tables' end
       ], null) as excess from pg_roles where rolname = current_user`,
    );
    const setAside = await client.query<{ platform: string; reason: string; count: number }>(
      `select platform, coalesce(last_error, 'no reason was kept') as reason, count(*)::int as count
       from outbox where status = 'aside' group by 1, 2 order by 3 desc, 1, 2 limit 10`,
    );
    const overdue = await client.query<{ count: number }>(
      `select count(*)::int as count from outbox where status = 'due' and due_at < now() - interval '1 minute'`,
    );
    const unfinished = await client.query<VoteRef>('select network_id as network, vote_id as vote from unfinished_votes()');
    return {
      unfinished: unfinished.rows,
      excess: role.rows[0]?.excess ?? [],
      setAside: setAside.rows,
      overdue: overdue.rows[0]?.count ?? 0,
    };
  });
}

/** SQLSTATE class 28: the login does not exist, or its password is of another secret. */
function unlessRefused(error: unknown): null {
  if (error instanceof pg.DatabaseError && error.code?.startsWith('28') === true) return null;
  throw error;
}

async function withClient<R>(url: string, work: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
    application_name: 'coop doctor',
  });
  client.on('error', () => {}); // the query that runs rejects as well
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}
