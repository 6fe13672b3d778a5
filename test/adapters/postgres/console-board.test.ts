import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createConsoleBoard } from '../../../adapters/postgres/console-board.ts';
import { openDatabase } from '../../../adapters/postgres/database.ts';
import { prune } from '../../../adapters/postgres/prune.ts';
import { PlatformName } from '../../../core/ids.ts';
import type { Addressed, ConsoleBoard } from '../../../core/ports/console-board.ts';
import { message, say } from '../../../core/text/text.ts';
import { createPortWorld } from './port-world.ts';
import type { PortWorld } from './port-world.ts';

const log = pino({ level: 'silent' });
const reader = { language: 'en', timeZone: 'UTC' };
const words = (number: number) => message(say('voting.not-open', { number, status: 'closed' }));

let world: PortWorld;
let board: ConsoleBoard;
beforeAll(async () => {
  world = await createPortWorld();
  board = createConsoleBoard({ database: world.database, log });
});
afterAll(() => world[Symbol.asyncDispose]());

/** Every test has a room and people of its own. */
let room: string;
beforeEach(() => {
  room = randomUUID();
});
const ada = () => ({ account: `ada of ${room}`, room });
const note = (key: string | number, more: Partial<Parameters<ConsoleBoard['post']>[0]> = {}) => ({
  key: `${room} ${key}`,
  room,
  account: null,
  event: null,
  asker: null,
  message: words(Number(key)),
  reader,
  ...more,
});

describe('the board', () => {
  it('keeps one message per key, in order, for those whom it is for', async () => {
    const first = await board.post(note(1));
    await board.post(note(2, { account: ada().account, event: 'e' }));
    await board.post(note(3, { account: 'bob' }));
    await board.post(note(4, { room: `${room} next door` }));
    await board.post(note(5, { room: null, account: ada().account, asker: 'Bob' }));
    expect(await board.post(note(1, { message: words(99) }))).toBe(first);
    const unread = await board.unread(ada(), 0n, 10);
    expect(unread.map(({ message: text }) => text)).toEqual([1, 2, 5].map(words));
    expect(unread[0]).toEqual({
      posted: BigInt(first),
      position: BigInt(first),
      room,
      account: null,
      event: null,
      asker: null,
      message: words(1),
      reader,
    });
    expect(unread[1]).toMatchObject({ account: ada().account, event: 'e' });
    expect(unread[2]).toMatchObject({ room: null, account: ada().account, asker: 'Bob' });
    expect(await board.unread(ada(), unread[0]?.position ?? 0n, 1)).toEqual([unread[1]]);
  });

  it('moves what is changed to the end, and nothing for a change that is none', async () => {
    const first = await board.post(note(1));
    await board.post(note(2));
    expect(await board.replace(first, { message: words(3), reader })).toBe(true);
    expect(await board.replace(first, { message: words(3), reader })).toBe(true);
    const unread = await board.unread(ada(), 0n, 10);
    expect(unread.map(({ message: text }) => text)).toEqual([2, 3].map(words));
    expect(unread[1]?.posted).toBe(BigInt(first));
    expect(unread[1]?.position).toBe((unread[0]?.position ?? 0n) + 1n);
  });

  it.each(['999999999', 'not one of ours', '-1', '99999999999999999999999', ''])('knows no message %j to change', async (id) => {
    expect(await board.replace(id, { message: words(1), reader })).toBe(false);
  });

  it('shows a reader that follows it each message once, however many post at once', { timeout: 30_000 }, async () => {
    const count = 300;
    const seen: unknown[] = [];
    let position = 0n;
    const follow = async () => {
      for (const row of await board.unread(ada(), position, 50)) {
        expect(row.position).toBeGreaterThan(position);
        position = row.position;
        seen.push(row.message);
      }
    };
    let posting = true;
    const writers = Array.from({ length: 10 }, async (_, writer) => {
      for (let turn = 0; turn < count / 10; turn += 1) await board.post(note(turn * 10 + writer));
    });
    const reading = (async () => {
      while (posting) await follow();
    })();
    await Promise.all(writers);
    posting = false;
    await reading;
    for (let before = -1; seen.length > before;) {
      before = seen.length;
      await follow();
    }
    expect(seen).toHaveLength(count);
    expect(new Set(seen.map((text) => JSON.stringify(text))).size).toBe(count);
  });

  it('is read in the words and hours of the reader, as far as they are known', async () => {
    const person = randomUUID();
    const account = `zoe ${room}`;
    await world.look("insert into person (id, time_zone, created_at) values ($1, 'Europe/Berlin', now())", [person]);
    await world.look(
      `insert into account (id, person_id, platform, installation, external_id, display_name, created_at)
       values (gen_random_uuid(), $1, 'console', '', $2, 'Zoe', now())`,
      [person, account],
    );
    await board.post(note(1, { reader: { language: 'de', timeZone: 'UTC' } }));
    const [shown] = await board.unread({ account, room }, 0n, 1);
    expect(shown?.reader).toEqual({ language: 'de', timeZone: 'Europe/Berlin' });
  });

  it('lets nobody stop at a message that another release wrote', async () => {
    await world.look(
      `insert into console_message (id, ordinal, key, room, reader, message)
       select next, next, $1, $2, '{"language":"en","timeZone":"UTC"}', '{"text":[{"kind":"hologram"}]}' from nextval('console_message_id_seq') next`,
      [room, room],
    );
    await board.post(note(2));
    expect((await board.unread(ada(), 0n, 10)).map(({ message: text }) => text)).toEqual([null, words(2)]);
  });

  it('is forgotten after 30 days, and who has not read for so long begins anew', async () => {
    const old = await board.post(note(1));
    const edited = await board.post(note(2));
    await board.post(note(3));
    await board.seen(ada(), 1n);
    await world.look("update console_message set posted_at = now() - interval '31 days' where id = any($1)", [[old, edited]]);
    await world.look("update console_message set edited_at = now() - interval '29 days' where id = $1", [edited]);
    await world.look("update console_reader set seen_at = now() - interval '31 days' where room = $1", [room]);
    expect(await prune(world.database)).toMatchObject({ console: 1 });
    expect((await board.unread(ada(), 0n, 10)).map(({ message: text }) => text)).toEqual([2, 3].map(words));
    expect((await board.arrive(ada())).recent).toHaveLength(2);
  });
});

