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

describe('how much is written', () => {
  const Written = z.object({ id: z.int() });
  const openApi = async () => {
    open = await openScriptedApi(({ path }) => ({ body: path === '/graphql' ? { data: { id: 1 } } : { id: 1 } }));
    let time = now.getTime();
    const apis = createApis({ kind: 'token', token: 'ghp_test' }, open.url, { clock: { now: () => new Date(time) } });
    if (apis.kind !== 'token') throw new Error('it was asked for a token');
    const { api } = apis;
    return { api, asked: open.asked, write: () => api.send({ method: 'POST', path: '/x' }, Written), later: (by: number) => (time += by) };
  };

  it('is 80 requests in a minute; reading goes on, and what is over is not asked', async () => {
    const { api, asked, write, later } = await openApi();
    for (let count = 0; count < 79; count += 1) await write();
    later(20_000);
    await api.graphql('mutation { x }', {}, Written);
    await expect(write()).rejects.toMatchObject({ wait: 40_000, scope: 'route', code: 'github-unavailable' });
    await expect(api.graphql('mutation { x }', {}, Written)).rejects.toMatchObject({ wait: 40_000 });
    await api.get('/x', Written);
    await api.graphql('query { x }', {}, Written);
    await api.send({ method: 'DELETE', path: '/x' }, z.unknown());
    expect(asked).toHaveLength(83);
    later(40_000);
    await write();
  });

  it('is 500 requests in an hour', async () => {
    const { write, later } = await openApi();
    for (let count = 0; count < 500; count += 1) {
      if (count % 80 === 0) later(60_000);
      await write();
    }
    later(60_000);
    await expect(write()).rejects.toMatchObject({ wait: 60 * 60_000 - 7 * 60_000 });
    later(60 * 60_000 - 7 * 60_000);
    await write();
  });
});

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
