import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { freshDatabase } from '../../servers/database.ts';
import type { TestDatabase } from '../../servers/database.ts';

let server: TestDatabase;
let owner: pg.Client;
let application: pg.Client;
const networks = Array.from({ length: 4 }, () => randomUUID());
const people = Array.from({ length: 4 }, () => randomUUID());

beforeAll(async () => {
  server = await freshDatabase();
  owner = await connect(server.ownerUrl);
  application = await connect(server.applicationUrl);
  for (const person of people) await owner.query('insert into person (id, created_at) values ($1, now())', [person]);
  for (const network of networks) await fill(network);
});
afterAll(async () => {
  await Promise.all([owner.end(), application.end()]);
  await server.drop();
});

describe('row-level security', () => {
  it('is forced on every table that belongs to a network', async () => {
    expect(await unguarded()).toEqual([]);
  });

  it('would notice a table that nobody guards, one not forced, and one without a policy', async () => {
    onTestFinished(async () => void (await owner.query('rollback')));
    await owner.query('begin');
    await owner.query('create table planted_open (network_id uuid not null)');
    await owner.query('create table planted_unforced (network_id uuid not null)');
    await owner.query('alter table planted_unforced enable row level security');
    await owner.query('create policy entered on planted_unforced using (network_id = (select entered_network()))');
    await owner.query('create table planted_bare (network_id uuid not null)');
    await owner.query('alter table planted_bare enable row level security, force row level security');
    await owner.query('create table planted_loose (network_id uuid not null)');
    await owner.query('alter table planted_loose enable row level security, force row level security');
    await owner.query('create policy entered on planted_loose using (true)');
    expect(await unguarded()).toEqual(['planted_bare', 'planted_loose', 'planted_open', 'planted_unforced']);
  });

  it('gives 0 rows to 10,000 random reads across networks, and its own rows to reads within', async () => {
    const seen = await readAcross(100);
    expect(seen.across).toBe(0);
    expect(seen.within).toBeGreaterThan(100 * 9);
  }, 60_000);

  it('would notice a hole by such reads', async () => {
    onTestFinished(async () => void (await owner.query('alter table vouch enable row level security')));
    await owner.query('alter table vouch disable row level security');
    expect((await readAcross(5, 'vouch')).across).toBeGreaterThan(0);
  });

  it('gives 0 rows of any network to who has entered none', async () => {
    for (const table of await isolatedTables()) expect((await application.query(`select from ${table}`)).rowCount).toBe(0);
  });

  it('refuses to write into another network, to move a row there, and to touch what is there', async () => {
    const [home, foreign] = networks;
    for (const { table, row } of rowsOf(foreign ?? '')) {
      await inNetwork(home ?? '', async () => {
        await expect(application.query(insert(table, row)), `insert into ${table}`).rejects.toMatchObject({ code: '42501' });
      });
    }
    for (const table of ['space', 'membership', 'vouch', 'elector', 'posting']) {
      await inNetwork(home ?? '', async () => {
        expect((await application.query(`update ${table} set network_id = network_id where network_id = $1`, [foreign])).rowCount).toBe(0);
        expect((await application.query(`delete from ${table} where network_id = $1`, [foreign])).rowCount).toBe(0);
        await expect(application.query(`update ${table} set network_id = $1`, [foreign]), `move ${table}`).rejects.toMatchObject({
          code: '42501',
        });
      });
    }
  });

  it('does not let the application rewrite ballots, the ledger or charters, nor turn the guard off', async () => {
    for (const statement of [
      'update ballot set choice = null',
      'delete from ballot',
      'delete from ledger_entry',
      'update charter_version set rules = rules',
      'truncate vote cascade',
      'alter table vote disable row level security',
      'set role coop_border',
      'set session authorization postgres',
      'drop policy entered on vote',
    ])
      await expect(application.query(statement), statement).rejects.toMatchObject({ code: expect.stringMatching(/^42/) });
  });

  it('answers the questions that cross networks, by functions of a role that nobody is', async () => {
    const place = await application.query("select network_of_place('chat', '', $1) as network", [`place of ${networks[2]}`]);
    expect(place.rows).toEqual([{ network: networks[2] }]);
    const named = await application.query<{ id: string }>('select id from network_by_name($1)', [`NETWORK ${networks[1]}`]);
    expect(named.rows).toEqual([{ id: networks[1] }]);
    const of = await application.query<{ id: string }>('select id from networks_of_person($1)', [people[0]]);
    expect(of.rows.map(({ id }) => id).sort()).toEqual(networks.toSorted());
    expect((await application.query('select from unfinished_votes()')).rowCount).toBe(networks.length);
    const role = await owner.query(`select rolcanlogin, rolsuper, rolbypassrls,
      exists (select from pg_class where relowner = pg_roles.oid) as owns_tables from pg_roles where rolname = 'coop_border'`);
    expect(role.rows).toEqual([{ rolcanlogin: false, rolsuper: false, rolbypassrls: false, owns_tables: false }]);
  });

  it('fixes the search path of every function that runs with more rights than its caller', async () => {
    const { rows } = await owner.query<{ name: string; path: string; creates: boolean; is_role: boolean }>(`
      select p.proname as name, coalesce(array_to_string(p.proconfig, ';'), '') as path,
        has_schema_privilege('coop_app', 'public', 'create') as creates, r.rolcanlogin or r.rolsuper as is_role
      from pg_proc p join pg_roles r on r.oid = p.proowner where p.prosecdef and p.pronamespace = 'public'::regnamespace`);
    expect(rows.length).toBeGreaterThanOrEqual(7);
    for (const row of rows) {
      expect(row.path, row.name).toMatch(/search_path=(pg_catalog|public), pg_temp/);
      expect(row, row.name).toMatchObject({ creates: false, is_role: false });
    }
  });
});

