import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Temporal } from '../../../adapters/temporal/connection.ts';
import { createProcessSender } from '../../../adapters/temporal/processes.ts';
import { startWorker } from '../../../adapters/temporal/worker.ts';
import type { VoteRef } from '../../../core/ports/lifecycle.ts';
import { voteLifecycleId } from '../../../workflows/vote-lifecycle/contract.ts';
import { freshDatabase } from '../../servers/database.ts';
import { startTemporalServer, temporalPatience } from '../../servers/temporal.ts';
import { log, openWorld, slowness } from './world.ts';
import type { World } from './world.ts';

// One vote each, side by side, on a real Temporal server and a real database. What polls takes the expect of its own test: the
// global one belongs to whichever test began last.

vi.setConfig({ testTimeout: 40_000, maxConcurrency: 20 });

let world: World;
let temporal: Temporal;
const ending = new AsyncDisposableStack();

beforeAll(async () => {
  const [server, database] = await Promise.all([startTemporalServer(log), freshDatabase()]);
  ending.use(database);
  ending.defer(server.stop);
  world = ending.adopt(openWorld(database), ({ close }) => close());
  temporal = await server.open();
  const worker = startWorker({ temporal, activities: world.activities, log });
  ending.defer(worker.stop);
  await worker.ready;
}, temporalPatience);

afterAll(() => ending.disposeAsync(), 60_000);

test.concurrent('a vote closes at its deadline, never before, and counts the last ballot of each', async () => {
  const vote = await world.open({ closesIn: plenty });
  await send('start-vote', vote);
  expect(await world.cast(vote, { member: 0, option: 0 })).toBe('counted');
  expect(await world.cast(vote, { member: 1, option: 0 })).toBe('counted');
  expect(await world.cast(vote, { member: 1, option: 1 })).toBe('counted');
  await closeIn(vote, 1500);
  expect(await outcome(vote)).toBe('closed');
  const { ballots, lag, entries, posts } = await world.read(vote);
  expect(ballots?.map((ballot) => choice(ballot)).toSorted()).toEqual([0, 1]);
  expect({ entries, posts }).toEqual({ entries: 1, posts: 2 });
  expect(lag).toBeGreaterThanOrEqual(0);
  expect(await world.cast(vote, { member: 2, option: 0 })).toBe('closed');
});

test.concurrent('an extended vote is still open after its first deadline, and closes at the second', async () => {
  const vote = await world.open({ closesIn: plenty });
  await send('start-vote', vote);
  await closeIn(vote, 4000);
  await closeIn(vote, plenty);
  await sleep(4500);
  expect((await world.read(vote)).status).toBe('open');
  expect(await world.cast(vote, { member: 0, option: 0 })).toBe('counted');
  await closeIn(vote, 1000);
  expect(await outcome(vote)).toBe('closed');
  expect((await world.read(vote)).ballots).toHaveLength(1);
});

test.concurrent('a vote whose reminder is due reminds, once, and then closes as ever', async ({ expect }) => {
  const vote = await world.open({ closesIn: plenty, reminderDue: true });
  await send('start-vote', vote);
  await expect.poll(async () => (await world.read(vote)).reminded, { timeout: 30_000 }).toBe(3);
  await closeIn(vote, 1000);
  expect(await outcome(vote)).toBe('closed');
  expect((await world.read(vote)).reminded).toBe(3);
});

test.concurrent('an extension is seen even if the signal for it is never sent', async () => {
  const vote = await world.open({ closesIn: 1000 });
  await send('start-vote', vote);
  await world.reschedule(vote, 3000);
  expect(await outcome(vote)).toBe('closed');
  expect((await world.read(vote)).lag).toBeGreaterThanOrEqual(0);
});

test.concurrent('a vote that is closed early is published at once', async () => {
  const vote = await world.open({ closesIn: 3_600_000 });
  await send('start-vote', vote);
  await world.cast(vote, { member: 0, option: 0 });
  await world.reschedule(vote, 0);
  await send('vote-changed', vote);
  expect(await outcome(vote)).toBe('closed');
  expect((await world.read(vote)).ballots).toHaveLength(1);
});

test.concurrent('a cancelled vote has no outcome', async () => {
  const vote = await world.open({ closesIn: 3_600_000 });
  await send('start-vote', vote);
  await world.cancel(vote);
  await send('vote-changed', vote);
  expect(await outcome(vote)).toBe('cancelled');
  expect(await world.read(vote)).toMatchObject({ entries: 0, posts: 0, ballots: null });
});

