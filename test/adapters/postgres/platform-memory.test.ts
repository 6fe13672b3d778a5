import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../../adapters/postgres/database.ts';
import type { Database } from '../../../adapters/postgres/database.ts';
import { createPlatformMemory } from '../../../adapters/postgres/platform-memory.ts';
import { createSeal } from '../../../adapters/postgres/seal.ts';
import { PlatformName } from '../../../core/ids.ts';
import { freshDatabase } from '../../servers/database.ts';
import type { TestDatabase } from '../../servers/database.ts';

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  server = await freshDatabase();
  database = openDatabase({ url: async () => server.applicationUrl, log: pino({ level: 'silent' }) });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

const harbour = PlatformName.parse('harbour');
const memory = (platform = harbour, secret = new Uint8Array(32)) => createPlatformMemory(platform, { database, seal: createSeal(secret) });

it('is there in the next life, several entries at once or none', async () => {
  await memory().write({ token: 'one', cursor: '7' });
  await memory().write({ token: 'two', cursor: null });
  expect(await memory().read('token')).toBe('two');
  expect(await memory().read('cursor')).toBeNull();
});

it('belongs to one platform, and opens under one secret only', async () => {
  await memory().write({ token: 'mine' });
  expect(await memory(PlatformName.parse('quay')).read('token')).toBeNull();
  await expect(memory(harbour, new Uint8Array(32).fill(1)).read('token')).rejects.toMatchObject({ code: 'seal-broken' });
});

it('loses nothing where several processes change one entry at once', async () => {
  const count = () => memory().change('count', (before) => String(Number(before ?? 0) + 1));
  const counted = await Promise.all(Array.from({ length: 20 }, count));
  expect(new Set(counted).size).toBe(20);
  expect(await memory().read('count')).toBe('20');
  expect(await memory().change('count', () => null)).toBeNull();
  expect(await memory().read('count')).toBeNull();
});

it('forgets what begins so and is old, of its platform alone', async () => {
  const quay = memory(PlatformName.parse('quay'));
  for (const each of [memory(), quay]) await each.write({ 'said:1': 'old', 'said:2': 'new', swept: 'old' });
  await database.transact(({ sql }) => sql.query("update platform_memory set written_at = '2020-01-01' where name in ('said:1', 'swept')"));
  expect(await memory().forgetOld('said:', new Date('2021-01-01'))).toBe(1);
  const read = (name: string) => Promise.all([memory(), quay].map((each) => each.read(name)));
  expect(await read('said:1')).toEqual([null, 'old']);
  expect(await read('said:2')).toEqual(['new', 'new']);
  expect(await read('swept')).toEqual(['old', 'old']);
});

it('stands sealed in the table', async () => {
  await memory().write({ token: 'a secret that nobody reads' });
  const { rows } = await database.transact(({ sql }) => sql.query('select * from platform_memory'));
  expect(JSON.stringify(rows)).not.toContain('nobody reads');
});
