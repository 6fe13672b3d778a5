import { setTimeout as sleep } from 'node:timers/promises';
import { ScheduleNotFoundError } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Temporal } from '../../../adapters/temporal/connection.ts';
import { createProcessSender } from '../../../adapters/temporal/processes.ts';
import { ensureDigestSchedule, reconcileDigestSchedules } from '../../../adapters/temporal/schedules.ts';
import { startWorker } from '../../../adapters/temporal/worker.ts';
import { composeDigest } from '../../../core/digest/compose.ts';
import { dueAfter } from '../../../core/digest/due.ts';
import { slotName } from '../../../core/digest/slot.ts';
import type { Slot } from '../../../core/digest/slot.ts';
import { features } from '../../../features/index.ts';
import { startTemporalServer, temporalPatience } from '../../servers/temporal.ts';
import type { TemporalServer } from '../../servers/temporal.ts';
import { log, openDigestWorld, slotJustPassed } from './world.ts';
import type { DigestWorld } from './world.ts';

// On a real Temporal server and a real database, one after the other: they share the schedules.

vi.setConfig({ testTimeout: 60_000 });

let server: TemporalServer;
let world: DigestWorld;
let temporal: Temporal;
const ending = new AsyncDisposableStack();

beforeAll(async () => {
  const [started, opened] = await Promise.all([startTemporalServer(log), openDigestWorld()]);
  server = started;
  ending.defer(server.stop);
  world = ending.adopt(opened, ({ close }) => close());
  temporal = await server.open();
  const worker = startWorker({ temporal, activities: world.activities, log });
  ending.defer(worker.stop);
  await worker.ready;
}, temporalPatience);

afterAll(() => ending.disposeAsync(), 60_000);

const reconcile = () => reconcileDigestSchedules({ temporal, rounds: world.rounds, log });
const handleOf = (slot: Slot) => temporal.client.schedule.getHandle(`digest-${temporal.taskQueue}-${slotName(slot)}`);
/** When Temporal would start a round. */
async function wakes(slot: Slot, from: string, to: string): Promise<string[]> {
  const { startTime } = await temporal.client.connection.workflowService.listScheduleMatchingTimes({
    namespace: temporal.namespace,
    scheduleId: handleOf(slot).scheduleId,
    startTime: msToTs(Date.parse(from)),
    endTime: msToTs(Date.parse(to)),
  });
  return (startTime ?? []).map((time) => new Date(tsToMs(time)).toISOString());
}

/** When the core says that it is due. */
function dues(slot: Slot, from: string, to: string): string[] {
  const moments: string[] = [];
  for (let at = dueAfter(slot, new Date(from)); at <= new Date(to); at = dueAfter(slot, at)) moments.push(at.toISOString());
  return moments;
}

/** The list of schedules lags a moment behind. */
const settled = () => expect.poll(reconcile, { timeout: 20_000 }).toEqual({ made: 0, changed: 0, removed: 0, asked: 0 });
const told = async (network: Parameters<DigestWorld['posts']>[0], spaces: number) => {
  await expect.poll(async () => (await world.posts(network)).length, { timeout: 20_000 }).toBe(spaces);
  expect((await world.posts(network)).every(({ count }) => count === 1)).toBe(true);
};

test('a slot has a schedule in its own zone, with explicit policies; nothing is touched that is as it should be', async () => {
  const slot: Slot = { every: 'weekly', weekday: 'monday', time: '09:05', timeZone: 'Europe/Berlin' };
  await world.found(slot, 2);
  const sent = await createProcessSender(temporal, log).send({
    key: 'k',
    installation: '',
    attempts: 0,
    task: { kind: 'digest-slot', slot },
  });
  expect(sent).toEqual({ kind: 'sent', externalId: null });
  await settled();
  const before = await handleOf(slot).describe();
  expect(before.policies).toEqual({ overlap: 'BUFFER_ONE', catchupWindow: 86_400_000, pauseOnFailure: false });
  // Winter and summer: the wall clock in Berlin says five past nine on Mondays all year.
  for (const at of before.info.nextActionTimes) {
    expect(at.toLocaleString('en-GB', { timeZone: 'Europe/Berlin', weekday: 'long', hour: '2-digit', minute: '2-digit' })).toBe(
      'Monday 09:05',
    );
  }
  expect(before.info.nextActionTimes.length).toBeGreaterThan(5);
  await settled();
  expect((await handleOf(slot).describe()).info.lastUpdatedAt).toEqual(before.info.lastUpdatedAt);
});

