import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../adapters/postgres/database.ts';
import type { Database } from '../../../adapters/postgres/database.ts';
import { enqueue, enqueueTell } from '../../../adapters/postgres/outbox.ts';
import type { OutboxRow } from '../../../adapters/postgres/outbox.ts';
import { unlimited } from '../../../adapters/postgres/pace.ts';
import { startRelay } from '../../../adapters/postgres/relay.ts';
import type { Relay, RelayOptions } from '../../../adapters/postgres/relay.ts';
import { claim } from '../../../adapters/postgres/relay-rows.ts';
import { createSeal } from '../../../adapters/postgres/seal.ts';
import { AccountId, NetworkId, PersonId, SpaceId } from '../../../core/ids.ts';
import type { Delivery, Sender, Sent } from '../../../core/ports/sender.ts';
import type { Message } from '../../../core/text/text.ts';
import { freshDatabase, testSecret } from '../../servers/database.ts';
import type { TestDatabase } from '../../servers/database.ts';

const log = pino({ level: 'silent' });
const seal = createSeal(testSecret);
const reader = { language: 'en', timeZone: 'UTC' };

let server: TestDatabase;
let database: Database;
const relays: Relay[] = [];
beforeEach(async () => {
  server = await freshDatabase();
  database = openDatabase({ url: async () => server.applicationUrl, log });
});
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  await database.close();
  await server.drop();
});

function start(senders: Record<string, Sender>, options: Partial<RelayOptions> = {}): Relay {
  const relay = startRelay({ database, senders, seal, log, poll: 50, limits: { default: unlimited }, ...options });
  relays.push(relay);
  return relay;
}

/** A platform that writes down what it is given and answers as told. */
function platform(answer: (delivery: Delivery) => Sent | Promise<Sent> = () => ({ kind: 'sent', externalId: null })) {
  const sent: { text: string; target: unknown; attempts: number; key: string }[] = [];
  const send = async (delivery: Delivery): Promise<Sent> => {
    const { task, attempts, key } = delivery;
    if (task.kind === 'message') sent.push({ text: words(task.message), target: task.target, attempts, key });
    return answer(delivery);
  };
  return { send, sent, texts: () => sent.map(({ text }) => text) };
}

function says(text: string): Message {
  return { text: [{ kind: 'preformatted', text }] };
}

function words({ text }: Message): string {
  return text.map((block) => (block.kind === 'preformatted' ? block.text : '?')).join();
}

function answerRow(text: string, route: string, platform = 'chat'): OutboxRow {
  const key = `answer/${randomUUID()}`;
  const sealed = seal.close(JSON.stringify({ token: 't' }), key);
  return {
    key,
    platform,
    installation: '',
    route,
    network: null,
    task: { kind: 'answer', sealed, audience: 'author', reader, message: says(text) },
  };
}

const queue = (...rows: OutboxRow[]) =>
  database.transact(async (session) => {
    for (const row of rows) await enqueue(session, row);
  });

const table = () =>
  database.transact(async ({ prisma }) =>
    (await prisma.outbox.findMany({ orderBy: { id: 'asc' } })).map(({ status, attempts, lastError }) => ({ status, attempts, lastError })),
  );

async function until(claimIsTrue: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 8_000;
  while (!(await claimIsTrue())) {
    if (performance.now() > end) throw new Error(`it never came true: ${claimIsTrue.toString()} ${JSON.stringify(await table())}`);
    await sleep(10);
  }
}

const allAre = async (status: string) => (await table()).every((row) => row.status === status);

/** A network with one bound place. */
async function bindPlace(place: string): Promise<{ network: NetworkId; space: SpaceId }> {
  const network = NetworkId.parse(randomUUID());
  const space = SpaceId.parse(randomUUID());
  await database.transact(async ({ prisma, enter }) => {
    await enter(network);
    await prisma.network.create({ data: { id: network, name: network, console: false, createdAt: new Date() } });
    await prisma.space.create({
      data: { id: space, networkId: network, platform: 'chat', installation: '', externalId: place, boundAt: new Date() },
    });
  });
  return { network, space };
}

function postRow(
  text: string,
  { network, space, subject = 'vote:1' }: { network: NetworkId; space: SpaceId; subject?: string },
): OutboxRow {
  const task = { kind: 'post', space, subject, reader, message: says(text) } as const;
  return { key: `post/${randomUUID()}`, platform: 'chat', installation: '', route: space, network, task };
}