test.concurrent('where a platform delivers late, ballots from before the deadline count and later ones do not', async ({ expect }) => {
  const vote = await world.open({ closesIn: 1500, platform: 'slow' });
  await send('start-vote', vote);
  await expect.poll(async () => (await world.read(vote)).status, { timeout: 20_000 }).toBe('counting');
  expect(await world.cast(vote, { member: 0, option: 0, at: -slowness })).toBe('counted');
  expect(await world.cast(vote, { member: 1, option: 0 })).toBe('closed');
  expect(await outcome(vote)).toBe('closed');
  const { ballots, lag } = await world.read(vote);
  expect(ballots).toHaveLength(1);
  expect(lag).toBeGreaterThanOrEqual(slowness);
});

test.concurrent('a vote on admission that passes makes a member, and tells them', async () => {
  const vote = await world.open({ closesIn: plenty, admission: true });
  await send('start-vote', vote);
  await world.cast(vote, { member: 0, option: 0 });
  expect(await world.read(vote)).toMatchObject({ asking: ['asked'], told: 0 });
  await closeIn(vote, 500);
  expect(await outcome(vote)).toBe('closed');
  expect(await world.read(vote)).toMatchObject({ asking: ['member'], told: 1 });
});

test.concurrent('a vote on admission that is lost admits nobody', async () => {
  const vote = await world.open({ closesIn: plenty, admission: true });
  await send('start-vote', vote);
  await world.cast(vote, { member: 0, option: 1 });
  await closeIn(vote, 500);
  expect(await outcome(vote)).toBe('closed');
  expect(await world.read(vote)).toMatchObject({ asking: ['left'], told: 1 });
});

test.concurrent('one outcome, however often a vote is started, signalled and published', async () => {
  const vote = await world.open({ closesIn: 1500 });
  for (let time = 0; time < 5; time++) await send('start-vote', vote);
  for (let time = 0; time < 20; time++) await send('vote-changed', vote);
  expect(await outcome(vote)).toBe('closed');
  await Promise.all(Array.from({ length: 8 }, () => world.activities.publishVote(vote)));
  await send('start-vote', vote);
  expect(await outcome(vote)).toBe('closed');
  expect(await world.read(vote)).toMatchObject({ entries: 1, posts: 2 });
});

test.concurrent('a signal for a process that was lost brings it back', async () => {
  const vote = await world.open({ closesIn: 1500 });
  await send('vote-changed', vote);
  expect(await outcome(vote)).toBe('closed');
});

test.concurrent('eight at once publish one outcome', async () => {
  const vote = await world.open({ closesIn: 0 });
  await world.activities.beginCounting(vote);
  await Promise.all(Array.from({ length: 8 }, () => world.activities.publishVote(vote)));
  expect(await world.read(vote)).toMatchObject({ status: 'closed', entries: 1, posts: 2 });
});

test.concurrent('counting does not begin before the deadline, whoever asks', async () => {
  const vote = await world.open({ closesIn: 60_000 });
  await world.activities.beginCounting(vote);
  await world.activities.publishVote(vote);
  expect(await world.read(vote)).toMatchObject({ status: 'open', entries: 0 });
});

test.concurrent('a vote that nobody knows ends at once', async () => {
  const { network } = await world.open({ closesIn: 60_000 });
  const { vote } = await world.open({ closesIn: 60_000 });
  await send('start-vote', { network, vote });
  expect(await outcome({ network, vote })).toBe('unknown');
});

/** Milliseconds that are enough for everything before a deadline, on any machine. */
const plenty = 120_000;

async function closeIn(vote: VoteRef, milliseconds: number): Promise<void> {
  await world.reschedule(vote, milliseconds);
  await send('vote-changed', vote);
}

async function send(kind: 'start-vote' | 'vote-changed', vote: VoteRef): Promise<void> {
  const delivery = { key: kind, installation: '', attempts: 0, task: { kind, ...vote } };
  expect(await createProcessSender(temporal, log).send(delivery)).toEqual({ kind: 'sent', externalId: null });
}

function outcome(vote: VoteRef): Promise<unknown> {
  return temporal.client.workflow.getHandle(voteLifecycleId(vote)).result();
}

function choice(ballot: unknown): unknown {
  return typeof ballot === 'object' && ballot !== null && 'choice' in ballot ? ballot.choice : undefined;
}
