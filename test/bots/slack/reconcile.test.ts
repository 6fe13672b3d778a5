import { WebAPIRateLimitedError } from '@slack/web-api';
import { pino } from 'pino';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import type { SlackApi } from '../../../bots/slack/api.ts';
import { createReconcile } from '../../../bots/slack/reconcile.ts';
import { createMemoryOfPlatform } from '../../fakes/memory-of-platform.ts';

const now = new Date('2026-11-26T03:00:00Z');
const at = (minutes: number): string => ((now.getTime() - minutes * 60_000) / 1_000).toFixed(6);
const channels = Array.from({ length: 1_000 }, (_, place) => ({ id: `C${place}`, is_im: place % 2 === 0 }));

/** A workspace that takes so many calls of a method at once and refuses the others for a second. */
function workspace({ burst }: { burst: number }) {
  const [calls, refusals] = [[] as string[], [] as string[]];
  let [running, most, left] = [0, 0, burst];
  const api: SlackApi = async (method, { channel = '', cursor = '' } = {}) => {
    calls.push(method);
    if (method === 'users.conversations') {
      const from = Number(cursor);
      const next = from + 200 < channels.length ? String(from + 200) : '';
      return { channels: channels.slice(from, from + 200), response_metadata: { next_cursor: next } };
    }
    if (left === 0) {
      refusals.push(method);
      void sleep(1_000).then(() => (left = burst));
      throw new WebAPIRateLimitedError(1);
    }
    left -= 1;
    most = Math.max(most, (running += 1));
    await sleep(1);
    running -= 1;
    return { messages: [{ ts: at(1), user: 'U1', text: `in ${String(channel)}` }] };
  };
  return { api, calls, refusals, most: () => most };
}

function reconcile(api: SlackApi, take: (text: string) => void) {
  return createReconcile({
    api,
    clock: { now: () => now },
    log: pino({ level: 'silent' }),
    memory: createMemoryOfPlatform(),
    take: async ({ text }) => {
      take(text);
      return true;
    },
  });
}

it('reads 1,000 channels back, several at once, and waits together where Slack sets a limit', { timeout: 60_000 }, async () => {
  const { api, refusals, most } = workspace({ burst: 250 });
  const taken: string[] = [];
  const began = performance.now();
  expect(await reconcile(api, (text) => taken.push(text)).sweep()).toBe(1_000);
  expect(new Set(taken).size).toBe(1_000);
  expect(most()).toBeGreaterThan(4);
  expect(most()).toBeLessThanOrEqual(8);
  // Three limits were met, by no more than those who were on their way.
  expect(refusals.length).toBeLessThanOrEqual(3 * 8);
  expect(performance.now() - began).toBeLessThan(20_000);
});

it('passes on what does not pass by itself, and remembers nothing of it', async () => {
  const memory = createMemoryOfPlatform();
  const failing: SlackApi = async (method) => {
    if (method === 'users.conversations') return { channels: channels.slice(0, 3) };
    throw new Error('away');
  };
  const take = vi.fn<() => Promise<boolean>>();
  const { sweep } = createReconcile({ api: failing, clock: { now: () => now }, log: pino({ level: 'silent' }), memory, take });
  await expect(sweep()).rejects.toThrow('away');
  expect(await memory.read('swept')).toBeNull();
});
