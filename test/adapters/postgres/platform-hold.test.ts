import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createPlatformHold } from '../../../adapters/postgres/platform-hold.ts';
import { PlatformName } from '../../../core/ids.ts';
import { freshDatabase } from '../../servers/database.ts';

const log = pino({ level: 'silent' });
const matrix = PlatformName.parse('matrix');

it('a platform is held by one process at a time, until that lets go of it or is cut off', async () => {
  await using database = await freshDatabase();
  const url = async (): Promise<string> => database.applicationUrl;
  const [one, other] = [createPlatformHold(matrix, { url, log }), createPlatformHold(matrix, { url, log })];
  const another = createPlatformHold(PlatformName.parse('other'), { url, log });

  const first = await one.take();
  expect(first?.lost.aborted).toBe(false);
  expect(await other.take()).toBeNull();
  const beside = await another.take();
  expect(beside).not.toBeNull();
  await beside?.release();
  await first?.release();

  const second = await other.take();
  expect(second).not.toBeNull();
  await cutOff(database.ownerUrl);
  for (const until = Date.now() + 10_000; second?.lost.aborted !== true && Date.now() < until;) await sleep(5);
  expect(second?.lost.aborted).toBe(true);
  const third = await one.take();
  expect(third).not.toBeNull();
  await third?.release();
});

async function cutOff(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'coop matrix' and datname = current_database()",
  );
  await client.end();
}
