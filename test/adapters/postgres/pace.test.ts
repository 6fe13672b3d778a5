import { describe, expect, it } from 'vitest';
import { createPace, unlimited } from '../../../adapters/postgres/pace.ts';

const row = (route: string, platform = 'chat') => ({ platform, installation: '', route });

function world(limits: Parameters<typeof createPace>[0]) {
  const clock = { now: 0 };
  return { clock, pace: createPace(limits, () => clock.now) };
}

describe('the pace', () => {
  it('lets a burst through, then so many a second, each route by itself', () => {
    const { clock, pace } = world({ chat: { route: { burst: 2, perSecond: 4 }, platform: unlimited.platform } });
    expect([1, 2, 3, 4].map(() => pace.take(row('a'), 1_000))).toEqual([0, 0, 250, 500]);
    expect(pace.take(row('b'), 1_000)).toBe(0);
    clock.now = 10_000;
    expect([1, 2, 3].map(() => pace.take(row('a'), 1_000))).toEqual([0, 0, 250]);
  });

  it('holds the whole platform to its own limit', () => {
    const { pace } = world({ chat: { route: unlimited.route, platform: { burst: 1, perSecond: 1 } } });
    expect([pace.take(row('a'), 5_000), pace.take(row('b'), 5_000), pace.take(row('c', 'calm'), 5_000)]).toEqual([0, 1_000, 0]);
  });

  it('takes nothing from who will not wait so long', () => {
    const { clock, pace } = world({ chat: { route: { burst: 1, perSecond: 1 }, platform: unlimited.platform } });
    expect(pace.take(row('a'), 0)).toBe(0);
    for (let again = 0; again < 5; again += 1) expect(pace.take(row('a'), 999)).toBe(1_000);
    clock.now = 1_000;
    expect(pace.take(row('a'), 0)).toBe(0);
  });

  it('leaves a paused platform alone until the longest pause is over', () => {
    const { clock, pace } = world({});
    pace.pause('chat', 500);
    pace.pause('chat', 100);
    expect([pace.isOpen('chat'), pace.isOpen('calm')]).toEqual([false, true]);
    clock.now = 500;
    expect(pace.isOpen('chat')).toBe(true);
  });
});
