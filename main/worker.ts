import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { hashing } from '../adapters/crypto/sha256.ts';
import { createDigestRounds } from '../adapters/postgres/digest-rounds.ts';
import { createLifecycle } from '../adapters/postgres/lifecycle.ts';
import { createUndecidedJuries } from '../adapters/postgres/moderation.ts';
import { askForSweep } from '../adapters/postgres/sweeping.ts';
import type { Temporal } from '../adapters/temporal/connection.ts';
import { startRebuildingJuries } from '../adapters/temporal/juries.ts';
import { startRebuilding } from '../adapters/temporal/rebuild.ts';
import { startReconcilingDigests } from '../adapters/temporal/schedules.ts';
import { startWorker } from '../adapters/temporal/worker.ts';
import type { RunningWorker } from '../adapters/temporal/worker.ts';
import type { Platform } from '../bots/conversation/platform.ts';
import type { VoteId } from '../core/ids.ts';
import { countVote } from '../core/voting/count.ts';
import { features } from '../features/index.ts';
import { createDigestActivities } from '../workflows/digest/activities.ts';
import { createJuryActivities } from '../workflows/moderation/activities.ts';
import { createVoteActivities } from '../workflows/vote-lifecycle/activities.ts';
import type { Joined } from './house.ts';

export type WorkerParts = {
  readonly temporal: Temporal;
  readonly platforms: readonly Platform[];
  /** How this process reads back what never arrived; null where it does not hear the platforms and asks those that do. */
  readonly sweeps: readonly (() => Promise<void>)[] | null;
  /** The address of a vote's page; null where there is none. */
  readonly pageOf: (vote: VoteId) => string | null;
};

/** The role "worker": takes the steps of the durable processes, and starts those that Temporal does not know of. */
export async function startWorking({ house, log, stack }: Joined, { temporal, platforms, sweeps, pageOf }: WorkerParts): Promise<void> {
  const { database, bindPorts, signing } = house;
  const latenesses = new Map(platforms.map(({ name, lateness }) => [String(name), lateness]));
  const lifecycle = createLifecycle({ database, bind: bindPorts, lateness: (platform) => latenesses.get(platform) ?? 0 });
  const activities = createVoteActivities({
    lifecycle,
    sweeps: sweeps ?? [() => askForSweep(database)],
    count: (closing) => countVote(closing, { hashing, signing }),
    pageOf,
  });
  const rounds = createDigestRounds({ database, bind: bindPorts, log });
  const sections = features.flatMap(({ digest }) => digest ?? []);
  const kinds = features.flatMap(({ moderated }) => moderated ?? []);
  const juries = createJuryActivities({ transact: (work) => database.transact((session) => work(bindPorts(session))), kinds });
  const worker = startWorker({ temporal, activities: { ...activities, ...createDigestActivities({ rounds, sections }), ...juries }, log });
  stack.defer(() => worker.stop());
  const rebuilding = startRebuilding({ temporal, lifecycle, log });
  stack.defer(() => rebuilding.stop());
  const reconciling = startReconcilingDigests({ temporal, rounds, log });
  stack.defer(() => reconciling.stop());
  const juriesGoOn = startRebuildingJuries({ temporal, juries: createUndecidedJuries(database), log });
  stack.defer(() => juriesGoOn.stop());
  await readyOrLate(worker, log);
}

/** Whoever starts is not kept waiting for a Temporal that is away: ballots are taken in all the same, and counted once it is back. */
async function readyOrLate({ ready }: RunningWorker, log: Logger): Promise<void> {
  const patience = new AbortController();
  const late = sleep(10_000, 'late', { signal: patience.signal }).catch(() => 'ready');
  const first = await Promise.race([ready.then(() => 'ready'), late]);
  patience.abort();
  if (first === 'ready') return;
  log.warn('Temporal does not answer yet: votes are taken in, but none is closed before it does');
  ready.catch((err: unknown) => log.error({ err }, 'the workflow worker cannot start'));
}
