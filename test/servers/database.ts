import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export type TestDatabase = {
  /** The owner of the tables (a superuser): for looking at everything, and for planting what should not be there. */
  readonly ownerUrl: string;
  /** What the application connects by: neither owner nor superuser. */
  readonly applicationUrl: string;
  readonly drop: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** The instance's secret in tests. */
export const testSecret = Buffer.alloc(32, 7);

/** A migrated database of one's own on the run's server: `await using database = await freshDatabase()`. */
export async function freshDatabase(): Promise<TestDatabase> {
  const { template, applicationUrl } = inject('postgres');
  return create(`template ${pg.escapeIdentifier(template)}`, applicationUrl);
}

/** The same without any table or migration. */
export async function emptyDatabase(): Promise<TestDatabase> {
  return create('', inject('postgres').applicationUrl);
}

async function create(from: string, applicationUrl: string): Promise<TestDatabase> {
  const { serverUrl } = inject('postgres');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(serverUrl, `create database ${name} ${from}`);
  const drop = () => onServer(serverUrl, `drop database if exists ${name} with (force)`);
  return { ownerUrl: withDatabase(serverUrl, name), applicationUrl: withDatabase(applicationUrl, name), drop, [Symbol.asyncDispose]: drop };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
