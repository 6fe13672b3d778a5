import { ScheduleAlreadyRunning, ScheduleNotFoundError } from '@temporalio/client';
import type { ScheduleOptions, ScheduleOptionsStartWorkflowAction, ScheduleSummary } from '@temporalio/client';
import type { Logger } from 'pino';
import { slotName } from '../../core/digest/slot.ts';
import type { Slot } from '../../core/digest/slot.ts';
import type { DigestRounds } from '../../core/ports/digests.ts';
import { digestRoundType } from '../../workflows/digest/contract.ts';
import type { DigestRound } from '../../workflows/digest/contract.ts';
import type { Temporal } from './connection.ts';
import { regularly } from './regularly.ts';

/**
 * One schedule per slot, not per space: a thousand spaces on Monday at nine are one process and its batches, where the embedded
 * server bears eight short processes a second. A schedule only wakes; who is due, and what was told, stands in PostgreSQL.
 */
export async function ensureDigestSchedule(temporal: Temporal, slot: Slot): Promise<boolean> {
  try {
    await temporal.client.schedule.create<DigestRound>(scheduleOptions(temporal, slot));
    return true;
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning) return false;
    throw error;
  }
}

/** At once and every few minutes. */
export function startReconcilingDigests(options: Reconciling & { readonly every?: number }): { stop: () => Promise<void> } {
  const { every = 180_000, log } = options;
  const failed = 'the schedules could not be compared with the database; tried again';
  return regularly({ every, failed, log }, async () => {
    const done = await reconcileDigestSchedules(options);
    if (Object.values(done).some((count) => count > 0)) log.info(done, 'schedules of digests were put in order');
  });
}

export type Reconciled = { readonly made: number; readonly changed: number; readonly removed: number; readonly asked: number };

type Reconciling = { readonly temporal: Temporal; readonly rounds: Pick<DigestRounds<never>, 'slots'>; readonly log: Logger };

/**
 * Compares the schedules with the slots that PostgreSQL knows, and changes only what differs. Where spaces wait although their
 * moment has passed (Temporal was away or lost everything; the wall clock skipped that time), a round is asked for.
 */
export async function reconcileDigestSchedules({ temporal, rounds, log }: Reconciling): Promise<Reconciled> {
  const slots = await rounds.slots();
  await temporal.reach();
  const there = await schedulesOf(temporal);
  const done = { made: 0, changed: 0, removed: 0, asked: 0 };
  for (const { slot, overdue } of slots) {
    const id = scheduleId(temporal, slotName(slot));
    try {
      const found = there.get(id);
      if (found === undefined) done.made += (await ensureDigestSchedule(temporal, slot)) ? 1 : 0;
      else if (found.state.note !== form) {
        await temporal.client.schedule.getHandle(id).update<DigestRound>(() => updated(temporal, slot));
        done.changed += 1;
      }
      if (overdue) {
        await temporal.client.schedule.getHandle(id).trigger('SKIP');
        done.asked += 1;
      }
    } catch (error) {
      log.warn({ err: error, schedule: id }, 'a schedule could not be put in order; tried again at the next look');
    }
  }
  const wanted = new Set(slots.map(({ slot }) => scheduleId(temporal, slotName(slot))));
  for (const id of there.keys()) if (!wanted.has(id) && (await remove(temporal, id))) done.removed += 1;
  return done;
}

/** Our own: several installations may share a namespace, none a task queue. The list may lag a moment behind. */
async function schedulesOf(temporal: Temporal): Promise<ReadonlyMap<string, ScheduleSummary>> {
  const found = new Map<string, ScheduleSummary>();
  await temporal.client.connection.withDeadline(Date.now() + 60_000, async () => {
    for await (const schedule of temporal.client.schedule.list({ pageSize: 1000 })) {
      if (schedule.scheduleId.startsWith(scheduleId(temporal, ''))) found.set(schedule.scheduleId, schedule);
    }
  });
  return found;
}

async function remove(temporal: Temporal, id: string): Promise<boolean> {
  try {
    await temporal.client.schedule.getHandle(id).delete();
    return true;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return false;
    throw error;
  }
}

/** What a schedule looks like, beside its slot: raise the number with every change below, and those that are there follow. */
const form = 'Cooperatus: a digest round, form 1';

type Options = ScheduleOptions<ScheduleOptionsStartWorkflowAction<DigestRound>>;

function scheduleOptions(temporal: Temporal, slot: Slot) {
  const [hour = 0, minute = 0] = slot.time.split(':').map(Number);
  const id = scheduleId(temporal, slotName(slot));
  return {
    scheduleId: id,
    spec: {
      calendars: [{ hour, minute, dayOfWeek: slot.every === 'weekly' ? dayOfWeek[slot.weekday] : '*' }],
      timezone: slot.timeZone,
    },
    action: { type: 'startWorkflow', workflowType: digestRoundType, workflowId: id, taskQueue: temporal.taskQueue, args: [slot] },
    // Missed ones are made up for a day; however many they are, one round takes all that is due.
    policies: { overlap: 'BUFFER_ONE', catchupWindow: '1 day' },
    state: { note: form },
  } satisfies Options;
}

function updated(temporal: Temporal, slot: Slot) {
  const { spec, action, policies, state } = scheduleOptions(temporal, slot);
  return { spec, action, policies, state };
}

function scheduleId({ taskQueue }: Temporal, name: string): string {
  return `digest-${taskQueue}-${name}`;
}

const dayOfWeek = {
  monday: 'MONDAY',
  tuesday: 'TUESDAY',
  wednesday: 'WEDNESDAY',
  thursday: 'THURSDAY',
  friday: 'FRIDAY',
  saturday: 'SATURDAY',
  sunday: 'SUNDAY',
} as const;
