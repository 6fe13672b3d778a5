import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import { gatewayNoteName, readGatewayNote } from '../../../bots/discord/gateway-note.ts';
import { createSessions } from '../../../bots/discord/gateway-session.ts';
import type { PlatformHold } from '../../../core/ports/platform-hold.ts';
import { paragraph } from '../../../core/text/text.ts';
import { createMemoryOfPlatform } from '../../fakes/memory-of-platform.ts';
import { havePeers } from '../../peers/install.ts';
import { openScriptedWorld } from './scripted-world.ts';

const free: PlatformHold = { take: async () => ({ lost: new AbortController().signal, release: async () => {} }) };
const taken: PlatformHold = { take: async () => null };
const session = { sessionId: 's', resumeURL: 'ws://discord', sequence: 1, shardId: 0, shardCount: 1 };

describe('a session of the gateway', () => {
  const next = async (
    memory: ReturnType<typeof createMemoryOfPlatform>,
    { begunFor = 'bot 1', hold = free }: { begunFor?: string; hold?: PlatformHold } = {},
  ) => createSessions({ memory, hold, begunFor }).retrieve(0);

  it('is taken up behind the last event that is done with together with all before it', async () => {
    const memory = createMemoryOfPlatform();
    const sessions = createSessions({ memory, hold: free, begunFor: 'bot 1' });
    sessions.update(0, session);
    const slow = Promise.withResolvers<void>();
    sessions.delivered({ shard: 0, sequence: 2 }, Promise.resolve());
    sessions.delivered({ shard: 0, sequence: 3 }, slow.promise);
    sessions.delivered({ shard: 0, sequence: 4 }, Promise.resolve());
    await sessions.save();
    expect(await next(memory)).toMatchObject({ sessionId: 's', sequence: 2 });
    slow.resolve();
    await slow.promise;
    await sessions.save();
    expect(await next(memory)).toMatchObject({ sessionId: 's', sequence: 4 });
  });

  it('is begun anew for another bot, by whoever comes second, after Discord ended it, and when nothing can be read', async () => {
    const memory = createMemoryOfPlatform();
    const sessions = createSessions({ memory, hold: free, begunFor: 'bot 1' });
    sessions.update(0, session);
    await sessions.save();
    expect(await next(memory, { begunFor: 'bot 2' })).toBeNull();
    expect(await next(memory, { hold: taken })).toBeNull();
    const taker = createSessions({ memory, hold: free, begunFor: 'bot 1' });
    expect(await taker.retrieve(0)).toMatchObject({ sessionId: 's' });
    taker.update(0, null);
    expect(await taker.retrieve(0)).toBeNull();
    await memory.write({ 'gateway session 0': '{' });
    expect(await next(memory)).toBeNull();
  });

  it('leaves nothing behind where another process has it', async () => {
    const memory = createMemoryOfPlatform();
    const second = createSessions({ memory, hold: taken, begunFor: 'bot 1' });
    second.update(0, session);
    await second.save();
    expect(await memory.read('gateway session 0')).toBeNull();
  });
});

