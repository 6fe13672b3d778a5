import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { havePeers } from '../peers/install.ts';
import { temporalPatience } from '../servers/temporal.ts';
import { openWorld } from './open-world.ts';
import type { World } from './open-world.ts';

describe.skipIf(!(await havePeers()))('a vote whose deadline passes while nobody listens', { timeout: 60_000 }, () => {
  let world: World;
  let owner: pg.Client;
  beforeAll(async () => {
    world = await openWorld();
    owner = new pg.Client({ connectionString: world.database.ownerUrl });
    await owner.connect();
  }, temporalPatience);
  afterAll(async () => {
    await owner.end();
    await world.close();
  });

  it('counts what was said in time, however soon it is closed after the start', async () => {
    const ada = await world.discord.person('ada', { manager: true });
    await ada.says('/network create name:Night Bakers');
    await ada.reads(/Night Bakers is founded/);
    await ada.says('/space bind');
    await ada.reads(/belongs to the network/);
    await ada.says('/vote open question:Which name? options:Anchor,Beacon for:2d');
    await ada.reads(/Vote #1 is open/);
    await ada.reads(/^Vote #1\n/);

    await world.stop();
    await ada.says('@coop vote cast 1 Beacon');
    await endVote(owner);
    world.discord.fault({ matches: ({ path }) => path === '/gateway/bot', does: { kind: 'delay', milliseconds: 2_000 } });
    await world.start();
    await ada.reads(/^Vote #1 is over[^]*1 of 1 member voted/);
  });
});

/** The deadline is now, and the vote's process is told at the next start: before anybody connects to Discord. */
async function endVote(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ id: string; network: string }>(
    "update vote set closes_at = clock_timestamp() + interval '1 millisecond' returning id, network_id as network",
  );
  expect(rows).toHaveLength(1);
  await owner.query(
    `insert into outbox (key, platform, installation, route, network_id, delivery)
     select 'vote:' || id || ':changed:test', 'temporal', '', 'vote:' || id, network_id,
       jsonb_build_object('kind', 'vote-changed', 'network', network_id, 'vote', id) from vote`,
  );
}
