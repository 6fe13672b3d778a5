import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { CoopError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { ToldDeleted } from '../../core/ports/deleted-posts.ts';
import type { PlatformHold } from '../../core/ports/platform-hold.ts';
import type { PlatformMemory } from '../../core/ports/platform-memory.ts';
import type { Translator } from '../../core/ports/translator.ts';
import type { AnyCommand } from '../conversation/command.ts';
import { withHelp } from '../conversation/help.ts';
import type { Platform } from '../conversation/platform.ts';
import { createCallWords } from './call-words.ts';
import { matrixName } from './name.ts';
import { encodeMessage } from './encode.ts';
import type { Encode } from './encode.ts';
import { lateness } from './lateness.ts';
import { beginLife } from './life.ts';
import type { Life, LifeParts } from './life.ts';
import { matrixCode, mayPass, tokenRefused, unreachable } from './matrix-errors.ts';
import { createSend } from './send.ts';
import type { Login } from './session.ts';
import { examineSetUp } from './set-up.ts';

export type MatrixParts = {
  /** The homeserver, e.g. "https://matrix.example.org". */
  readonly url: string;
  readonly login: Login;
  readonly commands: readonly AnyCommand[];
  readonly translator: Translator;
  readonly log: Logger;
  readonly clock: Clock;
  readonly memory: PlatformMemory;
  readonly hold: PlatformHold;
  /** Hears which messages were deleted; default: nobody. */
  readonly deleted?: ToldDeleted;
};

/** How long the homeserver keeps a sync open while nothing happens, in milliseconds. */
const longestWait = 30_000;
const longestPause = 60_000;

type Waiter = PromiseWithResolvers<void>;

/** Matrix, through the Client-Server API of one homeserver. */
export function createMatrix({ url, login, translator, log, ...parts }: MatrixParts): Platform {
  const { deleted = async () => {} } = parts;
  const callWords = createCallWords(withHelp(parts.commands));
  const encode: Encode = (message, reader) => encodeMessage(message, { translator, reader, call: callWords.write });
  let life: Life | null = null;
  let listening: Promise<void> | null = null;
  let stopping = new AbortController();
  /** Ends a sync that only waits. */
  let hurry = new AbortController();
  let waiters: Waiter[] = [];
  let told: string | null = null;

  async function begin(hear: LifeParts['hear']): Promise<Life> {
    return beginLife({ ...parts, deleted, url, login, hear, encode, callWords, log });
  }

  /** Somebody who asks in the middle of a round waits for the next one: this one may have begun too early. */
  async function round(current: Life, patience: number): Promise<void> {
    const served = waiters;
    waiters = [];
    hurry = new AbortController();
    try {
      await current.round(served.length > 0 ? 0 : patience, AbortSignal.any([hurry.signal, stopping.signal, current.lost]));
      for (const waiter of served) waiter.resolve();
    } catch (error) {
      for (const waiter of served) waiter.reject(unreachable(error));
      throw error;
    }
  }

  /** Rounds without end. What fails is tried again with growing pauses, and said once. */
  async function listen(hear: LifeParts['hear']): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted;) {
      try {
        if (life?.lost.aborted === true) await leave();
        life ??= await begin(hear);
        await round(life, longestWait);
        if (failures > 0) log.info({}, 'Matrix is heard again');
        failures = 0;
        told = null;
      } catch (error) {
        if (stopping.signal.aborted || hurry.signal.aborted) continue;
        if (isLoggedOut(error)) await leave();
        tell(error);
        const woken = AbortSignal.any([stopping.signal, hurry.signal]);
        await sleep(Math.min(longestPause, 1_000 * 2 ** Math.min(failures, 10)), undefined, { signal: woken }).catch(() => {}); // to stop, or to hurry
        failures += 1;
      }
    }
  }

  function tell(error: unknown): void {
    const kind = isLoggedOut(error) ? 'matrix-token' : error instanceof CoopError ? error.code : (matrixCode(error) ?? 'unreachable');
    const isNew = told !== kind;
    told = kind;
    if (isLoggedOut(error)) log[isNew ? 'error' : 'debug']({ code: 'matrix-token' }, `${tokenRefused}; it is tried again`);
    else log[isNew ? 'warn' : 'debug']({ err: error }, 'Matrix cannot be heard just now; it is tried again');
  }

  async function leave(): Promise<void> {
    const ended = life;
    life = null;
    await ended?.end();
  }

  return {
    name: matrixName,
    lateness,
    sendsWhereItHears: true,
    start: async (hear) => {
      if (listening !== null) return;
      stopping = new AbortController();
      life = await begin(hear);
      try {
        await round(life, 0);
      } catch (error) {
        await leave();
        throw mayPass(error) ? unreachable(error) : error;
      }
      listening = listen(hear);
    },
    stop: async () => {
      stopping.abort();
      await listening;
      listening = null;
      for (const waiter of waiters.splice(0)) waiter.reject(unreachable());
      await leave();
    },
    sweep: async () => {
      // "Nothing was missed" would be a lie, and whoever counts would believe it.
      if (listening === null || life === null) throw unreachable();
      const waiter = Promise.withResolvers<void>();
      waiters.push(waiter);
      hurry.abort();
      await waiter.promise;
      // A sync skips nothing: what it brings was only late, and a gap in it is read back, and logged, on the way.
      return 0;
    },
    stands: async (post) => (await life?.sending.posts.stands(post)) ?? true,
    send: createSend({ sending: () => life?.sending ?? null, encode }),
    examine: () => examineSetUp({ url, login, listening: listening === null ? null : life !== null && told === null }),
  };
}

function isLoggedOut(error: unknown): boolean {
  return matrixCode(error) === 'M_UNKNOWN_TOKEN' || (error instanceof CoopError && error.code === 'matrix-token');
}
