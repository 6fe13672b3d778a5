import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Vote } from '../../../core/ports/votes.ts';
import { plantWrongBoxes } from '../../chaos/wrong-boxes.ts';
import { createPortWorld } from './port-world.ts';
import type { PortWorld, Somebody } from './port-world.ts';

let world: PortWorld;
let ada: Somebody;
beforeAll(async () => {
  world = await createPortWorld();
  await plantWrongBoxes(world.ownerUrl);
  ada = await world.meet('Ada');
});
afterAll(() => world[Symbol.asyncDispose]());

/** The two orders in which a ballot and a close can meet, step by step; true: the ballot was acknowledged and not counted. */
describe.each([
  { box: 'cast_ballot', castFirst: false, closeFirst: false },
  { box: 'cast_without_barrier', castFirst: true, closeFirst: true },
  { box: 'cast_in_one_statement', castFirst: false, closeFirst: true },
])('$box', ({ box, castFirst, closeFirst }) => {
  it(`${castFirst ? 'loses' : 'keeps'} a ballot that was cast but not committed when the close came`, async () => {
    await using scene = await setScene(box);
    await scene.caster.query('begin');
    const acked = await scene.cast();
    const counted = scene.close();
    await scene.settled(scene.closer, counted);
    await scene.caster.query('commit');
    expect(acked && (await counted) === 0).toBe(castFirst);
  });

  it(`${closeFirst ? 'loses' : 'refuses'} a ballot that came while the close was counting`, async () => {
    await using scene = await setScene(box);
    await scene.closer.query('begin');
    const counted = await scene.close();
    const acked = scene.cast();
    await scene.settled(scene.caster, acked);
    await scene.closer.query('commit');
    expect((await acked) && counted === 0).toBe(closeFirst);
  });
});

async function setScene(box: string) {
  const vote = await world.openVote(await world.found([ada]), { closesAt: new Date(Date.now() - 1_000) });
  const [caster, closer] = [await connect(vote), await connect(vote)];
  return {
    caster,
    closer,
    /** True: acknowledged. */
    cast: async () => {
      const text = `select kind from ${box}($1, $2, '"A"', now() - interval '1 hour')`;
      return (await caster.query<{ kind: string }>(text, [vote.id, ada.account])).rows[0]?.kind === 'counted';
    },
    /** How many were counted. */
    close: async () => {
      await closer.query('select begin_counting($1)', [vote.id]);
      await closer.query('select finish_vote($1)', [vote.id]);
      return (await closer.query('select from counted_ballots($1)', [vote.id])).rowCount;
    },
    settled,
    [Symbol.asyncDispose]: async () => {
      for (const client of [caster, closer]) await client.end();
    },
  };
}

/** Until it is done, or waits for a lock of the other one. */
async function settled(client: pg.Client & { processID?: number }, work: Promise<unknown>): Promise<void> {
  let done = false;
  const ended = work.then(() => (done = true));
  for (;;) {
    const [activity] = await world.look('select from pg_locks where not granted and pid = $1', [client.processID]);
    if (done || activity !== undefined) return;
    await Promise.race([ended, sleep(5)]);
  }
}

async function connect({ network }: Vote): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: world.applicationUrl });
  await client.connect();
  await client.query("select set_config('coop.network', $1, false)", [network]);
  return client;
}
