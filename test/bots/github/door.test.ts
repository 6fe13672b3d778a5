import { createHmac, randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createDoor } from '../../../bots/github/door.ts';
import type { Delivered } from '../../../bots/github/door.ts';

const secret = 'a-webhook-secret';

function knock(body: string, given: { signature?: string; secret?: string; type?: string; event?: string } = {}) {
  const { type = 'application/json', event = 'issue_comment' } = given;
  const signed = createHmac('sha256', given.secret ?? secret)
    .update(body)
    .digest('hex');
  const headers = { 'content-type': type, 'x-github-event': event, 'x-hub-signature-256': given.signature ?? `sha256=${signed}` };
  return { parameters: {}, query: {}, headers, body: new TextEncoder().encode(body) };
}

function open({ started = true } = {}) {
  const taken: Delivered[] = [];
  const order: string[] = [];
  const work: Promise<void>[] = [];
  const take = async (delivered: Delivered) => {
    taken.push(delivered);
    order.push('committed');
    return async () => void order.push('answered');
  };
  const door = createDoor({
    secret,
    log: pino({ level: 'silent' }),
    take: () => (started ? take : null),
    run: (each) => void work.push(each),
  });
  return { door, taken, order, settled: () => Promise.all(work) };
}

describe('the door for the webhooks of GitHub', () => {
  it('takes what is signed, and answers people only after the commit and the acknowledgement', async () => {
    const { door, taken, order, settled } = open();
    expect(await door.handle(knock('{"action":"created"}'))).toMatchObject({ status: 202 });
    expect(order).toEqual(['committed']);
    await settled();
    expect(order).toEqual(['committed', 'answered']);
    const form = `payload=${encodeURIComponent('{"action":"edited"}')}`;
    await door.handle(knock(form, { type: 'application/x-www-form-urlencoded' }));
    expect(taken).toEqual([
      { name: 'issue_comment', payload: { action: 'created' } },
      { name: 'issue_comment', payload: { action: 'edited' } },
    ]);
  });

  it('answers a ping, and tells GitHub where it is still starting, so that the delivery counts as failed', async () => {
    expect(await open().door.handle(knock('{"zen":"..."}', { event: 'ping' }))).toMatchObject({ status: 200 });
    expect(await open({ started: false }).door.handle(knock('{}'))).toMatchObject({ status: 503 });
  });

  it.each([
    ['no signature', { signature: '' }],
    ['an old one', { signature: `sha1=${'0'.repeat(40)}` }],
    ['one of another length', { signature: 'sha256=00' }],
    ['one in capitals', { signature: `sha256=${createHmac('sha256', secret).update('{}').digest('hex').toUpperCase()}` }],
    ['one with another secret', { secret: 'another-secret' }],
  ])('refuses %s', async (_what, given) => {
    const { door, taken } = open();
    expect(await door.handle(knock('{}', given))).toMatchObject({ status: 401 });
    expect(taken).toEqual([]);
  });

  it('refuses 10,000 forged calls, and what is signed and cannot be read', async () => {
    const { door, taken } = open();
    for (let time = 0; time < 10_000; time += 1) {
      const signature = `sha256=${randomBytes(32).toString('hex')}`;
      expect((await door.handle(knock(`{"time":${time}}`, { signature }))).status).toBe(401);
    }
    expect(await door.handle(knock('{'))).toMatchObject({ status: 400 });
    expect(await door.handle(knock('{', { type: 'application/x-www-form-urlencoded' }))).toMatchObject({ status: 400 });
    expect(taken).toEqual([]);
  });
});
