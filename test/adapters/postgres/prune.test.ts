import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { openDatabase } from '../../../adapters/postgres/database.ts';
import { prune } from '../../../adapters/postgres/prune.ts';
import { freshDatabase } from '../../servers/database.ts';

it('forgets after 30 days, but nothing that a vote which is not over may need to recognise a late repetition', async () => {
  await using server = await freshDatabase();
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  const [busy, calm] = [randomUUID(), randomUUID()];
  for (const network of [busy, calm])
    await owner.query('insert into network (id, name, console, created_at) values ($1, $1::uuid::text, false, now())', [network]);
  const vote = `insert into vote (id, network_id, number, question, options, method, rules, status, opened_at, closes_at)
    values (gen_random_uuid(), $1, $2, 'Q', '[]', 'single', '{}', $3, now() - interval '50 days', now() + interval '1 day')`;
  await owner.query(vote, [busy, 1, 'open']);
  await owner.query(vote, [calm, 1, 'closed']);
  for (const [event, network, days] of [
    ['fresh', calm, 29],
    ['old', calm, 31],
    ['needed', busy, 31],
    ['before the vote', busy, 51],
    ['direct, needed', null, 31],
    ['direct, before any vote', null, 51],
  ]) {
    const at = `now() - interval '${days} days'`;
    await owner.query(`insert into inbox (platform, installation, event_id, network_id, received_at) values ('chat', '', $1, $2, ${at})`, [
      event,
      network,
    ]);
    await owner.query(
      `insert into outbox (key, platform, installation, route, network_id, delivery, status, created_at) values ($1, 'chat', '', '', $2, '{}', 'sent', ${at})`,
      [event, network],
    );
  }
  await owner.query(
    `insert into outbox (key, platform, installation, route, delivery, status, created_at) values ('aside', 'chat', '', '', '{}', 'aside', now() - interval '99 days')`,
  );

  const database = openDatabase({ url: async () => server.applicationUrl, log: pino({ level: 'silent' }) });
  expect(await prune(database)).toEqual({ inbox: 3, outbox: 3, drafts: 0, console: 0 });
  const left = await database.transact(async ({ prisma }) => ({
    inbox: (await prisma.inbox.findMany()).map((row) => row.eventId).sort(),
    outbox: (await prisma.outbox.findMany()).map((row) => row.key).sort(),
  }));
  expect(left).toEqual({ inbox: ['direct, needed', 'fresh', 'needed'], outbox: ['aside', 'direct, needed', 'fresh', 'needed'] });
  await database.close();
  await owner.end();
});