/** Tables with a network_id that must not be null, whose rows somebody could see without entering the network. */
async function unguarded(): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not a.attisdropped
      and ((a.attname = 'network_id' and a.attnotnull) or (c.relname = 'network' and a.attname = 'id'))
      and not (
        c.relrowsecurity and c.relforcerowsecurity
        and exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd = '*')
        and not exists (
          select from pg_policy p where p.polrelid = c.oid
            and exists (select from unnest(p.polroles) as policy (role)
              where case when role = 0 then true else pg_has_role('coop_app', role, 'member') or (select rolcanlogin from pg_roles where oid = role) end)
            and pg_get_expr(p.polqual, p.polrelid) !~ '^\\((network_)?id = \\( SELECT entered_network\\(\\)'
        )
      )
    order by 1`);
  return rows.map(({ name }) => name);
}

/** So many times 100 random reads of other networks' rows, and one of each table's own. How many rows came. */
async function readAcross(batches: number, table?: string): Promise<{ across: number; within: number }> {
  const tables = table === undefined ? await isolatedTables() : [table];
  const seen = { across: 0, within: 0 };
  const count = async (reads: readonly string[]) => {
    const { rows } = await application.query<{ rows: number }>(
      `select sum(found)::int as rows from (${reads.join(' union all ')}) all_reads`,
    );
    return rows[0]?.rows ?? 0;
  };
  for (let batch = 0; batch < batches; batch += 1) {
    const [home, foreign] = shuffled(networks);
    await inNetwork(home ?? '', async () => {
      seen.across += await count(Array.from({ length: 100 }, () => randomRead(tables, foreign ?? '')));
      seen.within += await count(tables.map((name) => `select count(*) as found from ${name}`));
    });
  }
  return seen;
}

async function isolatedTables(): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(`select relname as name from pg_class
    where relrowsecurity and relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`);
  return rows.map(({ name }) => name);
}

/** A read of foreign rows in one of many guises. */
function randomRead(tables: readonly string[], foreign: string): string {
  const table = pick(tables);
  const column = table === 'network' ? 'id' : 'network_id';
  const predicates = [
    `t.${column} = '${foreign}'`,
    `t.${column} in ('${foreign}', '${randomUUID()}')`,
    `t.${column}::text like '${foreign.slice(0, 1 + Math.floor(Math.random() * 30))}%' and t.${column} = '${foreign}'`,
    `t.${column} <> entered_network()`,
    `to_jsonb(t)::text like '%${foreign}%'`,
    `t.${column} is distinct from entered_network() or t.${column} is null`,
    `exists (select from network n where n.id = t.${column} and n.id <> entered_network())`,
    `t.${column} = any(array(select id from network where id <> entered_network()))`,
  ];
  return `select count(*) as found from ${table} t where ${pick(predicates)}`;
}

type Planted = { table: string; row: Record<string, unknown> };

/** One row of every isolated table, in an order in which they can be written. */
function rowsOf(network: string): Planted[] {
  const [space, vote] = [randomUUID(), randomUUID()];
  const now = new Date().toISOString();
  const bytes = '\\x00';
  return [
    { table: 'network', row: { id: network, name: `Network ${network}`, console: false, created_at: now } },
    { table: 'charter_version', row: { network_id: network, version: 1, rules: '{}', adopted_at: now } },
    ...people.map((person) => ({ table: 'membership', row: { network_id: network, person_id: person, status: 'member', since: now } })),
    { table: 'vouch', row: { network_id: network, candidate_id: people[0], voucher_id: people[1], at: now } },
    {
      table: 'space',
      row: { id: space, network_id: network, platform: 'chat', installation: '', external_id: `place of ${network}`, bound_at: now },
    },
    {
      table: 'vote',
      row: {
        id: vote,
        network_id: network,
        number: 1,
        question: 'Q',
        options: '[]',
        method: 'single',
        rules: '{}',
        status: 'open',
        opened_at: now,
        closes_at: now,
      },
    },
    { table: 'elector', row: { vote_id: vote, person_id: people[0], network_id: network, tag: 'T' } },
    { table: 'posting', row: { space_id: space, subject: 's', network_id: network, external_id: 'm' } },
    {
      table: 'ledger_entry',
      row: { network_id: network, sequence: 1, kind: 'k', body: '{}', at: now, previous: bytes, hash: bytes, signature: bytes },
    },
  ];
}

async function fill(network: string): Promise<void> {
  const account = randomUUID();
  await owner.query(
    "insert into account (id, person_id, platform, installation, external_id, display_name, created_at) values ($1, $2, 'chat', '', gen_random_uuid(), 'A', now())",
    [account, people[0]],
  );
  const rows = rowsOf(network);
  for (const { table, row } of rows) await owner.query(insert(table, row));
  const vote = rows.find(({ table }) => table === 'vote')?.row['id'];
  await owner.query("insert into ballot (vote_id, network_id, account_id, choice, cast_at) values ($1, $2, $3, '1', now())", [
    vote,
    network,
    account,
  ]);
}

function insert(table: string, row: Record<string, unknown>): string {
  const values = Object.values(row).map((value) => (typeof value === 'string' ? pg.escapeLiteral(value) : String(value)));
  return `insert into ${table} (${Object.keys(row).join(', ')}) values (${values.join(', ')})`;
}

async function inNetwork(network: string, work: () => Promise<void>): Promise<void> {
  await application.query('begin');
  await application.query("select set_config('coop.network', $1, true)", [network]);
  try {
    await work();
  } finally {
    await application.query('rollback');
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

function pick<T>(list: readonly T[]): T {
  const chosen = list[Math.floor(Math.random() * list.length)];
  if (chosen === undefined) throw new Error('nothing to pick from');
  return chosen;
}

function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, at: Math.random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
