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

const status = ({ person }: Somebody) => world.act(({ members }) => members.status(network.id, person));
const vouch = (candidate: Somebody, voucher: Somebody) =>
  world.act(({ members }) => members.vouch(network.id, { candidate: candidate.person, voucher: voucher.person }));
const admissions = ({ person }: Somebody) =>
  world.look("select kind from ledger_entry where body ->> 'person' = $1 and kind like 'member.%' order by sequence", [person]);

describe('members', () => {
  it('asks, is admitted, leaves and comes back; the ledger knows of each coming and going once', async () => {
    const eve = await world.meet('Eve');
    expect(await status(eve)).toBe('none');
    for (const [step, expected] of [
      ['ask', 'asked'],
      ['ask', 'asked'],
      ['admit', 'member'],
      ['admit', 'member'],
      ['ask', 'member'],
      ['leave', 'left'],
      ['leave', 'left'],
      ['ask', 'asked'],
      ['admit', 'member'],
    ] as const) {
      await world.act(({ members }) => members[step](network.id, eve.person));
      expect(await status(eve), step).toBe(expected);
    }
    expect((await admissions(eve)).map((entry) => entry['kind'])).toEqual(['member.admitted', 'member.left', 'member.admitted']);
  });

  it('admits somebody once when several say so at the same time', async () => {
    const eve = await world.meet('Eve');
    await Promise.all(Array.from({ length: 8 }, () => world.act(({ members }) => members.admit(network.id, eve.person))));
    expect(await admissions(eve)).toHaveLength(1);
  });

  it('counts members only', async () => {
    const [zoe, yan] = [await world.meet('Zoe'), await world.meet('Yan')];
    const other = await world.found([zoe]);
    await world.act(({ members }) => members.ask(other.id, yan.person));
    expect(await world.act(({ members }) => members.count(other.id))).toBe(1);
    expect(await world.act(({ members }) => members.waiting(other.id))).toEqual([{ person: yan.person, name: 'Yan' }]);
  });

  it('counts each voucher once, and only while a member', async () => {
    const eve = await world.meet('Eve');
    await world.act(({ members }) => members.ask(network.id, eve.person));
    expect(await vouch(eve, ada)).toBe(1);
    expect(await vouch(eve, ada)).toBe(1);
    const cat = await world.meet('Cat');
    await world.act(({ members }) => members.admit(network.id, cat.person));
    expect(await vouch(eve, cat)).toBe(2);
    await world.act(({ members }) => members.leave(network.id, cat.person));
    expect(await vouch(eve, ada)).toBe(1);
  });

  it('forgets the vouches for somebody who leaves and asks again', async () => {
    const eve = await world.meet('Eve');
    await world.act(({ members }) => members.ask(network.id, eve.person));
    await vouch(eve, ada);
    await world.act(({ members }) => members.leave(network.id, eve.person));
    await world.act(({ members }) => members.ask(network.id, eve.person));
    expect(await vouch(eve, bob)).toBe(1);
  });

  it('refuses to vouch for oneself, and for who neither asked nor is a member', async () => {
    const eve = await world.meet('Eve');
    await expect(vouch(ada, ada)).rejects.toMatchObject({ code: 'networks.vouch-for-oneself' });
    await expect(vouch(eve, ada)).rejects.toMatchObject({ code: 'networks.vouch-not-asked', sentences: [{ values: { name: 'Eve' } }] });
    expect(await vouch(bob, ada)).toBe(1);
  });
});