describe('somebody who arrives', () => {
  it('for the first time begins at the end, with the latest five that are for everybody', async () => {
    for (let number = 1; number <= 7; number += 1) await board.post(note(number));
    const last = await board.post(note(8, { account: ada().account }));
    const { after, recent } = await board.arrive(ada());
    expect(after).toBe(BigInt(last));
    expect(recent.map(({ message: text }) => text)).toEqual([3, 4, 5, 6, 7].map(words));
  });

  it('again goes on where the account stood in that room, never before it', async () => {
    const first = BigInt(await board.post(note(1)));
    await board.seen(ada(), first);
    await board.seen(ada(), first - 1n);
    expect(await board.arrive(ada())).toEqual({ after: first, recent: [] });
    expect((await board.arrive({ account: 'bob', room })).recent).toHaveLength(1);
  });
});

describe('what is on its way', () => {
  const enqueue = (platform: string, route: string, due = 'now()') =>
    world.look(`insert into outbox (key, platform, installation, route, delivery, due_at) values ($1, $2, '', $3, '{}', ${due})`, [
      randomUUID(),
      platform,
      route,
    ]);

  it('is expected by those whom it is for', async () => {
    const bob = { account: `bob ${room}`, room };
    const quiet = { account: 'carla', room: `${room} elsewhere` };
    expect(await board.isExpecting(bob)).toBe(false);
    await enqueue('discord', room);
    await enqueue('console', room, "now() + interval '1 minute'");
    expect(await board.isExpecting(bob)).toBe(false);
    await enqueue('console', `direct:${bob.account}`);
    expect(await board.isExpecting(bob)).toBe(true);
    expect(await board.isExpecting({ account: 'carla', room })).toBe(false);
    await enqueue('console', room);
    expect(await board.isExpecting({ account: 'carla', room })).toBe(true);
    expect(await board.isExpecting(quiet)).toBe(false);
  });

  it('is expected at once: moments are kept in whole milliseconds, rounded up as often as down', async () => {
    const expecting: boolean[] = [];
    for (let turn = 0; turn < 40; turn += 1) {
      await enqueue('console', `${room} ${turn}`);
      expecting.push(await board.isExpecting({ account: 'carla', room: `${room} ${turn}` }));
    }
    expect(expecting).not.toContain(false);
  });

  it('is also a word to the person, whose account is chosen when it leaves', async () => {
    const dora = await world.meet('Dora', 'console');
    const [{ external_id: account } = { external_id: '' }] = await world.look<{ external_id: string }>(
      'select external_id from account where id = $1',
      [dora.account],
    );
    expect(await board.isExpecting({ account, room })).toBe(false);
    await world.act(({ messenger }) => messenger.tell(dora.person, { occasion: 'test', message: words(1) }));
    expect(await board.isExpecting({ account, room })).toBe(true);
  });

  it('is also the outcome of a vote that ends, in the place of its network', async () => {
    const network = await world.found([await world.meet('Ada')]);
    await world.act(({ spaces }) =>
      spaces.bind(network.id, { platform: PlatformName.parse('console'), installation: '', externalId: room }),
    );
    const vote = await world.openVote(network);
    expect(await board.isExpecting(ada())).toBe(false);
    await world.act(({ votes }) => votes.reschedule(vote, new Date(0)));
    expect(await board.isExpecting(ada())).toBe(true);
    expect(await board.isExpecting({ account: ada().account, room: `${room} elsewhere` })).toBe(false);
  });
});

describe('whoever watches the board', () => {
  it('is woken at once by this process, with whom it is for', async () => {
    const woken: (Addressed | null)[] = [];
    onTestFinished(board.watch((to) => void woken.push(to)));
    await board.post(note(1, { account: ada().account }));
    expect(woken).toContainEqual(expect.objectContaining({ room, account: ada().account }));
  });

  it('is woken by other processes soon', async () => {
    const elsewhere = openDatabase({ url: async () => world.applicationUrl, log });
    onTestFinished(() => elsewhere.close());
    const [looked, woken] = [Promise.withResolvers<Addressed | null>(), Promise.withResolvers<Addressed | null>()];
    let isFirst = true;
    const stop = board.watch((to) => {
      (isFirst ? looked : woken).resolve(to);
      isFirst = false;
    });
    onTestFinished(stop);
    await looked.promise; // nobody knows yet what stood there before
    await createConsoleBoard({ database: elsewhere, log }).post(note(2));
    expect(await woken.promise).toBeNull();
  });
});
