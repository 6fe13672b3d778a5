import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTranslator } from '../../adapters/icu/translator.ts';
import { openDatabase } from '../../adapters/postgres/database.ts';
import { createIntake } from '../../adapters/postgres/intake.ts';
import { bindPorts } from '../../adapters/postgres/ports.ts';
import { startRelay } from '../../adapters/postgres/relay.ts';
import type { Relay } from '../../adapters/postgres/relay.ts';
import { createSeal } from '../../adapters/postgres/seal.ts';
import { defineCommand } from '../../bots/conversation/command.ts';
import type { Platform } from '../../bots/conversation/platform.ts';
import { createHear } from '../../bots/conversation/receive.ts';
import { createDiscord } from '../../bots/discord/discord.ts';
import { Refusal } from '../../core/errors.ts';
import { paragraph, say } from '../../core/text/text.ts';
import { createPortWorld } from '../adapters/postgres/port-world.ts';
import type { PortWorld } from '../adapters/postgres/port-world.ts';
import { createMemoryOfPlatform } from '../fakes/memory-of-platform.ts';
import { startDiscord } from '../peers/discord/start.ts';
import type { DiscordPeer } from '../peers/discord/start.ts';
import { havePeers } from '../peers/install.ts';
import { testSecret } from '../servers/database.ts';
import { createDiscordPerson } from './discord-person.ts';

/** Adds a row that can be counted: an effect and nothing else. */
const noteAdd = defineCommand({
  name: 'note add',
  summary: 'discord.yes',
  example: 'note add TEXT --kind yes',
  needs: 'anyone',
  fields: {
    text: { kind: 'line', ask: 'discord.yes', maxLength: 100 },
    kind: { kind: 'choice', ask: 'discord.no', options: [{ value: 'yes', label: 'discord.yes' }] },
  },
  run: async ({ input }, { note }: { note: (text: string) => Promise<void> }) => {
    await note(input.text);
    if (input.text === 'refused') throw new Refusal(say('discord.no'));
    return { text: [paragraph(say('discord.yes'), { kind: 'quote', text: input.text })] };
  },
});

describe.skipIf(!(await havePeers()))('what people say on Discord, in a real database', { timeout: 20_000 }, () => {
  const log = pino({ level: 'silent' });
  let store: PortWorld;
  let peer: DiscordPeer;
  let platform: Platform;
  let relay: Relay;
  const made = new Map<string, string>();
  const person = (name: string) => createDiscordPerson(name, {}, { peer, made });

  beforeAll(async () => {
    store = await createPortWorld();
    peer = await startDiscord();
    await startProduct();
  });
  afterAll(async () => {
    await stopProduct();
    await store[Symbol.asyncDispose]();
    await peer.stop();
    expect(peer.violations).toEqual([]);
  });

  async function startProduct(): Promise<void> {
    const database = openDatabase({ url: async () => store.applicationUrl, log });
    const seal = createSeal(testSecret);
    const intake = createIntake({
      database,
      seal,
      answerDelay: 500,
      bindPorts: (session) => ({
        ...bindPorts(session, store.parts),
        note: async (text: string) =>
          void (await session.prisma.inbox.create({ data: { platform: `note ${text}`, installation: '', eventId: randomUUID() } })),
      }),
    });
    const clock = { now: () => new Date() };
    platform = createDiscord({
      token: peer.token,
      apiUrl: peer.apiUrl,
      commands: [noteAdd],
      translator: createTranslator(),
      log,
      clock,
      memory: createMemoryOfPlatform(),
    });
    await platform.start(createHear({ commands: [noteAdd], intake, clock, log, reference: () => 'REF45678' }));
    relay = startRelay({ database, senders: { discord: platform }, seal, log });
    close = () => database.close();
  }

  let close = (): Promise<void> => Promise.resolve();
  async function stopProduct(): Promise<void> {
    await platform.stop();
    await relay.stop();
    await close();
  }

  const effects = async (text: string) =>
    Number((await store.look<{ n: string }>('select count(*) as n from inbox where platform = $1', [`note ${text}`]))[0]?.n);

  it('has one effect, however often it is delivered, also over a restart', async () => {
    const ada = await person('ada');
    await ada.says('/note add text:once kind:yes');
    await ada.reads('Yes once');
    for (let count = 0; count < 5; count++) peer.redeliver(ada.last());
    await stopProduct();
    await startProduct();
    peer.redeliver(ada.last());
    await ada.says('/note add text:after kind:yes');
    await ada.reads('Yes after');
    expect(await effects('once')).toBe(1);
  });

  it('asks what is missing by a form, refuses what is wrong, and does nothing before it is right', async () => {
    const ada = await person('ada');
    await ada.says('/note add text:asked');
    expect(await ada.seesForm()).toMatchObject({ fields: [{ name: 'text', value: 'asked' }, { name: 'kind' }] });
    expect(await effects('asked')).toBe(0);
    await ada.fills({ kind: 'Yes' });
    await ada.reads('Yes asked');
    expect(await effects('asked')).toBe(1);
  });

  it('asks question by question where there is no form', async () => {
    const ada = await person('ada');
    await ada.says('note add', { direct: true });
    await ada.reads('Yes');
    await ada.says('step by step', { direct: true });
    await ada.reads('No');
    await ada.says('maybe', { direct: true });
    await ada.reads(/yes/);
    await ada.clicks('Yes');
    await ada.reads('Yes step by step');
    expect(await effects('step by step')).toBe(1);
  });

  it('undoes what a refused command did', async () => {
    const ada = await person('ada');
    await ada.says('/note add text:refused kind:yes');
    await ada.reads('No');
    expect(await effects('refused')).toBe(0);
  });

  it('is answered by the relay, once, when the answer got lost', async () => {
    const ada = await person('ada');
    peer.fault({ matches: ({ path }) => path.endsWith('/callback'), does: { kind: 'hang-up' } });
    await ada.says('/note add text:relayed kind:yes');
    await ada.reads('Yes relayed');
    peer.fault({ matches: ({ path, method }) => method === 'POST' && path.endsWith('/messages'), does: { kind: 'lost-answer' } });
    await ada.says('note add directly --kind yes', { direct: true });
    await ada.reads('Yes directly');
    await vi.waitFor(async () => expect(await store.look("select 1 from outbox where status = 'due'")).toEqual([]), 10_000);
    const seen = await ada.sees();
    expect(seen.filter((text) => text === 'Yes directly')).toHaveLength(1);
    expect(seen.filter((text) => text === 'Yes relayed')).toHaveLength(1);
  });

  it('counts what was said in time and came late', async () => {
    const ada = await person('ada');
    peer.hold();
    await ada.says('note add held --kind yes', { direct: true });
    await new Promise((resolve) => setTimeout(resolve, 300));
    peer.release();
    await ada.reads('Yes held');
    expect(await effects('held')).toBe(1);
  });

  it('survives ten megabytes, NUL and halves of characters', async () => {
    const ada = await person('ada');
    await ada.says(`note add ${'x'.repeat(10_000_000)} --kind yes`, { direct: true });
    await ada.reads(/./);
    await ada.says('/note add text:"\u0000a\u202Eb\uD800" kind:yes');
    await ada.reads('Yes ab');
  });
});
