import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Sender, Sent } from '../../core/ports/sender.ts';
import type { Database } from './database.ts';
import { createPace } from './pace.ts';
import type { Limits, Pace } from './pace.ts';
import { addressTells, claim, markSent, putBack, setAside } from './relay-rows.ts';
import type { ClaimedRow } from './relay-rows.ts';
import { openDelivery } from './relay-delivery.ts';
import type { Opened } from './relay-delivery.ts';
import type { Seal } from './seal.ts';

export type RelayOptions = {
  readonly database: Database;
  /** By the outbox's platform column: a platform's name, or "temporal". Rows of others are left to other processes. */
  readonly senders: Readonly<Record<string, Sender>>;
  readonly seal: Seal;
  readonly log: Logger;
  /** How fast each platform may be written to; `default` for those not named. */
  readonly limits?: Readonly<Record<string, Limits>>;
  /** How many failures set a row aside. Default 8: about two minutes. */
  readonly attempts?: number;
  /** Milliseconds after which another relay takes over what this one claimed. Default 60,000. */
  readonly lease?: number;
  /** Milliseconds from one look to the next when nobody wakes it. Default 1,000. */
  readonly poll?: number;
  /** Milliseconds of the first pause after a failure; each further one is twice as long, up to a minute. Default 1,000. */
  readonly pause?: number;
  /** How many rows leave at once. Default 64. */
  readonly width?: number;
};

export type Relay = {
  /** Claims nothing more, waits for what is on its way. */
  readonly stop: () => Promise<void>;
};

/**
 * Carries the outbox out: at least once, in order within a route, never faster than allowed. Any number of them, in any
 * number of processes, share the work. What fails is tried again with growing pauses and set aside in the end, so that it
 * blocks nothing; when a whole platform is down, it waits instead.
 */
export function startRelay(options: RelayOptions): Relay {
  const { database, log, width = 64, poll = 1_000 } = options;
  const work: Work = {
    lease: 60_000,
    attempts: 8,
    pause: 1_000,
    ...options,
    pace: createPace(options.limits ?? {}),
    outages: new Map(),
    ...alarm(),
  };
  const publicPlatforms = Object.keys(options.senders).filter((name) => options.senders[name]?.isPublic === true);
  const underWay = new Set<Promise<void>>();
  let stopping = false;
  let rest = Promise.withResolvers<void>();
  const wake = () => rest.resolve();
  const stopListening = database.whenQueued(wake);

  async function take(): Promise<number> {
    const free = width - underWay.size;
    const platforms = Object.keys(options.senders).filter((platform) => work.pace.isOpen(platform));
    if (free === 0 || platforms.length === 0) return 0;
    await addressTells(database, publicPlatforms);
    const rows = await claim(database, { platforms, limit: free, lease: work.lease });
    for (const row of rows) {
      const carried = carry(work, row)
        .catch((err: unknown) =>
          log.error({ err, row: row.id }, 'a row of the outbox could not be marked; it is tried again when its lease is over'),
        )
        .finally(() => {
          underWay.delete(carried);
          wake();
        });
      underWay.add(carried);
    }
    return rows.length;
  }

  const ended = (async () => {
    while (!stopping) {
      rest = Promise.withResolvers();
      const taken = await take().catch((err: unknown) => {
        log.warn({ err }, 'the outbox cannot be read; tried again');
        return 0;
      });
      if (taken > 0 || stopping) continue;
      const timer = setTimeout(wake, Math.min(poll, work.soonest()));
      await rest.promise.finally(() => clearTimeout(timer));
      await sleep(breath);
    }
    await Promise.all(underWay);
  })();

  return {
    stop: async () => {
      stopping = true;
      wake();
      await stopListening();
      await ended;
    },
  };
}

/** Milliseconds between two looks, so that one takes what many wake it for. */
const breath = 5;

type Work = RelayOptions & {
  readonly lease: number;
  readonly attempts: number;
  readonly pause: number;
  readonly pace: Pace;
  /** Rows that failed on a platform since something last left for it. */
  readonly outages: Map<string, Set<string>>;
} & Alarm;

/** When the first of the rows that were put back may be taken again, in milliseconds from now. */
type Alarm = { readonly again: (after: number) => void; readonly soonest: () => number };

