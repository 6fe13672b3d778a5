import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Platform } from '../../bots/conversation/platform.ts';
import { PlatformName } from '../../core/ids.ts';
import { createReconciler } from '../../main/reconciler.ts';
import { createMemoryOfPlatform } from '../fakes/memory-of-platform.ts';

const clock = { now: () => new Date(Date.now()) };

function platform(name: string, more: Partial<Platform>): Platform {
  return {
    name: PlatformName.parse(name),
    start: async () => {},
    stop: async () => {},
    send: async () => ({ kind: 'sent', externalId: null }),
    lateness: 0,
    examine: async () => [],
    ...more,
  };
}

function reconciling(...platforms: readonly Platform[]) {
  const memory = createMemoryOfPlatform();
  const lines: unknown[] = [];
  const told = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  return { reconciler: createReconciler({ platforms, memoryOf: () => memory, clock, log: told }), memory, lines };
}

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-26T12:00:00Z') }));
afterEach(() => void vi.useRealTimers());

describe('a platform that hears', () => {
  it('is read back at once, at least every ten minutes, and as soon as something may be missing', async () => {
    const sweep = vi.fn<() => Promise<number>>().mockResolvedValue(0);
    const harbour = platform('harbour', { sweep });
    const { reconciler } = reconciling(harbour);
    reconciler.begin(harbour);
    reconciler.begin(harbour);
    expect(sweep).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(30 * 60_000);
    expect(sweep).toHaveBeenCalledTimes(4);
    reconciler.missed(harbour);
    await vi.advanceTimersByTimeAsync(0);
    expect(sweep).toHaveBeenCalledTimes(5);
    await reconciler.stop();
    reconciler.begin(harbour);
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(sweep).toHaveBeenCalledTimes(5);
  });

  it('is read back as often as it says, where nothing else brings what is said', async () => {
    const sweep = vi.fn<() => Promise<number>>().mockResolvedValue(0);
    const harbour = platform('harbour', { sweep, sweepEvery: 60_000 });
    const { reconciler } = reconciling(harbour);
    reconciler.begin(harbour);
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    expect(sweep).toHaveBeenCalledTimes(6);
    await reconciler.stop();
  });

  it('is read back again after a look that failed, and the others are meanwhile', async () => {
    const broken = platform('harbour', { sweep: vi.fn<() => Promise<number>>().mockRejectedValue(new Error('away')) });
    const sweep = vi.fn<() => Promise<number>>().mockResolvedValue(0);
    const well = platform('station', { sweep });
    const { reconciler, lines } = reconciling(broken, well);
    for (const each of [broken, well]) reconciler.begin(each);
    await vi.advanceTimersByTimeAsync(20 * 60_000);
    expect(broken.sweep).toHaveBeenCalledTimes(3);
    expect(sweep).toHaveBeenCalledTimes(3);
    expect(lines).toContainEqual(expect.objectContaining({ platform: 'harbour', level: 40 }));
    await reconciler.stop();
  });

  it('tells what was found, in the log and for the doctor', async () => {
    const sweep = vi.fn<() => Promise<number>>().mockResolvedValueOnce(2).mockResolvedValueOnce(0).mockResolvedValueOnce(3);
    const harbour = platform('harbour', { sweep });
    const { reconciler, memory, lines } = reconciling(harbour);
    reconciler.begin(harbour);
    await vi.advanceTimersByTimeAsync(20 * 60_000);
    await reconciler.stop();
    expect(lines).toMatchObject([{ found: 2 }, { found: 3 }]);
    expect(JSON.parse((await memory.read('reconciled')) ?? '')).toEqual({
      at: '2026-11-26T12:20:00.000Z',
      found: 5,
      last: '2026-11-26T12:20:00.000Z',
    });
  });
});

describe('whoever counts', () => {
  it('waits for a look that began after they asked, and shares it with whoever asks meanwhile', async () => {
    const looks: PromiseWithResolvers<number>[] = [];
    const harbour = platform('harbour', {
      sweep: () => {
        const look = Promise.withResolvers<number>();
        looks.push(look);
        return look.promise;
      },
    });
    const { reconciler } = reconciling(harbour, platform('terminal', {}));
    const [sweep] = reconciler.sweeps;
    expect(reconciler.sweeps).toHaveLength(1);
    reconciler.begin(harbour);
    if (sweep === undefined) throw new Error('there is a sweep');
    const counted = vi.fn<() => void>();
    const counts = [sweep().then(counted), sweep().then(counted)];
    looks[0]?.resolve(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(looks).toHaveLength(2);
    expect(counted).not.toHaveBeenCalled();
    looks[1]?.resolve(0);
    await Promise.all(counts);
    expect(counted).toHaveBeenCalledTimes(2);
    await reconciler.stop();
  });

  it('is told when a platform could not be read back', async () => {
    const harbour = platform('harbour', { sweep: async () => Promise.reject(new Error('away')) });
    const { reconciler } = reconciling(harbour);
    await expect(reconciler.sweeps[0]?.()).rejects.toThrow('away');
  });
});
