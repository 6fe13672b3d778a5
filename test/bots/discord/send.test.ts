import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery, MessageTask } from '../../../core/ports/sender.ts';
import { paragraph } from '../../../core/text/text.ts';
import { havePeers } from '../../peers/install.ts';
import type { Fault } from '../../peers/discord/front.ts';
import type { DiscordPerson } from '../../world/discord-person.ts';
import { english, openScriptedWorld } from './scripted-world.ts';
import type { ScriptedWorld } from './scripted-world.ts';

describe.skipIf(!(await havePeers()))('sending to Discord', { timeout: 20_000 }, () => {
  let world: ScriptedWorld;
  let ada: DiscordPerson;
  let count = 0;
  let key = '';
  beforeAll(async () => {
    world = await openScriptedWorld(() => null);
    ada = await world.person('ada');
  });
  beforeEach(() => void (key = `key ${++count}`));
  afterAll(async () => {
    await world.close();
    expect(world.peer.violations).toEqual([]);
  });

  const delivery = (text: string, target: MessageTask['target'], attempts = 0): Delivery => ({
    key,
    installation: '',
    attempts,
    task: { kind: 'message', message: { text: [paragraph({ kind: 'quote', text })] }, reader: english, target },
  });
  const post = (text: string, attempts = 0) => delivery(text, { kind: 'post', place: world.peer.channel }, attempts);
  const shownTimes = async (text: string) => (await ada.sees()).filter((shown) => shown === text).length;
  const failNext = (does: Fault['does'], path: RegExp = /messages$/) =>
    world.peer.fault({ matches: (request) => request.method !== 'GET' && path.test(request.path), does });

  it('posts, edits in place, and tells the id of the message', async () => {
    const sent = await world.platform.send(post('the vote is open'));
    if (sent.kind !== 'sent' || sent.externalId === null) throw new Error('not sent');
    const edit = { kind: 'edit', place: world.peer.channel, externalId: sent.externalId } as const;
    expect(await world.platform.send(delivery('the vote is closed', edit))).toEqual(sent);
    expect(await shownTimes('the vote is open')).toBe(0);
    expect(await shownTimes('the vote is closed')).toBe(1);
  });

  it('posts again what somebody deleted', async () => {
    const edit = { kind: 'edit', place: world.peer.channel, externalId: '1' } as const;
    expect(await world.platform.send(delivery('deleted meanwhile', edit))).toMatchObject({ kind: 'sent' });
    expect(await shownTimes('deleted meanwhile')).toBe(1);
  });

  it('writes to one person', async () => {
    const bob = await world.person('bob');
    expect(await world.platform.send(delivery('only for ada', { kind: 'direct', account: ada.id }))).toMatchObject({ kind: 'sent' });
    expect(await shownTimes('only for ada')).toBe(1);
    expect(await bob.sees()).not.toContain('only for ada');
  });

  it.each([0, 1])('shows a message once when its answer was lost (repeated as try %i)', async (attempts) => {
    const text = `lost answer ${attempts}`;
    failNext({ kind: 'lost-answer' });
    await expect(world.platform.send(post(text))).rejects.toMatchObject({ code: 'discord-unreachable' });
    expect(await world.platform.send(post(text, attempts))).toMatchObject({ kind: 'sent' });
    expect(await shownTimes(text)).toBe(1);
  });

  it('looks before it repeats, when Discord has forgotten the nonce', async () => {
    await world.platform.send(post('forgotten nonce'));
    key = 'another nonce, as after some minutes';
    await world.platform.send(post('forgotten nonce', 3));
    expect(await shownTimes('forgotten nonce')).toBe(1);
  });

  it('gives up on a channel that is gone or closed to it', async () => {
    expect(await world.platform.send(delivery('nowhere', { kind: 'post', place: '1' }))).toEqual({
      kind: 'impossible',
      reason: 'Discord refused it: 404, code 10003',
    });
    const eve = await world.person('eve');
    world.peer.closeDirect(eve.id);
    expect(await world.platform.send(delivery('to eve', { kind: 'direct', account: eve.id }))).toMatchObject({ kind: 'impossible' });
  });

  it('throws what passes by itself', async () => {
    const place = await world.peer.addChannel('third');
    failNext({ kind: 'status', status: 503 });
    await expect(world.platform.send(delivery('unavailable', { kind: 'post', place }))).rejects.toMatchObject({
      code: 'discord-unavailable',
    });
    failNext({ kind: 'hang-up' });
    await expect(world.platform.send(delivery('hung up', { kind: 'post', place }))).rejects.toMatchObject({ code: 'discord-unreachable' });
  });

  describe('answers that the relay gives after a crash', () => {
    type Late = { age: number; attempts: number; author?: string; clicked?: string; text?: string };
    const answer = async ({ age, attempts, author = ada.id, clicked, text = 'the late answer' }: Late) => {
      const { twin, channel } = world.peer;
      const what =
        clicked === undefined
          ? { type: 2, data: { name: 'x', type: 1 } }
          : { type: 3, data: { custom_id: 'say:x', component_type: 2 }, messageId: clicked };
      const { id, token } = await twin.simulateInteraction({ ...what, channelId: channel, userId: ada.id });
      const old = String(BigInt(id) - (BigInt(age) << 22n));
      await twin.prisma.interactionResponse.update({ where: { interactionId: id }, data: { interactionId: old } });
      const to = { kind: 'interaction', application: world.peer.bot, id: old, author, token, form: 'modal' };
      return () => world.platform.send(delivery(text, { kind: 'answer', to, audience: 'everyone' }, attempts));
    };

    it('tells nobody the token when it fails', async () => {
      const give = await answer({ age: 0, attempts: 0 });
      failNext({ kind: 'status', status: 503 }, /callback$/);
      const error: unknown = await give().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'discord-unavailable' });
      expect(inspect(error, { depth: 10 })).not.toContain('test-interaction-token');
    });

    it('reaches the person while Discord waits', async () => {
      const give = await answer({ age: 0, attempts: 1 });
      expect(await give()).toEqual({ kind: 'sent', externalId: null });
      expect(await give()).toEqual({ kind: 'sent', externalId: null });
      expect(await shownTimes('the late answer')).toBe(1);
    });

    it('goes to the person directly after 3 s, once', async () => {
      const late = await answer({ age: 3_500, attempts: 1 });
      const directly = 'discord.late-answer\nthe late answer';
      expect(await late()).toMatchObject({ kind: 'sent' });
      expect(await late()).toMatchObject({ kind: 'sent' });
      expect(await shownTimes(directly)).toBe(1);
    });

    it('goes there after a click, too: the message that was clicked is no answer', async () => {
      const { twin } = world.peer;
      const sent = await world.platform.send(post('click me'));
      if (sent.kind !== 'sent' || sent.externalId === null) throw new Error('not sent');
      const clicked = String(BigInt(sent.externalId) - (60_000n << 22n));
      await twin.prisma.message.update({ where: { id: sent.externalId }, data: { id: clicked } });
      const late = await answer({ age: 3_500, attempts: 1, clicked, text: 'to the click' });
      expect(await late()).toMatchObject({ kind: 'sent' });
      expect(await shownTimes('discord.late-answer\nto the click')).toBe(1);
    });

    it('goes there although the same was said there before, to something older', async () => {
      const directly = 'discord.late-answer\nthe same';
      for (const times of [1, 2]) {
        const late = await answer({ age: 3_100, attempts: 1, text: 'the same' });
        expect(await late()).toMatchObject({ kind: 'sent' });
        expect(await late()).toMatchObject({ kind: 'sent' });
        expect(await shownTimes(directly)).toBe(times);
        if (times === 1) await sleep(3_200);
      }
    });

    it('does not go there when it was seen in time', async () => {
      const inTime = await answer({ age: 2_500, attempts: 0 });
      const before = await shownTimes('discord.late-answer\nthe late answer');
      expect(await inTime()).toMatchObject({ kind: 'sent' });
      await sleep(600);
      expect(await inTime()).toMatchObject({ kind: 'sent' });
      expect(await shownTimes('discord.late-answer\nthe late answer')).toBe(before);
    });

    it('is impossible when the person takes no direct messages either', async () => {
      const eve = await world.person('eve');
      world.peer.closeDirect(eve.id);
      const give = await answer({ age: 2_800, attempts: 0, author: eve.id });
      failNext({ kind: 'delay', milliseconds: 400 }, /callback$/);
      expect(await give()).toMatchObject({ kind: 'impossible', reason: expect.stringContaining('50007') });
    });
  });

  // The last one: the client remembers a limit for all routes.
  it('waits as long as Discord says', async () => {
    failNext({ kind: 'rate-limit', seconds: 2.5 });
    const later = await world.platform.send(post('later'));
    expect(later).toMatchObject({ kind: 'later', scope: 'route' });
    expect(later.kind === 'later' && later.after >= 2_500 && later.after < 3_000).toBe(true);
    failNext({ kind: 'rate-limit', seconds: 4, global: true });
    key = 'other';
    expect(await world.platform.send(delivery('later', { kind: 'post', place: await world.peer.addChannel('second') }))).toMatchObject({
      kind: 'later',
      scope: 'platform',
    });
  });
});