describe.skipIf(!(await havePeers()))('the gateway over its real wire', () => {
  const echo = (words: string) => ({ message: { text: [paragraph({ kind: 'quote' as const, text: words })] } });

  it('is taken up by the next life: what was said in between is heard, and the rights and threads of its channels are known', async () => {
    const memory = createMemoryOfPlatform();
    const world = await openScriptedWorld(({ said }) => echo(said.kind === 'text' ? `heard ${said.text}` : `heard ${said.command}`), {
      memory,
    });
    const ada = await world.person('ada');
    await ada.says('/join name:Bakers');
    await ada.reads('heard join');
    await world.rest();
    await ada.says('/join name:Millers');
    await ada.says('@coop in a thread', { thread: true });
    const before = world.heard.length;
    await world.wake();
    await ada.reads(/heard in a thread/);
    // A sweep may read back what the gateway tells too.
    await vi.waitFor(() => expect(new Set(world.heard.slice(before).map(({ id }) => id)).size).toBe(2));
    expect(new Set(world.heard.slice(before).map(({ place }) => place.externalId))).toEqual(new Set([world.peer.channel]));
    expect(world.heard.slice(before).every(({ outOfTurn }) => outOfTurn)).toBe(true);
    expect(world.peer.sessions()).toBe(1);
    await ada.says('@coop afterwards');
    await ada.reads('heard afterwards');
    expect(world.heard.findLast(({ outOfTurn }) => outOfTurn !== true)?.said).toEqual({ kind: 'text', text: 'afterwards' });
    await world.close();
    expect(world.peer.violations).toEqual([]);
  });

  it('does not take up again what was answered, though nothing of it was stored', async () => {
    const memory = createMemoryOfPlatform();
    const world = await openScriptedWorld(({ said }) => echo(said.kind === 'text' ? `heard ${said.text}` : `heard ${said.command}`), {
      memory,
    });
    const ada = await world.person('ada');
    await ada.says('/join name:Bakers');
    await ada.reads('heard join');
    await world.rest();
    const session = await memory.read('gateway session 0');
    await world.wake();
    await ada.says('/join name:Millers');
    await ada.reads('heard join');
    await world.rest();
    // As a process that is killed leaves it: the last second is told again.
    await memory.write({ 'gateway session 0': session });
    world.heard.splice(0);
    await world.wake();
    await ada.says('@coop afterwards');
    await ada.reads('heard afterwards');
    expect(world.heard.every(({ said }) => said.kind === 'text')).toBe(true);
    expect(world.peer.sessions()).toBe(1);
    await world.close();
  });

  it('raises one alarm when it delivers nothing though messages stand there, and begins a new session', async () => {
    const lines: string[] = [];
    let shift = -60_000;
    const world = await openScriptedWorld(({ said }) => echo(said.kind === 'text' ? `heard ${said.text}` : ''), {
      log: pino({ level: 'error', base: null }, { write: (line: string) => void lines.push(line) }),
      clock: { now: () => new Date(Date.now() + shift) },
    });
    const ada = await world.person('ada');
    await ada.says('@coop hello');
    await ada.reads('heard hello');
    world.peer.hold();
    await ada.says('@coop one');
    await ada.says('@coop two');
    shift = 60_000;
    expect(await world.platform.sweep?.()).toBe(2);
    await ada.reads('heard two');
    expect(world.peer.sessions()).toBe(2);
    expect(lines).toEqual([expect.stringMatching(/"missed":2.*gateway of Discord is silent/)]);
    expect(await world.platform.sweep?.()).toBe(0);
    expect(lines).toHaveLength(1);
    await world.close();
  });

  it('says that it is silent when no heartbeat is answered, and that it is refused', async () => {
    let shift = 0;
    const memory = createMemoryOfPlatform();
    const noted = async () => readGatewayNote(await memory.read(gatewayNoteName), new Date(Date.now() + shift))?.kind;
    const world = await openScriptedWorld(() => echo(''), { memory, clock: { now: () => new Date(Date.now() + shift) } });
    const found = async () => (await world.platform.examine()).map(({ level, what }) => `${level} ${what}`).join('\n');
    expect(await found()).toContain('ok connected to the gateway');
    expect(await noted()).toBe('connected');
    shift = 120_000;
    await vi.waitFor(async () => expect(await noted()).toBe('silent'), { timeout: 5_000 });
    expect(await found()).toMatch(/wrong the gateway of Discord has been silent since 20/);
    world.peer.drop({ code: 4004 });
    await vi.waitFor(async () => expect(await found()).toMatch(/wrong the gateway of Discord has refused us since/));
    await vi.waitFor(async () => expect(await noted()).toBe('refused'), { timeout: 5_000 });
    await world.close();
    expect(await noted()).toBeUndefined();
  });
});
