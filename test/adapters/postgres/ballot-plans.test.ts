import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../../adapters/postgres/session.ts';
import type { Vote } from '../../../core/ports/votes.ts';
import { createPortWorld } from './port-world.ts';
import type { PortWorld, Somebody } from './port-world.ts';

let world: PortWorld;
let ada: Somebody;
let vote: Vote;
beforeAll(async () => {
  world = await createPortWorld();
  ada = await world.meet('Ada');
  const network = await world.found([ada]);
  vote = await world.openVote(network);
  // As after an installation: counted once, when there was nothing to count.
  await world.look('analyze');
});
afterAll(() => world[Symbol.asyncDispose]());

/** What the transaction read from beginning to end. */
async function wholeTables({ sql }: Session): Promise<readonly string[]> {
  const { rows } = await sql.query<{ name: string }>('select relname as name from pg_stat_xact_user_tables where seq_scan > 0 order by 1');
  return rows.map(({ name }) => name);
}

describe('what every ballot runs, planned while there was none', () => {
  it('reads no whole table to cast', async () => {
    for (let times = 0; times < 20; times += 1) {
      const read = world.act(async ({ ballots }, session) => {
        await ballots.cast({ vote: vote.id, account: ada.account, choice: times, castAt: new Date() });
        return wholeTables(session);
      });
      expect(await read).toEqual([]);
    }
  });

  it('reads no whole table to take an event in', async () => {
    for (let times = 0; times < 20; times += 1) {
      const read = world.act(async (_ports, session) => {
        const text = "select * from receive_event('discord', '', $1, 'ada', 'Ada', 'hall')";
        await session.sql.query({ name: 'test.receive', text, values: [randomUUID()] });
        return wholeTables(session);
      });
      expect(await read).toEqual([]);
    }
  });
});
