import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDiscord } from '../../../bots/discord/discord.ts';
import type { Event } from '../../../bots/conversation/event.ts';
import { createMemoryOfPlatform } from '../../fakes/memory-of-platform.ts';
import { startDiscord } from '../../peers/discord/start.ts';
import type { DiscordPeer } from '../../peers/discord/start.ts';
import { havePeers } from '../../peers/install.ts';
import { createDiscordPerson } from '../../world/discord-person.ts';
import { message, say } from '../../../core/text/text.ts';
import { commands, openScriptedWorld, plainTranslator } from './scripted-world.ts';

describe.skipIf(!(await havePeers()))('connecting to Discord', () => {
  let peer: DiscordPeer;
  beforeAll(async () => void (peer = await startDiscord()));
  afterAll(() => peer.stop());

  const open = (token: string, memory = createMemoryOfPlatform()) =>
    createDiscord({
      token,
      apiUrl: peer.apiUrl,
      commands,
      translator: plainTranslator,
      log: pino({ level: 'silent' }),
      clock: { now: () => new Date() },
      memory,
    });

  it.each(['/gateway/bot', '/commands'])('can be tried again after %s failed, and then hears everything once', async (path) => {
    const discord = open(peer.token);
    const heard: Event[] = [];
    const hear = async (event: Event) => {
      heard.push(event);
      return null;
    };
    peer.fault({ matches: (request) => request.path.endsWith(path), does: { kind: 'status', status: 503 } });
    await expect(discord.start(hear)).rejects.toMatchObject({ code: 'discord-unreachable' });
    await discord.start(hear);
    const ada = await createDiscordPerson('ada', {}, { peer, made: new Map() });
    await ada.says('/join name:Bakers');
    await vi.waitFor(() => expect(heard).not.toEqual([]));
    await discord.stop();
    expect(heard).toHaveLength(1);
  });

  it('with a token that Discord does not know says what to do', async () => {
    const discord = open('wrong');
    await expect(discord.start(async () => null)).rejects.toMatchObject({
      code: 'discord-token',
      message: expect.stringContaining('copy it again'),
    });
    await discord.stop();
  });
});

describe.skipIf(!(await havePeers()))('a token of Discord that is revoked while we run', () => {
  it('is told of once, sets nothing aside, and is used again when it is accepted', async () => {
    const lines: string[] = [];
    const world = await openScriptedWorld(() => null, {
      log: pino({ level: 'error', base: null }, { write: (line: string) => void lines.push(line) }),
    });
    const target = { kind: 'post', place: world.peer.channel } as const;
    const task = { kind: 'message', message: message(say('discord.yes')), reader: { language: 'en', timeZone: 'UTC' }, target } as const;
    const send = (key: string) => world.platform.send({ key, installation: '', attempts: 0, task });
    // What is read back at the start is accepted, and would end the alarm.
    await vi.waitFor(() => expect(world.peer.requests.at(-1)?.path).toMatch(/threads\/active$/));
    await world.platform.sweep?.();
    world.peer.fault({ matches: ({ path }) => path.endsWith('/messages'), does: { kind: 'status', status: 401 }, times: 3 });
    for (const key of ['a', 'b', 'c']) expect(await send(key)).toEqual({ kind: 'later', after: 60_000, scope: 'platform' });
    expect(lines).toEqual([expect.stringContaining('Discord does not accept the token any more')]);
    expect(await send('a')).toMatchObject({ kind: 'sent' });
    await world.close();
  });
});
