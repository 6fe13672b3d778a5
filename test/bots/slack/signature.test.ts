import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSlacks } from '../../../bots/slack/signature.ts';

const signingSecret = '8f742231b10e8888abcd99yyyzzz85a5';
const now = new Date('2026-11-25T12:00:00Z');
const seconds = Math.floor(now.getTime() / 1_000);
const body = Buffer.from('command=%2Fcoop&text=vote+list');

function signed({ at = seconds, secret = signingSecret, over = body }: { at?: number; secret?: string; over?: Uint8Array } = {}) {
  const signature = createHmac('sha256', secret).update(`v0:${at}:`).update(over).digest('hex');
  return { headers: { 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${signature}` }, body };
}

describe('a call to our door', () => {
  it('is Slack’s when it is signed with the secret, within five minutes', () => {
    expect(isSlacks(signed(), { signingSecret, now })).toBe(true);
    expect(isSlacks(signed({ at: seconds - 300 }), { signingSecret, now })).toBe(true);
  });

  it.each([
    ['an old one', signed({ at: seconds - 301 })],
    ['one of the future', signed({ at: seconds + 301 })],
    ['another secret', signed({ secret: 'guessed' })],
    ['another body', signed({ over: Buffer.from('text=vote+close') })],
    ['no signature', { headers: { 'x-slack-request-timestamp': String(seconds) }, body }],
    ['a short signature', { headers: { ...signed().headers, 'x-slack-signature': 'v0=ab' }, body }],
    ['no time', { headers: { 'x-slack-signature': signed().headers['x-slack-signature'] }, body }],
    ['a time that is no number', { headers: { ...signed().headers, 'x-slack-request-timestamp': '1e9' }, body }],
  ])('is refused: %s', (_what, request) => {
    expect(isSlacks(request, { signingSecret, now })).toBe(false);
  });
});
