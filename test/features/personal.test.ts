import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { features } from '../../features/index.ts';
import { freshDatabase } from '../servers/database.ts';
import type { TestDatabase } from '../servers/database.ts';

/** Tables that lead to a human: by a foreign key, or by a column that is called so. */
const naming = `
  select distinct relation.relname as table from pg_class relation
  join pg_attribute attribute on attribute.attrelid = relation.oid and attribute.attnum > 0 and not attribute.attisdropped
  left join pg_constraint link on link.contype = 'f' and link.conrelid = relation.oid and attribute.attnum = any(link.conkey)
  where relation.relkind = 'r' and relation.relnamespace = 'public'::regnamespace and relation.relname <> '_prisma_migrations'
    and (relation.relname in ('person', 'account') or link.confrelid in ('person'::regclass, 'account'::regclass)
      or attribute.attname ~ '(person|account|author|candidate|voucher|member|opened_by)')
  order by 1`;

describe('tables that name a person', () => {
  const listed = features.flatMap(({ personal }) => personal.map(({ table }) => table));
  let database: TestDatabase;
  let owner: pg.Client;
  beforeAll(async () => {
    database = await freshDatabase();
    owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await database.drop();
  });

  const unlisted = async () => {
    const { rows } = await owner.query<{ table: string }>(naming);
    return rows.map(({ table }) => table).filter((table) => !listed.includes(table));
  };

  it('are all listed by a feature, which says what erasing a person does with them', async () => {
    expect(await unlisted()).toEqual([]);
  });

  it('are listed once, and exist', async () => {
    const { rows } = await owner.query<{ table: string }>("select relname as table from pg_class where relkind = 'r'");
    const there = new Set(rows.map(({ table }) => table));
    expect(listed.filter((table) => !there.has(table))).toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
  });

  it('fail this test when a new one is not listed', async () => {
    await owner.query('create table planted (id uuid primary key, said_by uuid references person (id))');
    await owner.query('create table planted_by_name (id uuid primary key, author_name text)');
    expect(await unlisted()).toEqual(['planted', 'planted_by_name']);
  });
});
