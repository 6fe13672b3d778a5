import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Lifecycle, VoteRef } from '../../core/ports/lifecycle.ts';
import { voteLifecycleId, voteLifecycleType } from '../../workflows/vote-lifecycle/contract.ts';
import type { Temporal } from './connection.ts';
import { startVoteLifecycle } from './processes.ts';
import { regularly } from './regularly.ts';

export type RebuildOptions = {
  readonly temporal: Temporal;
  readonly lifecycle: Pick<Lifecycle, 'unfinished'>;
  readonly log: Logger;
  /** Milliseconds from one look to the next. */
  readonly every?: number;
};

/** At once and every few minutes: each unfinished vote in PostgreSQL has a running process. Temporal may lose everything. */
export function startRebuilding(options: RebuildOptions): { stop: () => Promise<void> } {
  const { every = 180_000, log } = options;
  const failed = 'the processes could not be compared with the database; tried again';
  return regularly({ every, failed, log }, async (stopping) => {
    const started = await rebuildProcesses(options, stopping);
    if (started > 0) log.warn({ started }, 'processes that were missing in Temporal were started again');
  });
}

/** How many are started before the next pause: the embedded server bears about 50 short processes at once, 8 a second. */
const batchSize = 50;
const batchPause = 5000;

/** One look. Returns how many processes were started. */
export async function rebuildProcesses(options: RebuildOptions, stopping?: AbortSignal): Promise<number> {
  const unfinished = await options.lifecycle.unfinished();
  if (unfinished.length === 0) return 0;
  await options.temporal.reach();
  const missing = await withoutProcess(options.temporal, unfinished);
  let started = 0;
  for (const [index, batch] of inBatches(missing).entries()) {
    if (index > 0) await pause(batchPause, undefined, stopping === undefined ? {} : { signal: stopping });
    const results = await Promise.all(batch.map((vote) => startVoteLifecycle(options.temporal, vote)));
    started += results.filter(Boolean).length;
  }
  return started;
}

/** Which of the votes have no running process. The list may lag a moment behind: starting one that runs is harmless. */
export async function withoutProcess(temporal: Temporal, votes: readonly VoteRef[]): Promise<readonly VoteRef[]> {
  const running = await runningProcesses(temporal);
  return votes.filter((vote) => !running.has(voteLifecycleId(vote)));
}

async function runningProcesses({ client, taskQueue }: Temporal): Promise<ReadonlySet<string>> {
  const query = `WorkflowType = '${voteLifecycleType}' AND ExecutionStatus = 'Running' AND TaskQueue = '${taskQueue}'`;
  const ids = new Set<string>();
  await client.connection.withDeadline(Date.now() + 60_000, async () => {
    for await (const { workflowId } of client.workflow.list({ query, pageSize: 1000 })) ids.add(workflowId);
  });
  return ids;
}

function inBatches(votes: readonly VoteRef[]): (readonly VoteRef[])[] {
  return Array.from({ length: Math.ceil(votes.length / batchSize) }, (_, batch) => votes.slice(batch * batchSize, (batch + 1) * batchSize));
}
