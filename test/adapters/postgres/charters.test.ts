import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashing } from '../../../adapters/crypto/sha256.ts';
import { createLifecycle } from '../../../adapters/postgres/lifecycle.ts';
import { bindPorts } from '../../../adapters/postgres/ports.ts';
import { charterVote } from '../../../core/charter/charter-vote.ts';
import { findRule } from '../../../core/charter/rules.ts';
import { PlatformName } from '../../../core/ids.ts';
import type { Network } from '../../../core/ports/networks.ts';
import type { NewVote, Vote } from '../../../core/ports/votes.ts';
import { countVote } from '../../../core/voting/count.ts';
import { recount } from '../../../core/voting/recount.ts';
import { createVoteActivities } from '../../../workflows/vote-lifecycle/activities.ts';
import { createPortWorld } from './port-world.ts';
import type { PortWorld, Somebody } from './port-world.ts';

let world: PortWorld;
let ada: Somebody;
let bob: Somebody;
beforeAll(async () => {
  world = await createPortWorld();
  [ada, bob] = [await world.meet('Ada'), await world.meet('Bob')];
});
afterAll(() => world[Symbol.asyncDispose]());

describe('a vote about the charter', () => {
  it('changes it once, however often and by however many its outcome is published', async () => {
    const network = await world.found([ada, bob]);
    const vote = await propose(network, 'quorum', '1/4');
    await castBoth(vote, 0);
    await end(vote);
    const publishers = Array.from({ length: 6 }, () => activities().publishVote({ network: network.id, vote: vote.id }));
    await Promise.all(publishers);
    await activities().publishVote({ network: network.id, vote: vote.id });
    expect(await world.act(({ charters }) => charters.current(network.id))).toMatchObject({ version: 2, rules: { quorum: '1/4' } });
    expect(await entries(network)).toEqual([
      expect.objectContaining({ version: 1 }),
      expect.objectContaining({ version: 2, rule: 'quorum', from: '0/1', to: '1/4', vote: vote.id }),
    ]);
  });

  it('of which the publishing dies halfway has changed nothing, and changes it when it is repeated', async () => {
    const network = await world.found([ada, bob]);
    const vote = await propose(network, 'reminders', 3);
    await castBoth(vote, 0);
    await end(vote);
    await world.look('create function fail() returns trigger language plpgsql as $$ begin raise exception $e$ killed $e$; end $$');
    await world.look(
      "create trigger killed after insert on outbox for each row when (new.key like 'post:charter:%') execute function fail()",
    );
    await world.act(({ spaces }) => spaces.bind(network.id, { platform: place, installation: '', externalId: network.id }));
    await expect(activities().publishVote({ network: network.id, vote: vote.id })).rejects.toThrow('killed');
    expect(await entries(network)).toHaveLength(1);
    expect(await statusOf(vote)).toBe('counting');
    await world.look('drop trigger killed on outbox');
    await activities().publishVote({ network: network.id, vote: vote.id });
    expect(await entries(network)).toHaveLength(2);
    expect(await world.act(({ charters }) => charters.current(network.id))).toMatchObject({
      version: 2,
      rules: { votes: { reminders: 3 } },
    });
  });

  it('is applied to the charter of that time, beside what other votes changed meanwhile', async () => {
    const network = await world.found([ada, bob]);
    const votes = [await propose(network, 'quorum', '1/3'), await propose(network, 'threshold', '1/2')];
    for (const vote of votes) {
      await castBoth(vote, 0);
      await end(vote);
    }
    await Promise.all(votes.map(({ id }) => activities().publishVote({ network: network.id, vote: id })));
    expect(await world.act(({ charters }) => charters.current(network.id))).toMatchObject({
      version: 3,
      rules: { quorum: '1/3', threshold: '1/2' },
    });
    const history = await world.act(({ charters }) => charters.history(network.id, 10));
    expect(history.map(({ version, vote }) => [version, vote])).toEqual([
      [3, expect.any(Number)],
      [2, expect.any(Number)],
      [1, null],
    ]);
  });

  it('that asks for what the charter says already makes no version', async () => {
    const network = await world.found([ada, bob]);
    const first = await propose(network, 'jury', 7);
    const again = await propose(network, 'jury', 7);
    for (const vote of [first, again]) {
      await castBoth(vote, 0);
      await end(vote);
      await activities().publishVote({ network: network.id, vote: vote.id });
    }
    expect(await entries(network)).toHaveLength(2);
  });

  it('that is lost changes nothing', async () => {
    const network = await world.found([ada, bob]);
    const vote = await propose(network, 'quorum', '1/4');
    await castBoth(vote, 1);
    await end(vote);
    await activities().publishVote({ network: network.id, vote: vote.id });
    expect(await entries(network)).toHaveLength(1);
  });

  it('is opened once when two propose at the same moment: the second sees the first', async () => {
    const network = await world.found([ada, bob]);
    const opened = await Promise.all(
      Array.from({ length: 8 }, () =>
        world.act(async ({ charters, votes }) => {
          await charters.hold(network.id);
          if ((await votes.list(network.id, { status: 'open', limit: 10 })).length > 0) return 'seen';
          await votes.open(await wanted(network, 'quorum', '1/4'));
          return 'opened';
        }),
      ),
    );
    expect(opened.filter((what) => what === 'opened')).toHaveLength(1);
  });
});