test('one that differs is put right, one that nobody needs goes', async () => {
  const slot: Slot = { every: 'daily', time: '03:30', timeZone: 'Asia/Kathmandu' };
  const { network, spaces } = await world.found(slot);
  await reconcile();
  await handleOf(slot).update(({ spec, action, policies }) => ({
    spec: { ...spec, timezone: 'UTC' },
    action,
    policies,
    state: { paused: false, note: 'old' },
  }));
  await expect
    .poll(async () => (await reconcile(), (await handleOf(slot).describe()).spec.timezone), { timeout: 20_000 })
    .toBe('Asia/Kathmandu');
  for (const space of spaces) await world.act(({ digests }) => digests.pause(network, space));
  const isGone = async () => {
    await reconcile();
    return handleOf(slot)
      .describe()
      .then(
        () => false,
        (error: unknown) => error instanceof ScheduleNotFoundError,
      );
  };
  await expect.poll(isGone, { timeout: 20_000 }).toBe(true);
});

test.each<[string, Slot, string, string]>([
  ['Berlin in spring', { every: 'daily', time: '09:00', timeZone: 'Europe/Berlin' }, '2026-03-26', '2026-04-01'],
  ['Berlin in autumn', { every: 'daily', time: '09:00', timeZone: 'Europe/Berlin' }, '2026-10-22', '2026-10-28'],
  [
    'Lord Howe, which moves by half an hour',
    { every: 'daily', time: '09:00', timeZone: 'Australia/Lord_Howe' },
    '2026-10-01',
    '2026-10-07',
  ],
  ['a time that Berlin has twice', { every: 'daily', time: '02:30', timeZone: 'Europe/Berlin' }, '2026-10-23T12:00Z', '2026-10-27T12:00Z'],
  ['a Sunday of summer time', { every: 'weekly', weekday: 'sunday', time: '12:00', timeZone: 'Europe/Berlin' }, '2026-03-01', '2026-05-01'],
])('Temporal wakes when the core says that it is due: %s', async (_, slot, from, to) => {
  await ensureDigestSchedule(temporal, slot);
  expect(await wakes(slot, from, to)).toEqual(dues(slot, from, to));
});

test.each<[string, Slot, string, string, string]>([
  [
    'Berlin',
    { every: 'daily', time: '02:30', timeZone: 'Europe/Berlin' },
    '2026-03-27T12:00Z',
    '2026-03-31T12:00Z',
    '2026-03-29T01:30:00.000Z',
  ],
  [
    'Cairo',
    { every: 'daily', time: '00:00', timeZone: 'Africa/Cairo' },
    '2026-04-22T12:00Z',
    '2026-04-26T12:00Z',
    '2026-04-23T22:00:00.000Z',
  ],
])('a time that the wall clock skips is the one that Temporal leaves out: %s', async (_, slot, from, to, skipped) => {
  await ensureDigestSchedule(temporal, slot);
  const [woken, due] = [await wakes(slot, from, to), dues(slot, from, to)];
  expect(due.filter((at) => !woken.includes(at))).toEqual([skipped]);
  expect(woken.filter((at) => !due.includes(at))).toEqual([]);
});

test('whoever waits although nothing woke is found, and told once', async () => {
  const { slot, at } = slotJustPassed(2);
  const { network, spaces } = await world.found(slot);
  await reconcile();
  await world.due(spaces, at);
  expect(await reconcile()).toMatchObject({ asked: 1 });
  await told(network, 1);
  await settled();
});

test('a whole round: every space once, in batches, and what it reads is what the preview said', async () => {
  const { slot, at } = slotJustPassed();
  const { network, spaces } = await world.found(slot, 45);
  await world.due(spaces, at);
  const preview = await world.act(async (ports) => {
    const found = await ports.networks.find(network);
    if (found === null) throw new Error('no network');
    const sections = features.flatMap(({ digest }) => digest ?? []);
    const period = { network, start: new Date(at.getTime() - 86_400_000), end: at };
    return composeDigest(period, { network: found, sections, ports });
  });
  await reconcile();
  await handleOf(slot).trigger('SKIP');
  await handleOf(slot).trigger('ALLOW_ALL');
  await told(network, 45);
  expect((await world.posts(network))[0]?.message).toEqual(JSON.parse(JSON.stringify(preview)));
  expect(JSON.stringify(preview)).toContain('Which flour?');
});

test('everything that Temporal knew is lost: the schedules come back, and what was missed is told once', async () => {
  const { slot, at } = slotJustPassed(3);
  const { network, spaces } = await world.found(slot, 2);
  await reconcile();
  await server.wipe();
  await world.due(spaces, at);
  await expect
    .poll(
      async () =>
        reconcile().then(
          ({ asked }) => asked,
          () => 0,
        ),
      { timeout: 40_000 },
    )
    .toBeGreaterThan(0);
  await told(network, 2);
  await sleep(1000);
  await told(network, 2);
});
