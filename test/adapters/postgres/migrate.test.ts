import { cp, mkdir, mkdtemp, rm, writeFile, appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../../adapters/postgres/migrate.ts';
import { emptyDatabase, testSecret } from '../../servers/database.ts';

const log = pino({ level: 'silent' });
const own = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coop-migrations-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('migrate', () => {
  it('applies everything once, however many processes start together', async () => {
    await using database = await emptyDatabase();
    const options = { url: database.ownerUrl, secret: testSecret, log };
    const runs = await Promise.all([migrate(options), migrate(options), migrate(options)]);
    const applied = runs.flatMap((run) => run.applied);
    expect(applied.length).toBeGreaterThan(1);
    expect(new Set(applied).size).toBe(applied.length);
    expect((await migrate(options)).applied).toEqual([]);
  });

  it('says that it may be run again when the server is lost in the middle', async () => {
    await using database = await emptyDatabase();
    const options = { url: database.ownerUrl, secret: testSecret, log, folder: await copy('lost') };
    await add(options.folder, '20990101000000_kill', 'select pg_terminate_backend(pg_backend_pid());');
    await expect(migrate(options)).rejects.toMatchObject({ code: 'database-lost' });
    await rm(join(options.folder, '20990101000000_kill'), { recursive: true });
    expect((await migrate(options)).applied).toEqual([]);
  });

  it('refuses a file that was changed after it was applied, and says what to do', async () => {
    await using database = await emptyDatabase();
    const options = { url: database.ownerUrl, secret: testSecret, log, folder: await copy('changed') };
    await migrate(options);
    await appendFile(join(options.folder, '20261124000000_base', 'migration.sql'), '\n-- an afterthought\n');
    await expect(migrate(options)).rejects.toMatchObject({ code: 'migration-changed', message: expect.stringContaining('new migration') });
  });

  it('refuses a database that a newer release has written', async () => {
    await using database = await emptyDatabase();
    const options = { url: database.ownerUrl, secret: testSecret, log, folder: await copy('newer') };
    await add(options.folder, '20990101000000_future', 'create table future ();');
    await migrate(options);
    await expect(migrate({ ...options, folder: own })).rejects.toMatchObject({ code: 'migration-missing' });
  });

  it('refuses a migration that would come before one already applied', async () => {
    await using database = await emptyDatabase();
    const options = { url: database.ownerUrl, secret: testSecret, log, folder: await copy('behind') };
    await migrate(options);
    await add(options.folder, '20200101000000_late', 'create table late ();');
    await expect(migrate(options)).rejects.toMatchObject({
      code: 'migration-missing',
      message: expect.stringContaining('20200101000000_late'),
    });
  });

  it('undoes a migration that fails half-way, keeps those before it, and goes on once it is mended', async () => {
    await using database = await emptyDatabase();
    const options = { url: database.ownerUrl, secret: testSecret, log, folder: await copy('half') };
    await add(options.folder, '20990101000000_half', 'create table half (); select 1 / 0;');
    await expect(migrate(options)).rejects.toMatchObject({
      code: 'migration-failed',
      message: expect.stringContaining('division by zero'),
    });
    expect(await ask(database.ownerUrl, "select to_regclass('half') is null as gone, to_regclass('ballot') is not null as kept")).toEqual([
      { gone: true, kept: true },
    ]);
    await add(options.folder, '20990101000000_half', 'create table half ();');
    expect((await migrate(options)).applied).toEqual(['20990101000000_half']);
  });

  it('works for an owner who is no superuser and may make roles', async () => {
    await using database = await emptyDatabase();
    const url = await ordinaryOwner(database.ownerUrl, 'createrole');
    const { applicationUrl } = await migrate({ url, secret: testSecret, log });
    expect(await ask(applicationUrl, 'select count(*)::int as votes from vote')).toEqual([{ votes: 0 }]);
  });

  it('tells an owner who may not make roles what to run', async () => {
    await using database = await emptyDatabase();
    const url = await ordinaryOwner(database.ownerUrl, 'nocreaterole');
    await expect(migrate({ url, secret: testSecret, log })).rejects.toMatchObject({
      code: 'database-roles',
      message: expect.stringContaining('createrole'),
    });
  });

  it('connects the application as a role that owns nothing, commands nothing and may not rewrite ballots', async () => {
    await using database = await emptyDatabase();
    const { applicationUrl } = await migrate({ url: database.ownerUrl, secret: testSecret, log });
    const rights = `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
      exists (select from pg_class where relowner = pg_roles.oid) as owns,
      has_table_privilege('ballot', 'select') as counts, has_table_privilege('ballot', 'insert, update, delete') as rewrites,
      has_table_privilege('ledger_entry', 'update') or has_table_privilege('ledger_entry', 'delete') as forges,
      has_table_privilege('_prisma_migrations', 'insert') as migrates
      from pg_roles where rolname = current_user`;
    expect(await ask(applicationUrl, rights)).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        owns: false,
        counts: true,
        rewrites: false,
        forges: false,
        migrates: false,
      },
    ]);
  });
});

async function copy(name: string): Promise<string> {
  const target = join(folder, name);
  await cp(own, target, { recursive: true });
  return target;
}

async function add(target: string, name: string, sql: string): Promise<void> {
  await mkdir(join(target, name), { recursive: true });
  await writeFile(join(target, name, 'migration.sql'), sql);
}

/** Gives the database to a fresh ordinary role and returns its address. */
async function ordinaryOwner(ownerUrl: string, right: string): Promise<string> {
  const url = new URL(ownerUrl);
  const role = `owner_of_${url.pathname.slice(1)}`;
  // The shared roles were made by the superuser of this server; elsewhere the owner makes them and has them by that.
  await ask(ownerUrl, `create role ${role} login password 'pw' ${right}`);
  if (right === 'createrole') await ask(ownerUrl, `grant coop_app, coop_border, coop_ballot_box to ${role} with admin option`);
  await ask(ownerUrl, `alter database ${url.pathname.slice(1)} owner to ${role}`);
  url.username = role;
  url.password = 'pw';
  return url.href;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
