import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporalPatience } from '../servers/temporal.ts';
import { openHouseWorld } from './open-house.ts';
import type { HouseWorld } from './open-house.ts';

let world: HouseWorld;
beforeAll(async () => void (world = await openHouseWorld()), temporalPatience);
afterAll(() => world.close());

test('a room is told what its network decided, at the time that a member set, and once', { timeout: 60_000 }, async () => {
  const ada = await world.console.person('ada');
  await ada.says('network create Bakers --console');
  await ada.reads(/Accounts of the console count here/);
  await ada.clicks(/^Make this its place/);
  await ada.reads(/belongs to the network Bakers now/);
  await ada.says('vote open "Which name?" --options Anchor,Beacon --for 2d');
  await ada.reads(/Vote #1/);
  await ada.says('vote cast 1 Beacon');
  await ada.reads(/Counted in vote #1: Beacon/);
  const passed = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 60_000);
  await ada.says(`digest set daily ${passed.toISOString().slice(11, 16)}`);
  await ada.reads(/gets a digest every day/);
  await ada.says('digest preview');
  await ada.reads(/So it would be told now:[^]*#1 Which name\?[^]*1 of 1 voted/);

  // As if it had been set yesterday, and Temporal had slept through its moment: the first look after the start finds it.
  await onDatabase("update digest set due_at = $1, covered_to = $1::timestamptz - interval '1 day'", [passed]);
  await onDatabase("update digest set due_at = due_at - interval '1 minute'", []);
  await world.restart();
  await ada.reads(/^Digest of Bakers\n=+\n\nWhat happened from [^]*Open\n\n- #1 Which name\? Open until [^\n]* 1 of 1 voted\./);
  await world.restart();
  const { rows } = await onDatabase("select status, count(*)::int as count from outbox where key like 'post:digest:%' group by 1", []);
  expect(rows).toEqual([{ status: 'sent', count: 1 }]);
});

async function onDatabase(text: string, values: readonly unknown[]) {
  const client = new pg.Client({ connectionString: world.database.ownerUrl });
  await client.connect();
  return client.query(text, [...values]).finally(() => client.end());
}
