import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startServer } from '../../../adapters/http/server.ts';
import type { RunningServer } from '../../../adapters/http/server.ts';
import { createDiscord } from '../../../bots/discord/discord.ts';
import { interactionRoute } from '../../../bots/discord/interactions.ts';
import { paragraph } from '../../../core/text/text.ts';
import { createMemoryOfPlatform } from '../../fakes/memory-of-platform.ts';
import { havePeers } from '../../peers/install.ts';
import { commands, openScriptedWorld, plainTranslator } from './scripted-world.ts';
import type { ScriptedWorld } from './scripted-world.ts';

const { privateKey, publicKey: genuine } = generateKeyPairSync('ed25519');
const publicKey = genuine.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
const log = pino({ level: 'silent' });
const clock = { now: () => new Date() };

const seconds = (late = 0): string => String(Math.floor(Date.now() / 1_000) - late);

function signed(body: string, { timestamp = seconds(), key = privateKey } = {}) {
  const signature = sign(null, Buffer.from(timestamp + body), key).toString('hex');
  return { headers: { 'x-signature-ed25519': signature, 'x-signature-timestamp': timestamp }, body };
}

describe('what claims to be an interaction', () => {
  const taken: unknown[] = [];
  const route = interactionRoute({ publicKey, clock, take: () => async (payload) => void taken.push(payload) });
  const ask = async ({ headers, body }: { headers: Readonly<Record<string, string>>; body: string }) =>
    (await route.handle({ parameters: {}, query: {}, headers, body: Buffer.from(body) })).status;
  const body = JSON.stringify({ type: 2, id: '1' });

  it('is taken when Discord signed it now', async () => {
    expect(await ask(signed(body))).toBe(202);
    expect(taken.splice(0)).toEqual([{ type: 2, id: '1' }]);
  });

  it('is answered PONG when it is a PING', async () => {
    const { headers, body: pinging } = signed('{"type":1}');
    const answer = await route.handle({ parameters: {}, query: {}, headers, body: Buffer.from(pinging) });
    expect([answer.status, answer.body]).toEqual([200, '{"type":1}']);
    expect(taken).toEqual([]);
  });

  it('is told to come again before anybody listens', async () => {
    const closed = interactionRoute({ publicKey, clock, take: () => null });
    const { headers } = signed(body);
    expect(await closed.handle({ parameters: {}, query: {}, headers, body: Buffer.from(body) })).toMatchObject({ status: 503 });
  });

  const whole = signed(body);
  it.each([
    ['has no signature', { headers: {}, body }],
    ['is signed by somebody else', signed(body, { key: generateKeyPairSync('ed25519').privateKey })],
    ['has another body', { ...whole, body: body.replace('1', '2') }],
    ['has a space more', { ...whole, body: `${body} ` }],
    ['has another time', { ...whole, headers: { ...whole.headers, 'x-signature-timestamp': seconds(1) } }],
    ['is an hour old', signed(body, { timestamp: seconds(3_600) })],
    ['is an hour ahead', signed(body, { timestamp: seconds(-3_600) })],
    [
      'has half a signature',
      { ...whole, headers: { ...whole.headers, 'x-signature-ed25519': whole.headers['x-signature-ed25519'].slice(64) } },
    ],
    ['has no time', signed(body, { timestamp: '' })],
    ['has a time in words', signed(body, { timestamp: 'now' })],
  ])('is refused when it %s', async (_why, forged) => {
    expect(await ask(forged)).toBe(401);
    expect(taken).toEqual([]);
  });

  it('is refused 5,000 times of 5,000 forged', { timeout: 60_000 }, async () => {
    for (let time = 0; time < 5_000; time++) {
      const forged = { ...whole.headers, 'x-signature-ed25519': randomBytes(64).toString('hex') };
      if ((await ask({ headers: forged, body })) !== 401) throw new Error(`accepted: ${JSON.stringify(forged)}`);
    }
    expect(taken).toEqual([]);
  });

  it('is refused when it is signed and no JSON', async () => {
    expect(await ask(signed('{'))).toBe(400);
    expect(taken).toEqual([]);
  });
});

describe.skipIf(!(await havePeers()))('an interaction by signed HTTP', () => {
  let world: ScriptedWorld;
  let server: RunningServer;
  beforeAll(async () => {
    const heard = (words: string) => ({ message: { text: [paragraph({ kind: 'quote', text: words })] } });
    world = await openScriptedWorld(({ said }) => heard(`heard ${JSON.stringify(said)}`), { publicKey });
    server = await startServer({ routes: world.platform.routes ?? [], host: '127.0.0.1', port: 0, log });
  });
  afterAll(async () => {
    await server.stop();
    await world.close();
    expect(world.peer.violations).toEqual([]);
  });

  it('is committed, answered, and done once although the gateway brings it too', async () => {
    const ada = await world.person('ada');
    world.peer.hold();
    await ada.says('/join name:Bakers');
    const payload = world.peer.delivered(ada.last());
    const { headers, body } = signed(JSON.stringify(payload));
    const send = () => fetch(`${server.url}/discord/interactions`, { method: 'POST', headers, body });
    expect((await send()).status).toBe(202);
    expect(world.answered).toEqual([ada.last()]);
    await ada.reads(/heard .*"command":"join".*Bakers/);
    expect((await send()).status).toBe(202);
    world.peer.release();
    await vi.waitFor(() => expect(world.heard).toHaveLength(3));
    expect(world.answered).toEqual([ada.last()]);
  });

  it('has no door where no key is given', () => {
    const parts = {
      token: 'none',
      apiUrl: 'http://127.0.0.1:1/api',
      commands,
      translator: plainTranslator,
      log,
      clock,
      memory: createMemoryOfPlatform(),
    };
    expect(createDiscord(parts).routes).toBeUndefined();
  });
});
