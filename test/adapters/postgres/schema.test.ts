import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { freshDatabase } from '../../servers/database.ts';
import type { TestDatabase } from '../../servers/database.ts';
import { readDatabaseSchema } from './database-schema.ts';
import { describeSchema, readPrismaSchema } from './prisma-schema.ts';

let server: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  server = await freshDatabase();
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.drop();
});

/** What Prisma's schema language has no words for. */
const beyondPrisma = ['unique network_lower_name_key on network (lower(name))'];

describe('the migrated database', () => {
  it('equals the Prisma schema', async () => {
    const expected = [...readPrismaSchema(), ...beyondPrisma].sort();
    expect(expected.length).toBeGreaterThan(100);
    expect(await readDatabaseSchema(owner)).toEqual(expected);
  });

  it.each([
    ['a further table', 'create table planted (id uuid)'],
    ['a missing table', 'drop table draft'],
    ['a further column', 'alter table vote add column planted text'],
    ['a missing column', 'alter table vote drop column purpose'],
    ['another name', 'alter table vote rename column purpose to aim'],
    ['another type', 'alter table vote alter column number type bigint'],
    ['another precision', 'alter table draft alter column expires_at type timestamptz(6)'],
    ['no time zone', 'alter table inbox alter column received_at type timestamp(3)'],
    ['a column that may be null', 'alter table vote alter column question drop not null'],
    ['a column that may not be null', 'alter table vote alter column bundle set not null'],
    ['a further default', "alter table vote alter column method set default 'single'"],
    ['a missing default', 'alter table inbox alter column received_at drop default'],
    ['another default', "alter table outbox alter column status set default 'sent'"],
    ['a missing sequence', 'alter table ballot alter column id drop default'],
    ['a missing primary key', 'alter table posting drop constraint posting_pkey'],
    [
      'another primary key',
      'alter table posting drop constraint posting_pkey, add constraint posting_pkey primary key (subject, space_id)',
    ],
    ['a missing unique', 'drop index vote_network_id_number_key'],
    ['a further unique', 'create unique index vote_question_key on vote (question)'],
    ['a unique that is none', 'drop index outbox_key_key; create index outbox_key_key on outbox (key)'],
    ['a missing index', 'drop index space_network_id_idx'],
    ['a further index', 'create index planted on vote (question)'],
    [
      'another order in an index',
      'drop index vote_status_closes_at_idx; create index vote_status_closes_at_idx on vote (closes_at, status)',
    ],
    ['a falling index', 'drop index space_network_id_idx; create index space_network_id_idx on space (network_id desc)'],
    [
      'a partial index',
      'drop index space_network_id_idx; create index space_network_id_idx on space (network_id) where platform is not null',
    ],
    ['a missing foreign key', 'alter table space drop constraint space_network_id_fkey'],
    ['a further foreign key', 'alter table inbox add constraint planted foreign key (network_id) references network (id)'],
    [
      'another target',
      'alter table space drop constraint space_network_id_fkey, add constraint space_network_id_fkey foreign key (network_id) references person (id) on update cascade on delete restrict not valid',
    ],
    [
      'another action',
      'alter table space drop constraint space_network_id_fkey, add constraint space_network_id_fkey foreign key (network_id) references network (id) on update cascade on delete cascade',
    ],
    ['a check', "alter table vote add constraint planted check (status <> '')"],
    ['an enum', "create type planted as enum ('a')"],
    ['a view', 'create view planted as select id from vote'],
  ])('differs from it by %s', async (_what, plant) => {
    const before = await readDatabaseSchema(owner);
    onTestFinished(async () => void (await owner.query('rollback')));
    await owner.query('begin');
    await owner.query(plant);
    expect(await readDatabaseSchema(owner)).not.toEqual(before);
  });
});

describe('the reader of the Prisma schema', () => {
  it.each([
    ['enum columns', 'model A {\n  a Mood\n}'],
    ['unknown native types', 'model A {\n  a String @db.Citext\n}'],
    ['unknown blocks', 'model A {\n  a String\n  @@fulltext([a])\n}'],
    ['unknown defaults', 'model A {\n  a String @default(cuid())\n}'],
  ])('does not pass over %s', (_what, text) => {
    expect(() => describeSchema(text)).toThrow('cannot read');
  });
});