function alarm(): Alarm {
  const times: number[] = [];
  return {
    again: (after) => {
      times.push(performance.now() + after + 1);
      times.sort((one, other) => one - other);
      times.splice(1_000);
    },
    soonest: () => {
      while (times[0] !== undefined && times[0] <= performance.now()) times.shift();
      return times[0] === undefined ? Infinity : times[0] - performance.now();
    },
  };
}

async function carry(work: Work, row: ClaimedRow): Promise<void> {
  const { database, pace, log } = work;
  if (row.attempts >= work.attempts) return aside(work, row, 'it was begun too often and never ended');
  const wait = pace.take(row, longestWait);
  if (wait > longestWait) return postpone(work, row, { after: wait, attempts: row.attempts });
  if (wait > 0) await sleep(wait);
  const opened = await openDelivery({ ...work, isPublic: work.senders[row.platform]?.isPublic === true }, row);
  if (opened.kind === 'superseded') return markSent(database, row, {});
  if (opened.kind === 'impossible') return aside(work, row, opened.reason);
  let sent: Sent;
  try {
    sent = await withinLease(work, row, opened);
  } catch (error) {
    return failed(work, row, error);
  }
  work.outages.delete(row.platform);
  if (sent.kind === 'impossible') return aside(work, row, sent.reason);
  if (sent.kind === 'later') {
    if (sent.scope === 'platform') pace.pause(row.platform, sent.after);
    log.info({ platform: row.platform, after: sent.after, scope: sent.scope }, 'the platform asks to wait');
    return postpone(work, row, { after: sent.after, attempts: Math.max(1, row.attempts) });
  }
  const posting =
    opened.posting === null || sent.externalId === null ? {} : { posting: { ...opened.posting, externalId: sent.externalId } };
  return markSent(database, row, posting);
}

async function postpone(work: Work, row: ClaimedRow, wait: { after: number; attempts: number; reason?: string }): Promise<void> {
  await putBack(work.database, row, wait);
  work.again(wait.after);
}

/** Longer waits for a token are left in the table, so that they hold no place here. */
const longestWait = 2_000;

/** A send that never ends must not be alone when another relay takes over. */
async function withinLease(work: Work, row: ClaimedRow, opened: Extract<Opened, { kind: 'delivery' }>): Promise<Sent> {
  const sender = work.senders[row.platform];
  if (sender === undefined) return { kind: 'later', after: work.lease, scope: 'route' };
  const over = new AbortController();
  const late = sleep(work.lease / 2, null, { signal: over.signal }).then((): never => {
    throw new DOMException('the platform did not answer in time', 'TimeoutError');
  });
  return Promise.race([sender.send(opened.delivery), late]).finally(() => {
    late.catch(() => {}); // aborted: nobody waits for it any more
    over.abort();
  });
}

/**
 * One row that fails is poisoned sooner or later. Several different ones with nothing leaving in between mean that the
 * platform is down: then nobody's attempts are used up, the platform rests.
 */
async function failed(work: Work, row: ClaimedRow, error: unknown): Promise<void> {
  const failing = work.outages.get(row.platform) ?? new Set();
  work.outages.set(row.platform, failing.add(row.id));
  const reason = describe(error);
  const tried = row.attempts + 1;
  const isOutage = failing.size >= rowsOfAnOutage;
  if (!isOutage && tried >= work.attempts) return aside(work, row, reason);
  const after = Math.min(2 ** Math.min(row.attempts, 20) * work.pause, 60_000) * (0.75 + Math.random() / 2);
  if (isOutage) work.pace.pause(row.platform, Math.min(after, 15_000));
  work.log.warn({ err: error, platform: row.platform, row: row.id, tried, after, outage: isOutage }, 'sending failed; tried again');
  return postpone(work, row, { after, attempts: isOutage ? Math.max(1, row.attempts) : tried, reason });
}

const rowsOfAnOutage = 3;

async function aside(work: Work, row: ClaimedRow, reason: string): Promise<void> {
  work.log.error({ platform: row.platform, row: row.id, key: row.key, reason }, 'a row of the outbox was set aside');
  await setAside(work.database, row, reason);
}

/** What kind of failure, never what it says: that may repeat the message. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  const marks = ['code', 'status'].flatMap((name) => {
    const mark: unknown = Reflect.get(error, name);
    return typeof mark === 'string' || typeof mark === 'number' ? [`${name} ${String(mark).slice(0, 60)}`] : [];
  });
  return [error.name, ...marks].join(', ');
}
