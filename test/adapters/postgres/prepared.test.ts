import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPrepared } from '../../../adapters/postgres/prepared.ts';
import type { RunPrepared, Statement } from '../../../adapters/postgres/prepared.ts';
import { emptyDatabase } from '../../servers/database.ts';
import type { TestDatabase } from '../../servers/database.ts';

let server: TestDatabase;
let client: pg.Client;
let run: RunPrepared;
beforeAll(async () => {
  server = await emptyDatabase();
  client = new pg.Client({ connectionString: server.ownerUrl });
  await client.connect();
  await client.query('create table note (id integer primary key, text text)');
});
beforeEach(async () => {
  await client.query('truncate note');
  run = createPrepared(client);
});
afterAll(async () => {
  await client.end();
  await server.drop();
});

const begin: Statement = { name: 'begin', text: 'begin' };
const commit: Statement = { name: 'commit', text: 'commit' };
const add = (id: number | null, text = 'x'): Statement => ({
  name: 'add',
  text: 'insert into note (id, text) values ($1, $2)',
  values: [id, text],
});
const ids: Statement = { name: 'ids', text: 'select id from note order by id' };
const stored = async () => (await client.query<{ id: number }>('select id from note order by id')).rows.map(({ id }) => id);

describe('statements sent together', () => {
  it('answer each for itself, in their order', async () => {
    const results = await run([begin, add(1), add(2), ids, commit]);
    expect(results).toEqual([
      { command: 'BEGIN', rowCount: null, rows: [] },
      { command: 'INSERT', rowCount: 1, rows: [] },
      { command: 'INSERT', rowCount: 1, rows: [] },
      { command: 'SELECT', rowCount: 2, rows: [{ id: 1 }, { id: 2 }] },
      { command: 'COMMIT', rowCount: null, rows: [] },
    ]);
  });

  it('are not run after the first that fails: no commit, and nothing outside the transaction', async () => {
    await expect(run([begin, add(1), add(1), add(2), commit])).rejects.toMatchObject({ code: '23505' });
    await expect(client.query('select 1')).rejects.toMatchObject({ code: '25P02' });
    await client.query('rollback');
    expect(await stored()).toEqual([]);
    const never: Statement = { name: 'never', text: 'begin no transaction at all' };
    await expect(run([never, add(3)])).rejects.toMatchObject({ code: '42601' });
    expect(await stored()).toEqual([]);
  });

  it('can be said again after a failure, whether they were prepared by then or not', async () => {
    const late: Statement = { name: 'late', text: 'select $1::integer as late', values: [7] };
    const failing: Statement = { name: 'failing', text: 'select 1 / $1::integer as share', values: [0] };
    await expect(run([failing, late])).rejects.toMatchObject({ code: '22012' });
    expect(await run([{ ...failing, values: [1] }, late])).toMatchObject([{ rows: [{ share: 1 }] }, { rows: [{ late: 7 }] }]);
    const wrong: Statement = { name: 'wrong', text: 'select none from nowhere' };
    await expect(run([late, wrong])).rejects.toMatchObject({ code: '42P01' });
    await expect(run([wrong])).rejects.toMatchObject({ code: '42P01' });
    expect(await run([late])).toMatchObject([{ rows: [{ late: 7 }] }]);
  });

  it('read and write values as pg itself does', async () => {
    const text = `select $1::text as text, $2::integer as number, $3::bigint as big, $4::boolean as yes, $5::jsonb as json, $6::timestamptz as at,
      $7::text[] as list, $8::bytea as bytes, $9::text as nothing, '{1,2}'::integer[] as numbers, 1.50::numeric as exact`;
    const values = ['a "b" \\ {,} é \u{1F600}', -5, 2n ** 60n, true, { a: [1, null] }, new Date('2026-11-25T12:00:00.123Z')];
    const all = [...values, ['x', 'y,"z"', '\\'], new Uint8Array([0, 255]), null];
    const direct = await client.query({ text, values: all });
    for (let time = 1; time <= 3; time += 1) expect((await run([{ name: 'kinds', text, values: all }]))[0]?.rows).toEqual(direct.rows);
    expect(direct.rows[0]).toMatchObject({ number: -5, json: { a: [1, null] }, exact: '1.50' });
  });

  it('refuses two texts under one name, and says where it was asked', async () => {
    await run([ids]);
    await expect(run([begin, { ...ids, text: 'select 2' }])).rejects.toMatchObject({ cause: { code: 'statement-name' } });
    await client.query('rollback');
    const error: unknown = await run([{ name: 'typo', text: 'selec 1' }]).catch((reason: unknown) => reason);
    expect(error instanceof Error ? error.stack : '').toContain('prepared.test.ts');
  });

  it('fail all when the connection is lost under them', async () => {
    const lost = new pg.Client({ connectionString: server.ownerUrl });
    lost.on('error', () => {});
    await lost.connect();
    const last: Statement = { name: 'end', text: 'select pg_terminate_backend(pg_backend_pid())' };
    await expect(createPrepared(lost)([begin, add(9), last, commit])).rejects.toThrow();
    await expect(createPrepared(lost)([ids])).rejects.toThrow();
    expect(await stored()).toEqual([]);
  });
});
