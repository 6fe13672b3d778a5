import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createApis } from '../../../bots/github/api.ts';
import { waitIn } from '../../../bots/github/github-errors.ts';
import { openScriptedApi } from './scripted-api.ts';
import type { ScriptedApi } from './scripted-api.ts';

const now = new Date('2026-11-26T12:00:00Z');
const inSeconds = (seconds: number): string => String(now.getTime() / 1_000 + seconds);

let open: ScriptedApi | null = null;
afterEach(() => open?.close());

describe('how long GitHub wants to be left alone', () => {
  it.each([
    ['as long as it says', 403, { 'retry-after': '600' }, '', 600_000],
    ['as long as it says, with a count', 429, { 'retry-after': 5 }, '', 5_000],
    ['until the limit is full again', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(90) }, '', 90_000],
    [
      'a minute after the secondary limit',
      403,
      { 'x-ratelimit-remaining': '4000' },
      'https://docs.github.com/x#about-secondary-rate-limits',
      60_000,
    ],
    ['a minute where nothing is said', 429, {}, '', 60_000],
    ['not at all where it is forbidden', 403, { 'x-ratelimit-remaining': '4000', 'x-ratelimit-reset': inSeconds(90) }, '', null],
    ['not at all for what is not there', 404, { 'retry-after': '600' }, '', null],
  ] as const)('%s', (_how, status, headers, documentation, wait) => {
    expect(waitIn({ status, headers, documentation }, now)).toBe(wait);
  });

  it('is kept to by everybody, and only as long', async () => {
    let isLimited = true;
    open = await openScriptedApi(() => (isLimited ? { status: 429, headers: { 'retry-after': '60' } } : { body: { id: 1 } }));
    let time = now.getTime();
    const apis = createApis({ kind: 'token', token: 'ghp_test' }, open.url, { clock: { now: () => new Date(time) } });
    if (apis.kind !== 'token') throw new Error('it was asked for a token');
    const ask = () => apis.api.get('/x', z.object({ id: z.int() }));
    await expect(ask()).rejects.toMatchObject({ wait: 60_000 });
    isLimited = false;
    time += 20_000;
    for (let times = 0; times < 3; times += 1) await expect(ask()).rejects.toMatchObject({ wait: 40_000, code: 'github-unavailable' });
    expect(open.asked).toHaveLength(1);
    time += 40_000;
    expect(await ask()).toEqual({ id: 1 });
  });
});