describe('the relay', () => {
  it('sends what is due, opens its address, and keeps nothing but the key', async () => {
    const chat = platform();
    start({ chat });
    await queue(answerRow('hello', 'r'));
    await until(() => allAre('sent'));
    expect(chat.sent).toMatchObject([{ text: 'hello', attempts: 0, target: { kind: 'answer', to: { token: 't' }, audience: 'author' } }]);
    expect(await database.transact(({ prisma }) => prisma.outbox.findMany({ select: { delivery: true } }))).toEqual([{ delivery: {} }]);
  });

  it('keeps the order within a route, also with two relays and a slow platform', async () => {
    const left: string[] = [];
    const chat = platform(async ({ task }) => {
      await sleep(Math.random() * 15);
      if (task.kind === 'message') left.push(words(task.message));
      return { kind: 'sent', externalId: null };
    });
    const other = openDatabase({ url: async () => server.applicationUrl, log });
    start({ chat }, { width: 30 });
    const second = startRelay({ database: other, senders: { chat }, seal, log, poll: 20, limits: { default: unlimited }, width: 30 });
    const rows = Array.from({ length: 60 }, (_, i) => answerRow(`${i % 4}:${Math.floor(i / 4)}`, `route ${i % 4}`));
    await queue(...rows);
    await until(() => allAre('sent'));
    await second.stop();
    await other.close();
    expect(left.length).toBe(60);
    for (const route of ['0', '1', '2', '3']) {
      const order = left.filter((text) => text.startsWith(route)).map((text) => Number(text.split(':')[1]));
      expect(order).toEqual(Array.from({ length: 15 }, (_, i) => i));
    }
  });

  it('sets a poisoned row aside without its words, and the others pass', async () => {
    const chat = platform(({ task }) => {
      if (task.kind === 'message' && words(task.message) === 'poison')
        throw Object.assign(new TypeError('cannot send "poison"'), { status: 400 });
      return { kind: 'sent', externalId: null };
    });
    start({ chat }, { attempts: 2, pause: 50 });
    await queue(answerRow('poison', 'a'), answerRow('behind it', 'a'), answerRow('elsewhere', 'b'));
    await until(async () => (await table()).every((row) => row.status !== 'due'));
    expect(await table()).toMatchObject([{ status: 'aside', lastError: 'TypeError, status 400' }, { status: 'sent' }, { status: 'sent' }]);
    expect(chat.texts()).toContain('behind it');
    expect(chat.texts().indexOf('elsewhere')).toBeLessThan(chat.texts().indexOf('behind it'));
  });

  it('sets aside at once what is impossible, malformed or sealed with another secret', async () => {
    const chat = platform(() => ({ kind: 'impossible', reason: 'the channel is gone' }));
    const strange = answerRow('strange', 'b');
    await queue(answerRow('gone', 'a'), { ...strange, key: 'another key' });
    await database.transact(({ sql }) =>
      sql.query(
        `insert into outbox (key, platform, installation, route, delivery) values ('m', 'chat', '', 'c', '{"kind":"answer","text":"secret words"}')`,
      ),
    );
    start({ chat });
    await until(() => allAre('aside'));
    const reasons = (await table()).map(({ lastError }) => lastError);
    expect(reasons[0]).toBe('the channel is gone');
    expect(reasons[1]).toContain('another secret');
    expect(reasons[2]).toMatch(/^malformed: .*sealed/);
    expect(reasons.join()).not.toContain('secret words');
    expect(chat.sent.length).toBe(1);
  });

  it('waits as long as the platform asks, without counting it as a failure', async () => {
    const began = performance.now();
    const chat = platform(({ attempts }) =>
      attempts === 0 ? { kind: 'later', after: 400, scope: 'route' } : { kind: 'sent', externalId: null },
    );
    start({ chat }, { attempts: 2 });
    await queue(answerRow('first', 'a'), answerRow('second', 'a'));
    await until(() => allAre('sent'));
    expect(chat.texts()).toEqual(['first', 'first', 'second', 'second']);
    expect(performance.now() - began).toBeGreaterThan(800);
  });

  it('leaves a whole platform alone when it asks for that, and no other', async () => {
    let asked = 0;
    const busy = platform(() => (asked++ === 0 ? { kind: 'later', after: 300, scope: 'platform' } : { kind: 'sent', externalId: null }));
    const calm = platform();
    start({ chat: busy, calm });
    const began = performance.now();
    await queue(answerRow('one', 'a'));
    await until(() => asked === 1);
    await queue(answerRow('two', 'b'), answerRow('three', 'c', 'calm'));
    await until(() => calm.sent.length === 1);
    expect(asked).toBe(1);
    await until(() => allAre('sent'));
    expect(performance.now() - began).toBeGreaterThan(280);
  });

  it('sends again what a crashed relay had begun, and says that it was begun before', async () => {
    await queue(answerRow('maybe sent', 'a'));
    expect((await claim(database, { platforms: ['chat'], limit: 10, lease: 300 })).length).toBe(1); // and crashes
    const chat = platform();
    start({ chat });
    await sleep(150);
    expect(chat.sent).toEqual([]);
    await until(() => allAre('sent'));
    expect(chat.sent).toMatchObject([{ text: 'maybe sent', attempts: 1 }]);
  });

  it('posts first, edits afterwards, and of several waiting edits sends only the newest', async () => {
    const home = await bindPlace('#home');
    let held = Promise.withResolvers<void>();
    const chat = platform(async () => {
      await held.promise;
      return { kind: 'sent', externalId: 'm1' };
    });
    start({ chat });
    await queue(postRow('opened', home));
    await until(() => chat.sent.length === 1);
    await queue(
      postRow('1 of 3', home),
      postRow('other', { ...home, subject: 'vote:2' }),
      postRow('2 of 3', home),
      postRow('3 of 3', home),
    );
    held.resolve();
    await until(() => allAre('sent'));
    expect(chat.sent.map(({ text, target }) => ({ text, target }))).toEqual([
      { text: 'opened', target: { kind: 'post', place: '#home' } },
      { text: 'other', target: { kind: 'post', place: '#home' } },
      { text: '3 of 3', target: { kind: 'edit', place: '#home', externalId: 'm1' } },
    ]);
  });

  it('tells a person on the account used last, even after two persons became one; on a public platform only where there is no other', async () => {
    const [before, after, other] = [PersonId.parse(randomUUID()), PersonId.parse(randomUUID()), PersonId.parse(randomUUID())];
    const common = { installation: '', displayName: 'Ada', createdAt: new Date() };
    const id = AccountId.parse(randomUUID());
    await database.transact(async (session) => {
      const { person, account } = session.prisma;
      for (const each of [before, after, other]) await person.create({ data: { id: each, language: 'de', createdAt: new Date() } });
      const add = (personId: PersonId, platform: string, more: object = {}) =>
        account.create({ data: { ...common, id: randomUUID(), personId, platform, externalId: `${platform} of ${personId}`, ...more } });
      await add(before, 'quiet', { id, lastHeardAt: new Date(0) });
      await add(after, 'chat');
      await add(after, 'square');
      await add(other, 'square');
      await enqueueTell(session, { key: 'tell', person: before, message: says('psst') });
      await enqueueTell(session, { key: 'tell other', person: other, message: says('alone there') });
      await account.update({ where: { id }, data: { personId: after } });
    });
    const [chat, square] = [platform(), { ...platform(), isPublic: true } as const];
    start({ chat, quiet: platform(), square });
    await until(() => allAre('sent'));
    expect(chat.sent).toMatchObject([{ text: 'psst', target: { kind: 'direct', account: `chat of ${after}` } }]);
    expect(square.texts()).toEqual(['alone there']);
  });

  it('writes no faster than allowed', async () => {
    const chat = platform();
    start({ chat }, { limits: { chat: { route: { burst: 2, perSecond: 10 }, platform: unlimited.platform } } });
    const began = performance.now();
    await queue(...Array.from({ length: 6 }, (_, i) => answerRow(`${i}`, 'a')));
    await until(() => allAre('sent'));
    expect(chat.texts()).toEqual(['0', '1', '2', '3', '4', '5']);
    expect(performance.now() - began).toBeGreaterThan(390);
  });

  it('uses up no attempts while a whole platform is down', async () => {
    let isDown = true;
    const chat = platform(() => {
      if (isDown) throw new Error('connect refused');
      return { kind: 'sent', externalId: null };
    });
    start({ chat }, { attempts: 3, pause: 20 });
    await queue(...Array.from({ length: 4 }, (_, i) => answerRow(`${i}`, `r${i}`)));
    await until(() => chat.sent.length >= 16);
    isDown = false;
    await until(() => allAre('sent'));
  });
});
