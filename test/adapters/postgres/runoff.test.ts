import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashing } from '../../../adapters/crypto/sha256.ts';
import { createLifecycle } from '../../../adapters/postgres/lifecycle.ts';
import { bindPorts } from '../../../adapters/postgres/ports.ts';
import { countVote } from '../../../core/voting/count.ts';
import { createVoteActivities } from '../../../workflows/vote-lifecycle/activities.ts';
import { createPortWorld } from './port-world.ts';
import type { PortWorld } from './port-world.ts';

let world: PortWorld;
beforeAll(async () => void (world = await createPortWorld()));
afterAll(() => world[Symbol.asyncDispose]());

it('a second round opens once, with its process, however often the first is published', async () => {
  const [ada, bob] = [await world.meet('Ada'), await world.meet('Bob')];
  const network = await world.found([ada, bob]);
  await world.look(`update charter_version set rules = jsonb_set(rules, '{votes,runoff}', '"undecided"') where network_id = $1`, [
    network.id,
  ]);
  const vote = await world.openVote(network, { rules: { charterVersion: 1, quorum: '0/1', threshold: '1/2', steer: 'opener' } });
  for (const [choice, { account }] of [ada, bob].entries())
    await world.act(({ ballots }) => ballots.cast({ vote: vote.id, account, choice, castAt: new Date() }));
  await world.look("update vote set closes_at = clock_timestamp() - interval '1 second', opened_at = now() - interval '1 hour'");

  const lifecycle = createLifecycle({ database: world.database, bind: (session) => bindPorts(session, world.parts), lateness: () => 0 });
  const activities = createVoteActivities({
    lifecycle,
    sweeps: [],
    count: (closing) => countVote(closing, { hashing, signing: world.parts.signing }),
    pageOf: () => null,
  });
  const ref = { network: network.id, vote: vote.id };
  await activities.beginCounting(ref);
  await Promise.all(Array.from({ length: 5 }, () => activities.publishVote(ref)));
  await activities.publishVote(ref);

  const rounds = await world.look('select number, question, options, status, rules from vote order by number');
  expect(rounds).toEqual([
    expect.objectContaining({ number: 1, status: 'closed' }),
    expect.objectContaining({
      number: 2,
      question: 'Which name? (Runoff of #1)',
      options: ['Anchor', 'Beacon'],
      status: 'open',
      rules: expect.objectContaining({ threshold: '1/2', runoffOf: 1 }),
    }),
  ]);
  expect(await world.look("select from outbox where key like 'vote:%:start'")).toHaveLength(2);
  expect(await world.look("select from ledger_entry where kind = 'vote.opened'")).toHaveLength(2);
});
