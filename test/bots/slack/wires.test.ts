import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import type { Event } from '../../../bots/conversation/event.ts';
import type { Platform } from '../../../bots/conversation/platform.ts';
import { createSlack } from '../../../bots/slack/slack.ts';
import { message, say } from '../../../core/text/text.ts';
import { commands } from '../../../features/index.ts';
import { createMemoryOfPlatform } from '../../fakes/memory-of-platform.ts';
import { havePeers } from '../../peers/install.ts';
import { startSlack } from '../../peers/slack/start.ts';
import type { SlackPeer } from '../../peers/slack/start.ts';

describe.skipIf(!(await havePeers()))('the connection to Slack, over its real wire', { timeout: 30_000 }, () => {
  let peer: SlackPeer;
  let platform: Platform;
  let lines: { level: number; msg: string }[] = [];
  let heard: Event[] = [];
  let missed = 0;
  let user = '';

  beforeEach(async () => {
    peer = await startSlack();
    user = peer.addMember('ada');
    [lines, heard, missed] = [[], [], 0];
    platform = createSlack({
      botToken: peer.botToken,
      appToken: peer.appToken,
      signingSecret: null,
      apiUrl: peer.apiUrl,
      commands,
      translator: createTranslator(),
      log: pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
      clock: { now: () => new Date() },
      memory: createMemoryOfPlatform(),
    });
    await platform.start(
      async (event) => {
        if (!heard.some(({ id }) => id === event.id)) heard.push(event);
        return null;
      },
      () => (missed += 1),
    );
  });
  afterEach(async () => {
    peer.revoke(false);
    await platform.stop();
    await peer.stop();
    expect(peer.violations).toEqual([]);
  });

  const says = (text: string) => peer.control('/command', { channel: peer.channel, user, command: '/coop', text });
  const hears = (texts: readonly string[]) =>
    vi.waitFor(
      () => {
        const said = heard.map((event) => (event.said.kind === 'fields' ? event.said.command : event.said.text));
        expect(said).toEqual(texts);
      },
      { timeout: 20_000, interval: 20 },
    );
  const stands = () =>
    vi.waitFor(async () => expect(JSON.stringify(await platform.examine())).toContain('"ok","what":"connected to Slack'), {
      timeout: 20_000,
    });
  const opened = () => peer.requests.filter(({ method }) => method === 'apps.connections.open').length;
  const told = () => lines.map(({ msg }) => msg);

  it('is made again when Slack renews it, and nothing is missed', async () => {
    await says('help');
    await hears(['help']);
    peer.disconnect('refresh_requested');
    await vi.waitFor(() => expect(opened()).toBe(2), { timeout: 5_000 });
    await stands();
    await says('vote list');
    await hears(['help', 'vote list']);
    expect(missed).toBe(1);
    expect(told()).toEqual([]);
  });

  it.each([
    ['too_many_websockets', 'too many processes are connected'],
    ['link_disabled', 'Socket Mode was turned off'],
  ] as const)('is made again after %s, without haste, and the operator is told', async (reason, words) => {
    peer.disconnect(reason);
    await vi.waitFor(() => expect(opened()).toBe(2), { timeout: 5_000 });
    expect(told()).toEqual([expect.stringContaining(words)]);
    await stands();
    const again = performance.now();
    peer.disconnect(reason);
    await vi.waitFor(() => expect(opened()).toBe(3), { timeout: 10_000 });
    expect(performance.now() - again).toBeGreaterThan(900);
  });

  it('is made again when it is half open, and what was not acknowledged comes then', async () => {
    await says('help');
    await hears(['help']);
    peer.freeze();
    void says('vote list');
    await hears(['help', 'vote list']);
    expect(opened()).toBe(2);
  });

  it('tells once that a token was revoked, sets nothing aside, and goes on when it is accepted again', async () => {
    const task = {
      kind: 'message',
      message: message(say('slack.yes')),
      reader: { language: 'en', timeZone: 'UTC' },
      target: { kind: 'post', place: peer.channel },
    } as const;
    const send = (key: string) => platform.send({ key, installation: '', attempts: 0, task });
    peer.revoke(true);
    for (const key of ['a', 'b', 'c']) expect(await send(key)).toEqual({ kind: 'later', after: 60_000, scope: 'platform' });
    peer.disconnect('refresh_requested');
    await vi.waitFor(() => expect(opened()).toBeGreaterThan(2), { timeout: 10_000 });
    expect(lines.map(({ level, msg }) => `${level} ${msg.split(';')[0]}`)).toEqual([
      '50 Slack does not accept a token any more',
      '50 Slack does not accept a token any more',
    ]);
    peer.revoke(false);
    expect(await send('a')).toMatchObject({ kind: 'sent' });
    await stands();
    await says('help');
    await hears(['help']);
  });
});
