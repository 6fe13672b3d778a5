import { isGrpcServiceError } from '@temporalio/client';
import type { Logger } from 'pino';
import type { VoteRef } from '../../core/ports/lifecycle.ts';
import type { Delivery, Sender, Sent } from '../../core/ports/sender.ts';
import { voteChanged, voteLifecycleId, voteLifecycleType } from '../../workflows/vote-lifecycle/contract.ts';
import type { VoteLifecycle } from '../../workflows/vote-lifecycle/contract.ts';
import type { Temporal } from './connection.ts';

/**
 * Takes the outbox rows of the durable processes. A process is named by what it is for, so that sending twice is harmless;
 * while Temporal is away the rows wait, and none is ever set aside for that.
 */
export function createProcessSender(temporal: Temporal, log: Logger): Sender {
  return {
    send: async (delivery) => {
      try {
        return await deliver(temporal, delivery.task);
      } catch (error) {
        const after = backoff(delivery.attempts);
        log.warn({ err: error, key: delivery.key, after }, 'the process was not started; it is tried again');
        return { kind: 'later', after, scope: isAboutThisRow(error) ? 'route' : 'platform' };
      }
    },
  };
}

/** Starts a vote's process unless it runs already. An ended one is run again: it sees that there is nothing to do, and ends. */
export async function startVoteLifecycle(temporal: Temporal, { network, vote }: VoteRef): Promise<void> {
  await temporal.client.workflow.start<VoteLifecycle>(voteLifecycleType, startOptions(temporal, { network, vote }));
}

async function deliver(temporal: Temporal, task: Delivery['task']): Promise<Sent> {
  const { client } = temporal;
  switch (task.kind) {
    case 'start-vote':
      await client.connection.withDeadline(deadline(), () => startVoteLifecycle(temporal, task));
      return sent;
    case 'vote-changed': {
      // With a start: should the process be lost, the signal brings it back.
      const options = startOptions(temporal, { network: task.network, vote: task.vote });
      await client.connection.withDeadline(deadline(), () =>
        client.workflow.signalWithStart<VoteLifecycle, []>(voteLifecycleType, { ...options, signal: voteChanged }),
      );
      return sent;
    }
    case 'message':
      return { kind: 'impossible', reason: 'a message cannot be sent to the durable processes' };
    default:
      return task satisfies never;
  }
}

const sent: Sent = { kind: 'sent', externalId: null };

function startOptions({ taskQueue }: Temporal, vote: VoteRef) {
  return {
    taskQueue,
    workflowId: voteLifecycleId(vote),
    args: [vote] satisfies [VoteRef],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  } as const;
}

/** How long one call may take: the relay has others to serve. */
function deadline(): number {
  return Date.now() + 5000;
}

/** 0.5 s, 1 s, 2 s ... at most 1 min, in milliseconds. */
function backoff(attempts: number): number {
  return Math.min(60_000, 500 * 2 ** Math.min(attempts, 10));
}

/** Invalid argument, failed precondition, out of range: this row fails while others may pass. */
function isAboutThisRow(error: unknown): boolean {
  return isGrpcServiceError(error) && [3, 9, 11].includes(error.code);
}
