import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Logger } from 'pino';
import { CoopError } from '../../core/errors.ts';
import { connectionLost, isUnreachable } from './failures.ts';
import { readMigrations } from './migration-files.ts';
import type { Migration } from './migration-files.ts';
import { applicationLogin, ensureRoles } from './roles.ts';

export type MigrateOptions = {
  /** The address of the owner of the tables: the embedded superuser, or DATABASE_URL. */
  readonly url: string;
  /** The instance's secret: the application role's password is derived from it. */
  readonly secret: Uint8Array;
  readonly log: Logger;
  /** Where the migrations stand, in Prisma's layout. Default: prisma/migrations of this release. */
  readonly folder?: string;
};

/** `applicationUrl` is what everything but this runner connects by: neither owner nor superuser. */
export type Migrated = { readonly applied: readonly string[]; readonly applicationUrl: string };

/**
 * Brings a database to this release: its roles, then each migration that it lacks, one transaction each, recorded as
 * Prisma records them. Processes that start at once wait for each other. Running it again does nothing.
 * @throws CoopError "migration-changed", "migration-missing", "migration-failed", "database-roles"; "database-lost" when it may be
 * run again.
 */
export async function migrate(options: MigrateOptions): Promise<Migrated> {
  const migrations = await readMigrations(options.folder);
  const client = new pg.Client({ connectionString: options.url, application_name: 'coop migrate' });
  let isLost = false;
  client.on('error', (err) => {
    isLost = true;
    options.log.warn({ err }, 'the connection of the migrations broke');
  });
  await client.connect().catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message || ('code' in cause ? String(cause.code) : cause.name) : String(cause);
    throw new CoopError('database-unreachable', `The database cannot be used (${reason}): start that server, or correct DATABASE_URL.`, {
      cause,
    });
  });
  try {
    await client.query('select pg_advisory_lock($1)', [prismaLock]);
    await ensureRoles(client, { url: options.url, secret: options.secret });
    await client.query(history);
    const missing = compare(migrations, (await client.query<Applied>(applied)).rows);
    for (const migration of missing) {
      await apply(client, migration);
      options.log.info({ migration: migration.name }, 'database migrated');
    }
    return { applied: missing.map(({ name }) => name), applicationUrl: applicationLogin(options.url, options.secret).url };
  } catch (error) {
    throw isLost || isUnreachable(error) ? connectionLost(error) : error;
  } finally {
    await client.end();
  }
}

/** The advisory lock that Prisma's own tool takes. */
const prismaLock = 72_707_369;

/** Prisma's own table, column by column. */
const history = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
);
revoke all on _prisma_migrations from coop_app;
grant select on _prisma_migrations to coop_app`;

type Applied = { readonly migration_name: string; readonly checksum: string; readonly finished_at: Date | null };

const applied = `select migration_name, checksum, finished_at from _prisma_migrations
  where rolled_back_at is null order by migration_name collate "C"`;

/** What the database lacks; refuses a history that this release does not continue. */
function compare(migrations: readonly Migration[], past: readonly Applied[]): readonly Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const entry of past) {
    const migration = known.get(entry.migration_name);
    if (migration === undefined)
      throw new CoopError(
        'migration-missing',
        `the database has the migration ${entry.migration_name}, which this release does not know: it was written by a newer one. Start that release, or restore a backup from before it`,
      );
    if (migration.checksum !== entry.checksum)
      throw new CoopError(
        'migration-changed',
        `the migration ${entry.migration_name} was changed after it was applied: put the file back as it was (git checkout), and make the change in a new migration`,
      );
    if (entry.finished_at === null)
      throw new CoopError(
        'migration-failed',
        `another tool began the migration ${entry.migration_name} and did not finish it: put the tables right, then delete or finish its row in _prisma_migrations`,
      );
    known.delete(entry.migration_name);
  }
  const last = past.at(-1)?.migration_name ?? '';
  const behind = [...known.keys()].find((name) => name < last);
  if (behind !== undefined)
    throw new CoopError(
      'migration-missing',
      `the migration ${behind} is older than ${last}, which the database has already: give its folder a later date, so that every database takes them in the same order`,
    );
  return [...known.values()];
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(migration.sql);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback').catch(() => {});
    if (isUnreachable(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : 'unknown';
    throw new CoopError('migration-failed', `the migration ${migration.name} failed and was undone: ${reason}`, { cause });
  }
}