describe('the quorum', () => {
  it('is asked of those who were active before the opening, and of the others once they vote', async () => {
    const [cem, dan] = [await world.meet('Cem'), await world.meet('Dan')];
    const network = await world.found([ada, bob, cem, dan]);
    const heard = (somebody: Somebody, days: number) =>
      world.look("update account set last_heard_at = now() - $2 * interval '1 day' where id = $1", [somebody.account, days]);
    await heard(cem, 29.9);
    await heard(dan, 30.1);
    const vote = await propose(network, 'quorum', '1/4');
    const old = await world.openVote(network);
    const turnout = () => world.act(({ votes }) => votes.turnout(vote));
    expect(await turnout()).toEqual({ voted: 0, electors: 4, active: 3 });
    expect(await world.act(({ votes }) => votes.turnout(old))).toEqual({ voted: 0, electors: 4, active: 4 });
    await heard(dan, 0);
    await heard(cem, 100);
    expect(await turnout()).toEqual({ voted: 0, electors: 4, active: 3 });
    const cast = (choice: number | null) =>
      world.act(({ ballots }) => ballots.cast({ vote: vote.id, account: dan.account, choice, castAt: new Date() }));
    await cast(0);
    expect(await turnout()).toEqual({ voted: 1, electors: 4, active: 4 });
    await cast(null);
    expect(await turnout()).toEqual({ voted: 0, electors: 4, active: 3 });
    await cast(0);
    await end(vote);
    await activities().publishVote({ network: network.id, vote: vote.id });
    const closed = await world.act(({ votes }) => votes.byId(network.id, vote.id));
    expect(closed?.bundle).toMatchObject({ electors: 4, active: 4, verdict: 'decided' });
    expect(recount(JSON.parse(JSON.stringify(closed?.bundle)), { hashing, verifying: world.parts.verifying })).toEqual([]);
  });

  it('finds the votes about one rule, whatever became of them, newest first', async () => {
    const network = await world.found([ada, bob]);
    const first = await propose(network, 'jury', 7);
    await propose(network, 'reports', 7);
    await world.openVote(network);
    await end(first);
    await activities().publishVote({ network: network.id, vote: first.id });
    const again = await propose(network, 'jury', 8);
    const found = await world.act(({ votes }) => votes.about(network.id, { rule: 'jury' }, 5));
    expect(found.map(({ id, status }) => [id, status])).toEqual([
      [again.id, 'open'],
      [first.id, 'closed'],
    ]);
    expect(await world.act(({ votes }) => votes.about(network.id, { rule: 'jury' }, 1))).toHaveLength(1);
  });
});

const place = PlatformName.parse('discord');

async function wanted(network: Network, name: string, value: string | number): Promise<NewVote> {
  const rule = findRule(name);
  if (rule === null) throw new Error(`there is no rule ${name}`);
  const charter = await world.act(({ charters }) => charters.current(network.id));
  return charterVote({ network: network.id, charter, rule, value, recovery: false, proposer: ada.person, now: new Date() });
}

async function propose(network: Network, name: string, value: string | number): Promise<Vote> {
  const vote = await wanted(network, name, value);
  return world.act(({ votes }) => votes.open(vote));
}

async function castBoth(vote: Vote, choice: number): Promise<void> {
  for (const { account } of [ada, bob])
    await world.act(({ ballots }) => ballots.cast({ vote: vote.id, account, choice, castAt: new Date() }));
}

async function end(vote: Vote): Promise<void> {
  await world.look(
    "update vote set opened_at = now() - interval '1 minute', closes_at = clock_timestamp() - interval '1 second' where id = $1",
    [vote.id],
  );
  await activities().beginCounting({ network: vote.network, vote: vote.id });
}

function activities() {
  const lifecycle = createLifecycle({ database: world.database, bind: (session) => bindPorts(session, world.parts), lateness: () => 0 });
  const count = (closing: Parameters<typeof countVote>[0]) => countVote(closing, { hashing, signing: world.parts.signing });
  return createVoteActivities({ lifecycle, sweeps: [], count, pageOf: () => null });
}

async function entries(network: Network): Promise<readonly unknown[]> {
  const rows = await world.look<{ body: unknown }>(
    "select body from ledger_entry where network_id = $1 and kind = 'charter.adopted' order by sequence",
    [network.id],
  );
  return rows.map(({ body }) => body);
}

async function statusOf({ id }: Vote): Promise<string | undefined> {
  return (await world.look<{ status: string }>('select status from vote where id = $1', [id]))[0]?.status;
}
