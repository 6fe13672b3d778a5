import { createHmac } from 'node:crypto';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createDoor } from '../../../bots/slack/door.ts';
import type { Envelope } from '../../../bots/slack/receive.ts';

const signingSecret = 'a-signing-secret';
const now = new Date('2026-11-25T12:00:00Z');
const seconds = Math.floor(now.getTime() / 1_000);

function knock(body: string, given: { timestamp?: string; signature?: string; secret?: string; type?: string } = {}) {
  const { timestamp = String(seconds), secret = signingSecret, type = 'application/json' } = given;
  const signed = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = {
    'content-type': type,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': given.signature ?? `v0=${signed}`,
  };
  return { parameters: {}, query: {}, headers, body: new TextEncoder().encode(body) };
}

function open({ started = true } = {}) {
  const taken: Envelope[] = [];
  const order: string[] = [];
  const work: Promise<void>[] = [];
  const take = async (envelope: Envelope) => {
    taken.push(envelope);
    order.push('committed');
    return { after: async () => void order.push('answered') };
  };
  const log = pino({ level: 'silent' });
  const door = createDoor({
    signingSecret,
    clock: { now: () => now },
    log,
    take: () => (started ? take : null),
    run: (each) => void work.push(each),
  });
  return { door, taken, order, settled: () => Promise.all(work) };
}

describe('the door for the signed calls of Slack', () => {
  it('takes what is signed, and answers only after the commit and the acknowledgement', async () => {
    const { door, taken, order, settled } = open();
    expect(await door.handle(knock('{"type":"event_callback"}'))).toMatchObject({ status: 200, body: '' });
    expect(order).toEqual(['committed']);
    await settled();
    expect(order).toEqual(['committed', 'answered']);
    await door.handle(knock('command=%2Fcoop&text=help', { type: 'application/x-www-form-urlencoded' }));
    await door.handle(knock(`payload=${encodeURIComponent('{"type":"block_actions"}')}`, { type: 'application/x-www-form-urlencoded' }));
    expect(taken.map(({ kind }) => kind)).toEqual(['event', 'command', 'interactive']);
    expect(taken[1]?.body).toEqual({ command: '/coop', text: 'help' });
    const again = knock('{"type":"event_callback"}');
    await door.handle({ ...again, headers: { ...again.headers, 'x-slack-retry-num': '1' } });
    expect(taken.map((envelope) => envelope.again)).toEqual([undefined, undefined, undefined, true]);
  });

  it('answers the challenge of a new address', async () => {
    const { door } = open({ started: false });
    expect(await door.handle(knock('{"type":"url_verification","challenge":"abc"}'))).toMatchObject({ status: 200, body: 'abc' });
  });

  it.each([
    ['signed with another secret', { secret: 'another' }],
    ['six minutes old', { timestamp: String(seconds - 360) }],
    ['of the future', { timestamp: String(seconds + 360) }],
    ['without a signature', { signature: '' }],
    ['with a short signature', { signature: 'v0=00' }],
    ['with a signature of another version', { signature: `v1=${'0'.repeat(64)}` }],
    ['with a timestamp that is none', { timestamp: 'now' }],
  ])('refuses a call %s', async (_, given) => {
    const { door, taken } = open();
    expect(await door.handle(knock('{"type":"event_callback"}', given))).toMatchObject({ status: 401 });
    expect(taken).toEqual([]);
  });

  it('refuses 10,000 forged ones: each has one bit of its signature, of its body or of its time changed', async () => {
    const { door, taken } = open();
    const body = '{"type":"event_callback","event":{"type":"message"}}';
    let accepted = 0;
    for (let place = 0; place < 10_000; place += 1) {
      const request = knock(body);
      const signature = request.headers['x-slack-signature'];
      const forged = [
        { ...request, body: request.body.map((byte, index) => (index === place % request.body.length ? byte ^ (1 << (place % 7)) : byte)) },
        { ...request, headers: { ...request.headers, 'x-slack-request-timestamp': String(seconds + 1 + (place % 200)) } },
        { ...request, headers: { ...request.headers, 'x-slack-signature': flipped(signature, 3 + (place % 64)) } },
      ][place % 3];
      if (forged !== undefined && (await door.handle(forged)).status !== 401) accepted += 1;
    }
    expect(accepted).toBe(0);
    expect(taken).toEqual([]);
  });

  it('sends Slack away until it has started, so that it delivers again', async () => {
    const { door } = open({ started: false });
    expect(await door.handle(knock('{"type":"event_callback"}'))).toMatchObject({ status: 503 });
  });

  it('says so when a signed call cannot be read', async () => {
    const { door, taken } = open();
    expect(await door.handle(knock('{"type":'))).toMatchObject({ status: 400 });
    expect(taken).toEqual([]);
  });
});

function flipped(signature: string, place: number): string {
  return signature.slice(0, place) + (signature[place] === '0' ? '1' : '0') + signature.slice(place + 1);
}
