import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Network } from '../../../core/ports/networks.ts';
import { createPortWorld } from './port-world.ts';
import type { PortWorld, Somebody } from './port-world.ts';

let world: PortWorld;
let ada: Somebody;
let bob: Somebody;
let network: Network;
beforeAll(async () => {
  world = await createPortWorld();
  [ada, bob] = [await world.meet('Ada'), await world.meet('Bob')];
  network = await world.found([ada, bob]);
});
afterAll(() => world[Symbol.asyncDispose]());

const day = 86_400_000;
const rules = { knownFor: 7 * day, vouches: 2 };
const tierOf = ({ person }: Somebody) => world.act(({ members }) => members.tierOf(network.id, person, rules));
/** Days ago. */
const age = ({ account }: Somebody, met: number, heard: number) =>
  world.look(`update account set created_at = now() - $2 * interval '1 day', last_heard_at = now() - $3 * interval '1 day' where id = $1`, [
    account,
    met,
    heard,
  ]);

async function join(name: string, platform?: string): Promise<Somebody> {
  const somebody = await world.meet(name, platform);
  await world.act(({ members }) => members.admit(network.id, somebody.person));
  return somebody;
}

const vouch = (candidate: Somebody, voucher: Somebody) =>
  world.act(({ members }) => members.vouch(network.id, { candidate: candidate.person, voucher: voucher.person }));

async function link(one: Somebody, other: Somebody): Promise<void> {
  const { code } = await world.act(({ links }) => links.issue(one.account));
  await world.act(({ links }) => links.redeem(code, other.account));
}

describe('a tier', () => {
  it.each([
    ['a fresh account', 0, 0, 0],
    ['one that was heard of once', 30, 30, 0],
    ['one that was heard of again within the day', 30, 29.1, 0],
    ['one that is known for not quite long enough', 6.9, 0, 0],
    ['one that is known and was heard of again', 7.1, 0, 1],
  ])('of %s', async (_, met, heard, tier) => {
    const somebody = await join('Somebody');
    await age(somebody, met, heard);
    expect(await tierOf(somebody)).toBe(tier);
  });

  it('rises by a second account on another platform, once that is known too', async () => {
    const somebody = await join('Cem');
    await age(somebody, 30, 0);
    const [slack, discord, console] = [await world.meet('Cem', 'slack'), await world.meet('Cem 2'), await world.meet('Cem', 'console')];
    for (const other of [discord, console]) {
      await link(somebody, other);
      await age(other, 30, 0);
    }
    expect(await tierOf(somebody)).toBe(1);
    await link(somebody, slack);
    expect(await tierOf(somebody)).toBe(1);
    await age(slack, 8, 0);
    expect(await tierOf(somebody)).toBe(2);
  });

  it('rises by the word of members of tier 1, and of nobody else', async () => {
    const [somebody, one, two, fresh] = [await join('Dan'), await join('One'), await join('Two'), await join('Fresh')];
    for (const known of [somebody, one, two]) await age(known, 30, 0);
    for (const voucher of [one, fresh]) await vouch(somebody, voucher);
    expect(await tierOf(somebody)).toBe(1);
    await vouch(somebody, two);
    expect(await tierOf(somebody)).toBe(2);
    await world.act(({ members }) => members.leave(network.id, two.person));
    expect(await tierOf(somebody)).toBe(1);
  });

  it('is none of the console alone, of whoever is no member, and of another network', async () => {
    const [console, stranger] = [await join('Eve', 'console'), await world.meet('Stranger')];
    for (const known of [console, stranger]) await age(known, 30, 0);
    expect([await tierOf(console), await tierOf(stranger)]).toEqual([0, 0]);
  });
});

describe('a vote that asks for a tier', () => {
  it('has the electors who reach it: twenty fresh accounts that vouch for each other have no voice', async () => {
    network = await world.found([ada, bob]);
    const linked = await world.meet('Ada', 'matrix');
    await link(ada, linked);
    for (const known of [ada, linked, bob]) await age(known, 30, 0);
    const fresh = [];
    for (let turn = 0; turn < 20; turn += 1) fresh.push(await join(`Sock ${turn}`));
    for (const candidate of fresh) for (const voucher of fresh.slice(0, 4)) if (candidate !== voucher) await vouch(candidate, voucher);
    const open = (needed: number) => {
      const tier = { tier: { needed, ...rules } };
      return world.openVote(network, { rules: { charterVersion: 1, quorum: '0/1', threshold: '0/1', steer: 'opener', ...tier } });
    };
    const [first, second, any] = [await open(1), await open(2), await world.openVote(network)];
    const electors = async (id: string) =>
      (await world.look<{ person_id: string }>('select person_id from elector where vote_id = $1', [id])).map((row) => row.person_id);
    expect((await electors(second.id)).toSorted()).toEqual([ada.person]);
    expect((await electors(first.id)).toSorted()).toEqual([ada.person, bob.person].toSorted());
    expect(await electors(any.id)).toHaveLength(22);
    expect(await world.act(({ members }) => members.tiers(network.id, rules))).toEqual([22, 2, 1]);
    const [sock] = fresh;
    if (sock === undefined) throw new Error('there are twenty');
    const cast = { vote: second.id, account: sock.account, choice: 0, castAt: new Date() };
    expect(await world.act(({ ballots }) => ballots.cast(cast))).toEqual({ kind: 'not-an-elector' });
  });
});
