import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '../../adapters/postgres/migrate.ts';
import { openDatabase } from '../../adapters/postgres/database.ts';
import { createPlatformMemory } from '../../adapters/postgres/platform-memory.ts';
import { applicationLogin } from '../../adapters/postgres/roles.ts';
import { createSeal } from '../../adapters/postgres/seal.ts';
import { readingBack } from '../../cli/examinations/reading-back.ts';
import { loadConfig } from '../../config.ts';
import { PlatformName } from '../../core/ids.ts';
import { emptyDatabase, testSecret } from '../servers/database.ts';
import type { TestDatabase } from '../servers/database.ts';

const log = pino({ level: 'silent' });
let database: TestDatabase;
beforeAll(async () => {
  database = await emptyDatabase();
  await migrate({ url: database.ownerUrl, secret: testSecret, log });
});
afterAll(() => database.drop());

async function examine() {
  const variables = { DATABASE_URL: database.ownerUrl, COOP_SECRET: testSecret.toString('utf8'), DISCORD_TOKEN: 'none' };
  return readingBack.examine(loadConfig(variables, '/none'));
}

async function note(words: Readonly<Record<string, unknown>>): Promise<void> {
  const { url } = applicationLogin(database.ownerUrl, testSecret);
  const opened = openDatabase({ url: async () => url, log, size: 1 });
  const memory = createPlatformMemory(PlatformName.parse('discord'), { database: opened, seal: createSeal(testSecret) });
  await memory.write(
    Object.fromEntries(Object.entries(words).map(([name, noted]) => [name, noted === null ? null : JSON.stringify(noted)])),
  );
  await opened.close();
}

it('says how much never arrived and was found, and when nobody looks any more', async () => {
  expect(await examine()).toEqual([expect.objectContaining({ level: 'missing', what: 'discord was never read back' })]);
  const now = new Date().toISOString();
  await note({ reconciled: { at: now, found: 0, last: null } });
  expect(await examine()).toEqual([{ level: 'ok', what: 'discord is read back; nothing was ever missing' }]);
  await note({ reconciled: { at: now, found: 12, last: now } });
  expect(await examine()).toEqual([{ level: 'ok', what: 'discord is read back; 12 that never arrived were found and taken in' }]);
  await note({ reconciled: { at: new Date(Date.now() - 3_600_000).toISOString(), found: 12, last: now } });
  expect(await examine()).toEqual([
    expect.objectContaining({ level: 'missing', what: expect.stringContaining('discord was not read back for a while; 12') }),
  ]);
});

it('says how the gateway of Discord stands in the process that has it, while there is one', async () => {
  const now = Date.now();
  const reconciled = { at: new Date(now).toISOString(), found: 0, last: null };
  const since = now - 600_000;
  await note({ reconciled, 'gateway state': { kind: 'silent', since, at: now } });
  expect(await examine()).toEqual([
    expect.objectContaining({ level: 'ok' }),
    expect.objectContaining({ level: 'wrong', what: `the gateway of Discord has been silent since ${new Date(since).toISOString()}` }),
  ]);
  await note({ 'gateway state': { kind: 'connected', since, at: now } });
  expect(await examine()).toContainEqual({ level: 'ok', what: 'connected to the gateway of Discord' });
  await note({ 'gateway state': { kind: 'connected', since, at: since } });
  expect(await examine()).toHaveLength(1);
});

it('is silent about what is turned off', async () => {
  expect(await readingBack.examine(loadConfig({ COOP_HOME: '/none' }, '/none'))).toEqual([
    { level: 'ok', what: 'no platform is turned on that could lose something' },
  ]);
});
