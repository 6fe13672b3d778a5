import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Network } from '../../../core/ports/networks.ts';
import type { Vote } from '../../../core/ports/votes.ts';
import { features } from '../../../features/index.ts';
import { createPortWorld } from './port-world.ts';
import type { PortWorld, Somebody } from './port-world.ts';

let world: PortWorld;
let ada: Somebody;
let bob: Somebody;
let network: Network;
let vote: Vote;
beforeAll(async () => {
  world = await createPortWorld();
  ada = await world.meet('Ada');
});
afterAll(() => world[Symbol.asyncDispose]());

const exclude = () => world.act(({ members }) => members.exclude(network.id, { person: bob.person, vote: vote.id }));
const standing = ({ person }: Somebody) =>
  world.act(async ({ members }) => [await members.status(network.id, person), await members.isExcluded(network.id, person)]);
const entries = () => world.look('select kind from ledger_entry where network_id = $1 and kind = $2', [network.id, 'member.excluded']);

describe('an exclusion', () => {
  it('ends a membership once, however often it is said, and is over once somebody is admitted again', async () => {
    await foundWithBob();
    await Promise.all([exclude(), exclude(), exclude()]);
    expect(await standing(bob)).toEqual(['left', true]);
    expect(await standing(ada)).toEqual(['member', false]);
    expect(await entries()).toHaveLength(1);
    await world.act(({ members }) => members.ask(network.id, bob.person));
    await world.act(({ members }) => members.leave(network.id, bob.person));
    expect(await standing(bob)).toEqual(['left', true]);
    await world.act(({ members }) => members.admit(network.id, bob.person));
    expect(await standing(bob)).toEqual(['member', false]);
  });

  it('goes with an account that leaves its person, and comes along to the person with whom it is linked', async () => {
    await foundWithBob();
    const other = await world.meet('Bob elsewhere', 'slack');
    await link(bob, other);
    await exclude();
    await world.act(({ links }) => links.unlink(other.account));
    const alone = { ...other, person: await personOf(other) };
    expect(alone.person).not.toBe(bob.person);
    expect(await standing(alone)).toEqual(['none', true]);
    expect(await standing(bob)).toEqual(['left', true]);
    const fresh = await world.meet('Bob once more', 'matrix');
    expect(await standing(fresh)).toEqual(['none', false]);
    await link(alone, fresh);
    expect(await standing({ ...fresh, person: await personOf(fresh) })).toEqual(['none', true]);
  });

  it('in one network says nothing in another', async () => {
    await foundWithBob();
    await exclude();
    network = await world.found([ada, bob]);
    expect(await standing(bob)).toEqual(['member', false]);
  });

  it('goes when the person is erased', async () => {
    await foundWithBob();
    await exclude();
    const rows = () => world.look('select from exclusion where network_id = $1', [network.id]);
    expect(await rows()).toHaveLength(1);
    const tables = features.flatMap(({ personal }) => personal);
    await world.act(({ privacy }) => privacy.erase(bob.person, tables));
    expect(await rows()).toHaveLength(0);
  });

  it('finds members by their name or mark, and nobody else', async () => {
    await foundWithBob();
    const called = (words: string) => world.act(({ members }) => members.called(network.id, words));
    const found = [{ person: bob.person, name: 'Bob' }];
    for (const words of ['Bob', 'bO', bob.person.slice(0, 8), ' Ｂob ']) expect(await called(words), words).toEqual(found);
    for (const words of ['Zed', '%', '_ob', 'ob']) expect(await called(words), words).toEqual([]);
    await exclude();
    expect(await called('Bob')).toEqual([]);
  });
});

async function foundWithBob(): Promise<void> {
  bob = await world.meet('Bob');
  network = await world.found([ada, bob]);
  vote = await world.openVote(network);
}

async function link(one: Somebody, other: Somebody): Promise<void> {
  const { code } = await world.act(({ links }) => links.issue(one.account));
  await world.act(({ links }) => links.redeem(code, other.account));
}

async function personOf({ account }: Somebody): Promise<Somebody['person']> {
  const [row] = await world.look<{ person: Somebody['person'] }>('select person_id as person from account where id = $1', [account]);
  if (row === undefined) throw new Error('the account is gone');
  return row.person;
}
