import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSessions } from '../../../bots/discord/gateway-session.ts';
import type { Sessions } from '../../../bots/discord/gateway-session.ts';
import type { PlatformHold } from '../../../core/ports/platform-hold.ts';

const askEvery = 5_000;
const session = { sessionId: 's', resumeURL: 'wss://resume.test', sequence: 1, shardId: 0, shardCount: 1 };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A database that can be restarted, and another process that can come and go. */
function openWorld() {
  const stored = new Map<string, string | null>();
  const world = { isFree: true, taken: 0, lose: () => {}, let: 0 };
  const hold: PlatformHold = {
    take: async () => {
      world.taken += 1;
      if (!world.isFree) return null;
      const lost = new AbortController();
      world.lose = () => lost.abort();
      return {
        lost: lost.signal,
        release: async () => {
          world.let += 1;
        },
      };
    },
  };
  const memory = {
    read: async (name: string) => stored.get(name) ?? null,
    write: async (entries: Readonly<Record<string, string | null>>) => {
      for (const [name, text] of Object.entries(entries)) stored.set(name, text);
    },
  };
  const live = (): Sessions => createSessions({ memory, hold, begunFor: 'us' });
  return { world, live };
}

/** How far the next life would take the session up. */
async function takenUp(live: () => Sessions): Promise<number | undefined> {
  return (await live().retrieve(0))?.sequence;
}

function hear(sessions: Sessions, sequence: number, done: Promise<void> | null = null): void {
  sessions.delivered({ shard: 0, sequence }, done);
}

describe('the sessions of the gateway', () => {
  it('are taken up behind what is done with together with all before it', async () => {
    const { live } = openWorld();
    const sessions = live();
    sessions.update(0, session);
    const under = Promise.withResolvers<void>();
    hear(sessions, 2);
    hear(sessions, 3, under.promise);
    hear(sessions, 4, Promise.resolve());
    await sessions.save();
    expect(await takenUp(live)).toBe(2);
    under.resolve();
    await under.promise;
    await sessions.save();
    expect(await takenUp(live)).toBe(4);
  });

  it('are still written down after the database was restarted and let go of the hold', async () => {
    const { world, live } = openWorld();
    const sessions = live();
    sessions.update(0, session);
    await sessions.save();
    world.lose();
    hear(sessions, 2);
    await sessions.save(); // finds that it is lost
    await sessions.save();
    expect(await takenUp(live)).toBe(2);
  });

  it('are left to another process while it has them, asked for now and then, and written down once it is gone', async () => {
    const { world, live } = openWorld();
    world.isFree = false;
    const sessions = live();
    sessions.update(0, session);
    for (let tries = 0; tries < 20; tries += 1) await sessions.save();
    expect(world.taken).toBe(2);
    world.isFree = true;
    expect(await takenUp(live)).toBeUndefined();
    vi.advanceTimersByTime(askEvery);
    await sessions.save();
    await sessions.save();
    expect(await takenUp(live)).toBe(1);
  });

  it('are let go of at the end, and not asked for again', async () => {
    const { world, live } = openWorld();
    const sessions = live();
    await sessions.save();
    await sessions.close();
    expect(world.let).toBe(1);
    world.lose(); // the connection of what was let go of ends
    for (let tries = 0; tries < 3; tries += 1) await sessions.save();
    expect(world.taken).toBe(1);
  });
});
