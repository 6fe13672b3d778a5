import { afterAll, beforeAll, expect, it } from 'vitest';
import { OutboxTask } from '../../../adapters/postgres/outbox.ts';
import { NetworkId, PlatformName, VoteId } from '../../../core/ids.ts';
import { message, moment, say } from '../../../core/text/text.ts';
import { createPortWorld } from './port-world.ts';
import type { PortWorld } from './port-world.ts';

let world: PortWorld;
beforeAll(async () => {
  world = await createPortWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const words = message(say('voting.not-open', { number: 3, status: 'closed' }));
const rows = (like: string) =>
  world.look<{ platform: string; installation: string; route: string; network_id: string; delivery: unknown }>(
    'select platform, installation, route, network_id, delivery from outbox where key like $1 order by route',
    [like],
  );

it('posts in every space of the network, once per occasion, on the route of the place', async () => {
  const network = await world.found([await world.meet('Ada')]);
  const other = await world.found([await world.meet('Bob')]);
  await world.act(async ({ spaces }) => {
    for (const externalId of ['hall', 'yard'])
      await spaces.bind(network.id, { platform: PlatformName.parse('discord'), installation: 'bot', externalId });
    await spaces.bind(other.id, { platform: PlatformName.parse('discord'), installation: 'bot', externalId: 'elsewhere' });
  });
  const post = { subject: 'vote:7', occasion: 'opened', message: words };
  for (let turn = 0; turn < 3; turn += 1) await world.act(({ messenger }) => messenger.post(network.id, post));
  await world.act(({ messenger }) => messenger.post(network.id, { ...post, occasion: 'closed' }));
  const opened = await rows('post:vote:7:opened:%');
  expect(opened).toMatchObject(
    ['hall', 'yard'].map((route) => ({ platform: 'discord', installation: 'bot', route, network_id: network.id })),
  );
  for (const { delivery } of opened) expect(OutboxTask.parse(delivery)).toMatchObject({ kind: 'post', subject: 'vote:7', message: words });
  expect(await rows('post:vote:7:closed:%')).toHaveLength(2);
});

it('tells a person once per occasion, and everybody their own', async () => {
  const [ada, bob] = [await world.meet('Ada'), await world.meet('Bob')];
  for (const { person } of [ada, ada, bob])
    await world.act(({ messenger }) => messenger.tell(person, { occasion: 'admitted', message: words }));
  const told = (await rows('tell:admitted:%')).map(({ delivery }) => OutboxTask.parse(delivery));
  expect(told).toHaveLength(2);
  expect(told).toContainEqual({ kind: 'tell', account: ada.account, message: words });
});

it('says nothing when the transaction is undone', async () => {
  const ada = await world.meet('Ada');
  const undone = world.act(async ({ messenger }) => {
    await messenger.tell(ada.person, { occasion: 'undone', message: message(say('voting.not-open', { at: moment(new Date()) })) });
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await rows('tell:undone:%')).toEqual([]);
});

it('signals a process once per occasion', async () => {
  const vote = { network: NetworkId.parse(crypto.randomUUID()), vote: VoteId.parse(crypto.randomUUID()) };
  await world.act(async ({ processes }) => {
    await processes.startVote(vote);
    await processes.startVote(vote);
    for (const occasion of ['1', '1', '2']) await processes.voteChanged({ ...vote, occasion });
  });
  const kinds = (await rows(`vote:${vote.vote}:%`)).map(({ delivery }) => OutboxTask.parse(delivery).kind);
  expect(kinds.sort()).toEqual(['start-vote', 'vote-changed', 'vote-changed']);
});
