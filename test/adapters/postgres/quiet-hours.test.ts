import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase } from '../../servers/database.ts';
import type { TestDatabase } from '../../servers/database.ts';

let server: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  server = await freshDatabase();
  client = new pg.Client({ connectionString: server.applicationUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await server.drop();
});

it.each([
  // quiet hours, zone, moment, when it may be told
  [null, 'UTC', '2026-11-24T23:00Z', '2026-11-24T23:00Z'],
  ['22:00-07:00', 'UTC', '2026-11-24T21:59Z', '2026-11-24T21:59Z'],
  ['22:00-07:00', 'UTC', '2026-11-24T22:00Z', '2026-11-25T07:00Z'],
  ['22:00-07:00', 'UTC', '2026-11-25T06:59Z', '2026-11-25T07:00Z'],
  ['22:00-07:00', 'UTC', '2026-11-25T07:00Z', '2026-11-25T07:00Z'],
  ['13:00-14:30', 'UTC', '2026-11-24T13:30Z', '2026-11-24T14:30Z'],
  ['13:00-14:30', 'UTC', '2026-11-24T14:30Z', '2026-11-24T14:30Z'],
  ['22:00-07:00', 'Asia/Tokyo', '2026-11-24T13:30Z', '2026-11-24T22:00Z'],
  ['22:00-07:00', 'Europe/Berlin', '2026-10-24T21:00Z', '2026-10-25T06:00Z'], // summer time ends that night
  ['22:00-07:00', 'Moon/Tycho', '2026-11-24T23:00Z', '2026-11-24T23:00Z'],
  ['late', 'UTC', '2026-11-24T23:00Z', '2026-11-24T23:00Z'],
])('in quiet hours %s of %s something due at %s is told at %s', async (quiet, zone, moment, told) => {
  const { rows } = await client.query<{ at: Date }>('select after_quiet_hours($1, $2, $3) as at', [quiet, zone, moment]);
  expect(rows[0]?.at).toEqual(new Date(told));
});
