import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';
import type { Platform } from '../../bots/conversation/platform.ts';
import { CoopError } from '../../core/errors.ts';
import { PlatformName } from '../../core/ids.ts';
import { startPlatform } from '../../main/door.ts';

const log = pino({ level: 'silent' });
const hear = async () => null;
const begun: Platform[] = [];
const reconciler = { begin: (each: Platform) => void begun.push(each), missed: () => {} };

function platform(start: () => Promise<void>): Platform & { readonly stopped: () => number } {
  let stops = 0;
  return {
    name: PlatformName.parse('harbour'),
    start,
    stop: async () => void (stops += 1),
    send: async () => ({ kind: 'sent', externalId: null }),
    lateness: 0,
    examine: async () => [],
    stopped: () => stops,
  };
}

const away = () => new CoopError('harbour-unreachable', 'the harbour cannot be reached');

describe('a platform that cannot be reached', () => {
  it('holds up nobody, and is tried again until it answers', async () => {
    await using stack = new AsyncDisposableStack();
    const start = vi.fn<() => Promise<void>>().mockRejectedValueOnce(away()).mockRejectedValueOnce(away()).mockResolvedValue();
    const late = platform(start);
    await startPlatform(late, { hear, reconciler, log, stack, pause: 1 });
    await vi.waitFor(() => expect(start).toHaveBeenCalledTimes(3));
    expect(begun).toEqual([late]);
  });

  it('is not tried any more once the instance stops', async () => {
    const stack = new AsyncDisposableStack();
    const start = vi.fn<() => Promise<void>>().mockRejectedValue(away());
    const away1 = platform(start);
    await startPlatform(away1, { hear, reconciler, log, stack, pause: 60_000 });
    await stack.disposeAsync();
    expect(start).toHaveBeenCalledTimes(1);
    expect(away1.stopped()).toBe(1);
  });
});

it('a token that is wrong ends the start, and what was begun is stopped', async () => {
  const stack = new AsyncDisposableStack();
  const wrong = platform(async () => {
    throw new CoopError('harbour-token', 'the harbour does not accept the token');
  });
  await expect(startPlatform(wrong, { hear, reconciler, log, stack })).rejects.toMatchObject({ code: 'harbour-token' });
  await stack.disposeAsync();
  expect(wrong.stopped()).toBe(1);
});
