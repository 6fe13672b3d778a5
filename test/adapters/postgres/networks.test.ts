import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultCharter } from '../../../core/charter/charter.ts';
import { NetworkId, PlatformName } from '../../../core/ids.ts';
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

const create = (name: string, founder = ada) =>
  world.act(({ networks }) => networks.create({ name, console: false, charter: defaultCharter, founder: founder.person }));

describe('networks', () => {
  it('makes the founder the first member, under the charter that was given', async () => {
    const network = await create('Garden');
    expect(await world.act(({ members }) => members.status(network.id, ada.person))).toBe('member');
    expect(await world.act(({ charters }) => charters.current(network.id))).toEqual({ version: 1, rules: defaultCharter });
  });

  it('finds a network by its id, by its name in any case and spacing, and those of a person', async () => {
    const network = await create('The  Öld  Mill', bob);
    expect(network.name).toBe('The Öld Mill');
    await world.act(async ({ networks }) => {
      expect(await networks.find(network.id)).toEqual(network);
      expect(await networks.findByName(' the öld mill ')).toEqual(network);
      expect(await networks.findByName('The Ｏld Mill')).toBeNull();
      expect(await networks.of(bob.person)).toEqual([network]);
      expect(await networks.find(NetworkId.parse(crypto.randomUUID()))).toBeNull();
    });
  });

  it('refuses a name that is taken in another case or in look-alike characters', async () => {
    await create('Library');
    for (const name of ['Library', 'LIBRARY', ' library', 'Ｌibrary'])
      await expect(create(name, bob), name).rejects.toMatchObject({ code: 'networks.name-taken' });
  });

  it('gives a name to one of several who want it at once', async () => {
    const outcomes = await Promise.allSettled(['Race', 'RACE', 'race', 'rAcE'].map((name) => create(name)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('spaces', () => {
  const place = (externalId: string) => ({ platform: PlatformName.parse('discord'), installation: 'bot', externalId });

  it('binds a place once, however often it is said, and unbinds it', async () => {
    const network = await create('Spaces');
    const bound = await world.act(({ spaces }) => spaces.bind(network.id, place('1')));
    expect(await world.act(({ spaces }) => spaces.bind(network.id, place('1')))).toEqual(bound);
    expect(await world.act(({ spaces }) => spaces.of(network.id))).toEqual([bound]);
    expect(await world.act(({ spaces }) => spaces.unbind(network.id, place('1')))).toBe(true);
    expect(await world.act(({ spaces }) => spaces.unbind(network.id, place('1')))).toBe(false);
    expect(await world.act(({ spaces }) => spaces.of(network.id))).toEqual([]);
  });

  it('refuses a place of another network, and never unbinds it for a stranger', async () => {
    const [mine, theirs] = [await create('Mine'), await create('Theirs', bob)];
    await world.act(({ spaces }) => spaces.bind(theirs.id, place('2')));
    await expect(world.act(({ spaces }) => spaces.bind(mine.id, place('2')))).rejects.toMatchObject({ code: 'networks.place-taken' });
    expect(await world.act(({ spaces }) => spaces.unbind(mine.id, place('2')))).toBe(false);
    expect(await world.act(({ spaces }) => spaces.of(theirs.id))).toHaveLength(1);
  });
});
