import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLifecycle } from '../../../adapters/postgres/lifecycle.ts';
import { createPublishedOutcomes } from '../../../adapters/postgres/outcomes.ts';
import { bindPorts } from '../../../adapters/postgres/ports.ts';
import { VoteId } from '../../../core/ids.ts';
import type { PublishedOutcomes } from '../../../core/ports/outcomes.ts';
import type { NewVote, Vote } from '../../../core/ports/votes.ts';
import { countVote } from '../../../core/voting/count.ts';
import { recount } from '../../../core/voting/recount.ts';
import { createPortWorld } from './port-world.ts';
import type { PortWorld } from './port-world.ts';

let world: PortWorld;
let outcomes: PublishedOutcomes;
beforeAll(async () => {
  world = await createPortWorld();
  outcomes = createPublishedOutcomes(world.database);
});
afterAll(() => world[Symbol.asyncDispose]());

/** A vote in which everybody has voted, closed and published as its process does it. */
async function closed(changes: Partial<NewVote> = {}): Promise<Vote> {
  const { database, parts, act, openVote, found, meet } = world;
  const [ada, bob] = [await meet('Ada'), await meet('Bob')];
  const vote = await openVote(await found([ada, bob]), changes);
  for (const { account } of [ada, bob]) await act(({ ballots }) => ballots.cast({ vote: vote.id, account, choice: 1, castAt: new Date() }));
  await act(({ votes }) => votes.reschedule(vote, new Date()));
  const lifecycle = createLifecycle({ database, bind: (session) => bindPorts(session, parts), lateness: () => 0 });
  const ref = { network: vote.network, vote: vote.id };
  await lifecycle.beginCounting(ref);
  await lifecycle.finish(ref, async (closing) => countVote(closing, parts));
  return vote;
}

describe('the outcome of a closed vote', () => {
  test('can be had from outside any network, and is counted again without a difference', async () => {
    const vote = await closed();
    const file = (await outcomes.file(vote.id)) ?? '';
    expect(recount(JSON.parse(file), world.parts)).toEqual([]);
    expect(JSON.parse(file)).toMatchObject({ verdict: 'decided', electors: 2, tally: { winners: ['Beacon'] } });
  });

  test('can be had without its ballots', async () => {
    const vote = await closed();
    const outcome = await outcomes.find(vote.id);
    expect(outcome).toMatchObject({ ballots: 2, electors: 2, vote: { id: vote.id, question: 'Which name?' } });
    const { hash } = JSON.parse((await outcomes.file(vote.id)) ?? '');
    expect(outcome?.hash).toBe(hash);
  });

  test('survives whatever its options are called', async () => {
    const vote = await closed({ options: ['constructor', '__proto__', '"\\u0000'] });
    expect(recount(JSON.parse((await outcomes.file(vote.id)) ?? ''), world.parts)).toEqual([]);
    expect(JSON.stringify((await outcomes.find(vote.id))?.tally)).toContain('"__proto__":"2"');
  });
});

describe('nothing is to be had', () => {
  test('of a vote that is open, being counted, or cancelled', async () => {
    const network = await world.found([await world.meet('Ada')]);
    const [open, cancelled] = [await world.openVote(network), await world.openVote(network)];
    await world.act(({ votes }) => votes.cancel(cancelled));
    const bundle = JSON.stringify({ secret: true });
    await world.look('update vote set bundle = $1 where network_id = $2', [bundle, network.id]);
    for (const { id } of [open, cancelled]) expect([await outcomes.find(id), await outcomes.file(id)]).toEqual([null, null]);
    await world.look("update vote set status = 'counting' where id = $1", [open.id]);
    expect(await outcomes.file(open.id)).toBeNull();
  });

  test('of a vote that there never was', async () => {
    const nobody = VoteId.parse('00000000-0000-4000-8000-000000000000');
    expect([await outcomes.find(nobody), await outcomes.file(nobody)]).toEqual([null, null]);
  });
});
