import { z } from 'zod';
import type { Held, PlatformHold } from '../../core/ports/platform-hold.ts';
import type { PlatformMemory } from '../../core/ports/platform-memory.ts';

/** As @discordjs/ws keeps it. */
export const Session = z.object({
  sessionId: z.string(),
  resumeURL: z.string(),
  sequence: z.number(),
  shardId: z.number(),
  shardCount: z.number(),
});
export type Session = z.infer<typeof Session>;

/** Milliseconds between two questions whether the sessions are ours now. */
const askEvery = 5_000;

type SessionParts = {
  readonly memory: PlatformMemory;
  readonly hold: PlatformHold;
  /** What a session was begun for: one of another bot, or of other intents, is not taken up. */
  readonly begunFor: string;
};

/** The sessions of the gateway, as they outlive this process. */
export type Sessions = {
  readonly retrieve: (shard: number) => Promise<Session | null>;
  readonly update: (shard: number, session: Session | null) => void;
  /** Something was delivered; it is done with when the promise settles. */
  readonly delivered: (at: { shard: number; sequence: number }, done: Promise<void> | null) => void;
  /** Writes down how far everything is done with, and what is told beside it, where that changed. Null forgets. */
  readonly save: (beside?: Readonly<Record<string, string | null>>) => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * A session is taken up behind the last event that is done with together with all before it: what was delivered and not yet committed
 * when a process died is delivered again, and the inbox knows what was. Two processes cannot share one, so whoever comes second
 * begins a session of its own, which ends with it.
 */
export function createSessions({ memory, hold, begunFor }: SessionParts): Sessions {
  const current = new Map<number, Session>();
  const shards = new Map<number, Progress>();
  const saved = new Map<string, string | null>();
  const loaded = new Set<number>();
  let holding: Promise<Held | null> | null = null;
  let askAgainAt = 0;

  /** Asked again where it was lost (a database that is restarted lets go of it), and where the process that had it may be gone. */
  async function isOurs(): Promise<boolean> {
    const asked = (holding ??= hold.take());
    try {
      const held = await asked;
      if (held !== null && !held.lost.aborted) return true;
    } catch (error) {
      if (holding === asked) holding = null;
      throw error;
    }
    if (holding === asked && performance.now() >= askAgainAt) {
      holding = null;
      askAgainAt = performance.now() + askEvery;
      saved.clear(); // whoever had it meanwhile wrote something else
    }
    return false;
  }

  async function remembered(shard: number): Promise<Session | null> {
    if (!(await isOurs())) return null;
    const stored = Stored.safeParse(parse(await memory.read(nameOf(shard))));
    return stored.success && stored.data.begunFor === begunFor ? stored.data.session : null;
  }

  function begin(shard: number, session: Session): void {
    current.set(shard, session);
    shards.set(shard, { newest: session.sequence, open: new Set() });
  }

  function doneUntil({ newest, open }: Progress): number {
    return open.size === 0 ? newest : Math.min(...open) - 1;
  }

  return {
    retrieve: async (shard) => {
      const known = current.get(shard) ?? null;
      if (known !== null || loaded.has(shard)) return known;
      const session = await remembered(shard);
      loaded.add(shard);
      if (session !== null) begin(shard, session);
      return session;
    },
    update: (shard, session) => {
      if (session === null) current.delete(shard);
      else if (current.get(shard)?.sessionId === session.sessionId) current.set(shard, session);
      else begin(shard, session);
    },
    delivered: ({ shard, sequence }, done) => {
      const progress = shards.get(shard);
      if (progress === undefined) return;
      progress.newest = Math.max(progress.newest, sequence);
      if (done === null) return;
      progress.open.add(sequence);
      void done.finally(() => progress.open.delete(sequence));
    },
    save: async (beside = {}) => {
      if (!(await isOurs())) return;
      const entries = new Map<string, string | null>();
      const tell = (name: string, text: string | null): void => {
        if (saved.get(name) === text) return;
        saved.set(name, text);
        entries.set(name, text);
      };
      for (const [name, text] of Object.entries(beside)) tell(name, text);
      for (const [shard, session] of current) {
        const progress = shards.get(shard);
        if (progress === undefined) continue;
        const sequence = doneUntil(progress);
        tell(nameOf(shard), JSON.stringify({ begunFor, session: { ...session, sequence } } satisfies Stored));
      }
      if (entries.size > 0) await memory.write(Object.fromEntries(entries));
    },
    close: async () => {
      const held = await holding?.catch(() => null); // what was never held is not let go of
      holding = Promise.resolve(null);
      askAgainAt = Infinity;
      await held?.release();
    },
  };
}

/** The newest event that was delivered, and those up to it that are not done with. */
type Progress = { newest: number; readonly open: Set<number> };

const Stored = z.object({ begunFor: z.string(), session: Session });
type Stored = z.infer<typeof Stored>;

const nameOf = (shard: number): string => `gateway session ${shard}`;

function parse(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null; // of no known shape: a session is begun anew
  }
}
