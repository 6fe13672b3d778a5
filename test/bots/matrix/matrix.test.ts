import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import type { Event } from '../../../bots/conversation/event.ts';
import type { Platform } from '../../../bots/conversation/platform.ts';
import { createMatrix } from '../../../bots/matrix/matrix.ts';
import type { Login } from '../../../bots/matrix/session.ts';
import type { Delivery, Sent } from '../../../core/ports/sender.ts';
import type { PlatformHold } from '../../../core/ports/platform-hold.ts';
import type { PlatformMemory } from '../../../core/ports/platform-memory.ts';
import { haveSynapse } from '../../peers/matrix/install.ts';
import { startMatrix } from '../../peers/matrix/start.ts';
import type { MatrixPeer } from '../../peers/matrix/start.ts';
import { createMatrixClient } from '../../world/matrix-account.ts';
import type { MatrixClient } from '../../world/matrix-account.ts';
import { memoryInMemory, openFriend } from './friend.ts';

const reader = { language: 'en', timeZone: 'UTC' };
const quote = (text: string) => ({ text: [{ kind: 'paragraph', inlines: [{ kind: 'quote', text }] } as const] });

describe.skipIf(!(await haveSynapse()))('the platform Matrix', { timeout: 60_000 }, () => {
  let peer: MatrixPeer;
  let ada: MatrixClient;
  let room: string;
  const logged: { level: number; msg: string }[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const running: Platform[] = [];
  /** Of the one device that the token belongs to. */
  const ofToken = memoryInMemory();

  beforeAll(async () => {
    peer = await startMatrix();
    ada = createMatrixClient(peer.homeserver, await peer.register('ada'));
    room = await ada.createRoom({ preset: 'public_chat', invite: [peer.bot.userId] });
  }, 120_000);
  afterAll(async () => {
    for (const platform of running) await platform.stop();
    await peer.stop();
    expect(peer.violations).toEqual([]);
  });

  type Made = { login?: Login; memory?: PlatformMemory; hold?: PlatformHold };
  function make({
    login = { kind: 'token', accessToken: peer.bot.accessToken },
    memory = ofToken,
    hold = freeHold(),
  }: Made = {}): Platform {
    const platform = createMatrix({
      url: peer.url,
      login,
      commands: [],
      translator: createTranslator(),
      log,
      clock: { now: () => new Date() },
      memory,
      hold,
    });
    running.push(platform);
    return platform;
  }
  /** Answers everything for all to see, once. */
  async function start(platform: Platform): Promise<Event[]> {
    const heard: Event[] = [];
    await platform.start(async (event) => {
      if (heard.some(({ id }) => id === event.id)) return null;
      heard.push(event);
      const text = event.said.kind === 'text' ? event.said.text : '';
      return { message: quote(`heard ${text}`), audience: 'everyone', reader, answered: async () => {} };
    });
    return heard;
  }
  const post = (key: string, text: string): Delivery => ({
    key,
    installation: '',
    attempts: 0,
    task: { kind: 'message', message: quote(text), reader, target: { kind: 'post', place: room } },
  });
  const bodies = async (): Promise<string[]> => {
    const { chunk } = Page.parse(await ada.request('GET', `/rooms/${encodeURIComponent(room)}/messages?dir=b&limit=100`));
    return chunk.flatMap(({ content }) => content.body ?? []);
  };
  const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
    for (const end = Date.now() + 20_000; !(await holds()); await sleep(20))
      if (Date.now() > end) throw new Error('it did not come to that');
  };

  it('takes what was said since its invitation, and nothing from before', async () => {
    const other = await ada.createRoom({ preset: 'public_chat' });
    await ada.send(other, { msgtype: 'm.text', body: '!coop too early' });
    await ada.request('POST', `/rooms/${encodeURIComponent(other)}/invite`, { user_id: peer.bot.userId });
    await ada.send(other, { msgtype: 'm.text', body: '!coop in time' });
    const platform = make();
    const heard = await start(platform);
    await until(() => heard.length > 0);
    expect(heard.map(({ said }) => said)).toEqual([{ kind: 'text', text: '!coop in time' }]);
    expect(heard[0]?.place).toMatchObject({ externalId: other, private: false, managed: true });
    await platform.stop();
  });

  it('shows a message once, when the answer of the homeserver is lost, and when it is sent again by another life', async () => {
    const first = make();
    await start(first);
    peer.fault({ matches: ({ path }) => path.includes('/send/'), does: { kind: 'lost-answer' } });
    await expect(first.send(post('once', 'only once'))).rejects.toMatchObject({ code: 'matrix-unreachable' });
    const sent = await first.send(post('once', 'only once'));
    await first.stop();
    const second = make();
    await start(second);
    expect(await second.send(post('once', 'only once'))).toEqual(sent);
    expect((await bodies()).filter((body) => body === 'only once')).toHaveLength(1);
    await second.stop();
  });

  it('waits as long as the homeserver asks, and gives up what it forbids', async () => {
    const platform = make();
    await start(platform);
    const limited = { errcode: 'M_LIMIT_EXCEEDED', error: 'slower', retry_after_ms: 1_234 };
    peer.fault({ matches: ({ path }) => path.includes('/send/'), does: { kind: 'answer', status: 429, body: limited } });
    expect(await platform.send(post('limited', 'x'))).toEqual({ kind: 'later', after: 1_234, scope: 'route' } satisfies Sent);
    peer.fault({ matches: ({ path }) => path.includes('/send/'), does: { kind: 'answer', status: 403, body: { errcode: 'M_FORBIDDEN' } } });
    expect(await platform.send(post('forbidden', 'x'))).toMatchObject({
      kind: 'impossible',
      reason: expect.stringContaining('M_FORBIDDEN'),
    });
    peer.fault({ matches: ({ path }) => path.includes('/send/'), does: { kind: 'answer', status: 502, body: {} } });
    await expect(platform.send(post('broken', 'x'))).rejects.toMatchObject({ code: 'matrix-unavailable' });
    await platform.stop();
  });

  it('says once that its token is refused, and goes on when it is accepted again', async () => {
    const platform = make();
    const heard = await start(platform);
    logged.splice(0);
    const unknown = { errcode: 'M_UNKNOWN_TOKEN', error: 'gone' };
    peer.fault({ matches: () => true, times: 3, does: { kind: 'answer', status: 401, body: unknown } });
    await platform.sweep?.().catch(() => {});
    await ada.send(room, { msgtype: 'm.text', body: '!coop are you back' });
    await until(() => heard.length > 0);
    expect(logged.filter(({ level }) => level >= 50).map(({ msg }) => msg)).toEqual([
      expect.stringMatching(/does not accept the access token/),
    ]);
    expect(JSON.stringify(logged)).not.toContain(peer.bot.accessToken);
    await platform.stop();
  });

  it('has read everything when a sweep ends', async () => {
    const platform = make();
    const heard = await start(platform);
    for (let line = 0; line < 10; line += 1) await ada.send(room, { msgtype: 'm.text', body: `!coop line ${line}` });
    await platform.sweep?.();
    expect(heard).toHaveLength(10);
    await platform.stop();
    await expect(platform.sweep?.()).rejects.toMatchObject({ code: 'matrix-unreachable' });
  });

  it('says of what an earlier life may have heard that it may come out of turn', async () => {
    await ada.send(room, { msgtype: 'm.text', body: '!coop while away' });
    const platform = make();
    const heard = await start(platform);
    await until(() => heard.length === 1);
    await platform.sweep?.();
    await ada.send(room, { msgtype: 'm.text', body: '!coop now' });
    await until(() => heard.length === 2);
    expect(heard.map(({ outOfTurn }) => outOfTurn)).toEqual([true, undefined]);
    await platform.stop();
  });

  it('goes on hearing whatever nonsense stands in a room', async () => {
    const odd = await ada.createRoom({ preset: 'public_chat', invite: [peer.bot.userId] });
    const platform = make();
    const heard = await start(platform);
    const state = (type: string, key: string, content: Record<string, unknown>) =>
      ada.request('PUT', `/rooms/${encodeURIComponent(odd)}/state/${type}/${encodeURIComponent(key)}`, content);
    await state('m.room.encryption.not', '', { algorithm: 7 });
    await state('m.room.member', ada.userId, { membership: 'join', displayname: 'A'.repeat(200) });
    // What the homeserver itself refuses does not come.
    const sends = async (content: Record<string, unknown>, type?: string) => ada.send(odd, content, type).catch(() => null);
    await sends({ msgtype: 'm.text', body: ['!coop'] });
    await sends({ msgtype: 'm.text', body: '!coop', 'm.relates_to': 3 });
    await sends({ msgtype: 'm.text', body: '!coop', 'm.relates_to': { rel_type: 'm.thread', event_id: 7, 'm.in_reply_to': 'x' } });
    await sends({}, 'm.room.encrypted');
    await sends(
      { algorithm: 'm.megolm.v1.aes-sha2', ciphertext: 'x', session_id: 'y', sender_key: 'z', device_id: 'q' },
      'm.room.encrypted',
    );
    await ada.request('PUT', `/user/${encodeURIComponent(ada.userId)}/account_data/m.direct`, { odd: 7 });
    await ada.send(odd, { msgtype: 'm.text', body: '!coop last' });
    await until(() => heard.some(({ said }) => said.kind === 'text' && said.text === '!coop last'));
    expect(heard.filter(({ place }) => place.externalId === odd).map(({ said }) => said)).toEqual([
      { kind: 'text', text: '!coop' },
      { kind: 'text', text: '!coop' },
      { kind: 'text', text: '!coop last' },
    ]);
    expect(heard.at(-1)?.author.displayName).toBe('A'.repeat(100));
    await platform.stop();
  });

  it('leaves the device to the process that has it, and sends nothing meanwhile', async () => {
    const platform = make({ hold: { take: () => Promise.resolve(null) } });
    await expect(start(platform)).rejects.toMatchObject({ code: 'matrix-device-unreachable' });
    expect(await platform.send(post('waits', 'x'))).toMatchObject({ kind: 'later', scope: 'platform' });
  });

  it('logs in by password once, and stays the same device over restarts and logouts', async () => {
    const memory = memoryInMemory();
    const login = { kind: 'password', user: peer.bot.userId, password: peer.password } as const;
    const logins = () => peer.requests.filter(({ path, method }) => method === 'POST' && path.endsWith('/login')).length;
    const before = logins();
    for (let life = 0; life < 2; life += 1) {
      const platform = make({ memory, login });
      await start(platform);
      await platform.stop();
    }
    expect(logins()).toBe(before + 1);
    peer.fault({
      matches: ({ path }) => path.endsWith('/whoami'),
      does: { kind: 'answer', status: 401, body: { errcode: 'M_UNKNOWN_TOKEN' } },
    });
    const platform = make({ memory, login });
    await start(platform);
    await platform.stop();
    const devices = peer.requests.filter(({ path, method }) => method === 'POST' && path.endsWith('/login')).slice(before);
    expect(devices).toHaveLength(2);
    expect(new Set(devices.map(({ body }) => Object(body).device_id)).size).toBe(1);
  });

  it('refuses a device that has keys which it does not know', async () => {
    await expect(start(make({ memory: memoryInMemory() }))).rejects.toMatchObject({ code: 'matrix-device-used' });
  });

  it('hears and answers in an encrypted room so that its members can read it', async () => {
    const account = await peer.register('erin');
    const erin = await openFriend(peer.homeserver, account, [account.userId, peer.bot.userId]);
    const initial_state = [{ type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } }];
    const secret = await erin.client.createRoom({ preset: 'public_chat', invite: [peer.bot.userId], initial_state });
    const platform = make();
    const heard = await start(platform);
    await until(
      async () =>
        Object.keys(Object(await erin.client.request('GET', `/rooms/${encodeURIComponent(secret)}/joined_members`)).joined).length === 2,
    );
    await erin.says(secret, '!coop a secret');
    await erin.waitsFor('heard !coop a secret');
    expect(heard.map(({ said }) => said)).toEqual([{ kind: 'text', text: '!coop a secret' }]);
    const { chunk } = Object(await erin.client.request('GET', `/rooms/${encodeURIComponent(secret)}/messages?dir=b&limit=20`));
    expect(JSON.stringify(chunk)).not.toContain('a secret');
    await platform.stop();
    await erin.close();
  });

  it('is examined by the doctor', async () => {
    const found = async (platform: Platform) => (await platform.examine()).map(({ level, what }) => `${level}: ${what}`);
    expect(await found(make())).toEqual([
      expect.stringMatching(/^ok: the homeserver accepts the token of @coop:localhost, device \w+$/),
      'ok: its keys for encrypted rooms are published',
      'ok: its account has signed the device: clients show it as verified by its owner',
      'ok: to add it to a room, invite @coop:localhost',
    ]);
    expect(await found(make({ login: { kind: 'token', accessToken: 'wrong' } }))).toEqual([
      'wrong: the homeserver does not accept the access token',
    ]);
    const password = { kind: 'password', user: peer.bot.userId, password: 'wrong' } as const;
    expect(await found(make({ login: password }))).toEqual(['wrong: the homeserver refuses user and password']);
  });
});

const Page = z.object({ chunk: z.array(z.object({ content: z.object({ body: z.string().optional() }) })) });

function freeHold(): PlatformHold {
  return { take: () => Promise.resolve({ lost: new AbortController().signal, release: () => Promise.resolve() }) };
}
