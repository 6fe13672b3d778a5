import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/common';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Temporal } from '../../../adapters/temporal/connection.ts';
import { startVoteLifecycle } from '../../../adapters/temporal/processes.ts';
import { rebuildProcesses, startRebuilding } from '../../../adapters/temporal/rebuild.ts';
import { startWorker } from '../../../adapters/temporal/worker.ts';
import type { VoteRef } from '../../../core/ports/lifecycle.ts';
import { voteLifecycleId } from '../../../workflows/vote-lifecycle/contract.ts';
import { freshDatabase } from '../../servers/database.ts';
import { startTemporalServer, temporalPatience } from '../../servers/temporal.ts';
import type { TemporalServer } from '../../servers/temporal.ts';
import { log, openWorld } from './world.ts';
import type { World } from './world.ts';

let server: TemporalServer;
let world: World;
let temporal: Temporal;
const ending = new AsyncDisposableStack();

beforeAll(async () => {
  const [started, database] = await Promise.all([startTemporalServer(log), freshDatabase()]);
  server = started;
  ending.use(database);
  ending.defer(server.stop);
  world = ending.adopt(openWorld(database), ({ close }) => close());
  temporal = await server.open();
  const worker = startWorker({ temporal, activities: world.activities, log });
  ending.defer(worker.stop);
  await worker.ready;
}, temporalPatience);

afterAll(() => ending.disposeAsync(), 60_000);

test('the server is killed -9 while the timer of a vote runs: the vote closes all the same', async () => {
  const vote = await world.open({ closesIn: 3000 });
  await world.cast(vote, { member: 0, option: 1 });
  await startVoteLifecycle(temporal, vote);
  await hasTimer(vote);
  await server.kill();
  expect(await closed(vote)).toMatchObject({ entries: 1, posts: 2 });
}, 60_000);

test('everything that Temporal knew is lost: open votes are found in the database, go on, and close once', async () => {
  const votes = await Promise.all([1, 2, 3].map(() => world.open({ closesIn: 3_600_000 })));
  for (const vote of votes) await startVoteLifecycle(temporal, vote);
  const cancelled = await world.open({ closesIn: 3_600_000 });
  await world.cancel(cancelled);
  for (const vote of votes) await world.cast(vote, { member: 0, option: 1 });
  expect(await rebuildProcesses({ temporal, lifecycle: world.lifecycle, log })).toBe(0);

  await server.wipe();
  expect(await Promise.all(votes.map(isKnown))).toEqual([false, false, false]);
  for (const vote of votes) await world.cast(vote, { member: 1, option: 0 });
  for (const vote of votes.slice(0, 2)) await world.reschedule(vote, 0);
  const rebuilding = startRebuilding({ temporal, lifecycle: world.lifecycle, log, every: 500 });
  for (const vote of votes.slice(0, 2)) {
    const { ballots, ...outcome } = await closed(vote);
    expect(outcome).toMatchObject({ entries: 1, posts: 2 });
    expect(ballots).toHaveLength(2);
  }
  await rebuilding.stop();

  expect(await isKnown(cancelled)).toBe(false);
  await expect.poll(() => Promise.all(votes.map(runs)), { timeout: 10_000 }).toEqual([false, false, true]);
}, 60_000);

async function closed(vote: VoteRef) {
  const patience = performance.now() + 40_000;
  for (;;) {
    const outcome = await world.read(vote);
    if (outcome.status === 'closed') return outcome;
    if (performance.now() > patience) throw new Error(`the vote is still ${outcome.status}`);
    await sleep(100);
  }
}

async function hasTimer(vote: VoteRef): Promise<void> {
  for (;;) {
    const { events } = await handle(vote).fetchHistory();
    if (events?.some(({ timerStartedEventAttributes }) => timerStartedEventAttributes) === true) return;
    await sleep(50);
  }
}

async function isKnown(vote: VoteRef): Promise<boolean> {
  return (await stateOf(vote)) !== null;
}

async function runs(vote: VoteRef): Promise<boolean> {
  return (await stateOf(vote)) === 'RUNNING';
}

/** Null: Temporal has never heard of it. */
async function stateOf(vote: VoteRef): Promise<string | null> {
  try {
    return (await handle(vote).describe()).status.name;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

function handle(vote: VoteRef) {
  return temporal.client.workflow.getHandle(voteLifecycleId(vote));
}
