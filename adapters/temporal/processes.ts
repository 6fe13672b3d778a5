import { isGrpcServiceError, ServiceError } from '@temporalio/client';
import { NamespaceNotFoundError, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { Logger } from 'pino';
import type { VoteRef } from '../../core/ports/lifecycle.ts';
import type { Delivery, Sender, Sent } from '../../core/ports/sender.ts';
import { voteChanged, voteLifecycleId, voteLifecycleType } from '../../workflows/vote-lifecycle/contract.ts';
import type { VoteLifecycle } from '../../workflows/vote-lifecycle/contract.ts';
import type { Temporal } from './connection.ts';
import { startJury } from './juries.ts';
import { ensureDigestSchedule } from './schedules.ts';

/**
 * Takes the outbox rows of the durable processes. A process is named by what it is for, so that sending twice is harmless;
 * while Temporal is away the rows wait, and none is ever set aside for that.
 */
export function createProcessSender(temporal: Temporal, log: Logger, patience = 5000): Sender {
  return {
    send: async ({ key, attempts, task }) => {
      try {
        return await temporal.client.connection.withDeadline(Date.now() + patience, () => deliver(temporal, task));
      } catch (error) {
        const later: Sent = { kind: 'later', after: backoff(attempts), scope: isAboutTheServer(error) ? 'platform' : 'route' };
        log.warn({ err: error, key, ...later }, 'a durable process was not reached; it is tried again');
        return later;
      }
    },
  };
}

/**
 * Starts a vote's process; false when it runs already. An ended one is run again: it sees that there is nothing to do, and ends.
 */
export async function startVoteLifecycle(temporal: Temporal, { network, vote }: VoteRef): Promise<boolean> {
  try {
    await temporal.client.workflow.start<VoteLifecycle>(voteLifecycleType, startOptions(temporal, { network, vote }));
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

async function deliver(temporal: Temporal, task: Delivery['task']): Promise<Sent> {
  switch (task.kind) {
    case 'start-vote':
      await startVoteLifecycle(temporal, task);
      return sent;
    case 'vote-changed': {
      // With a start: should the process be lost, the signal brings it back.
      const options = { ...startOptions(temporal, { network: task.network, vote: task.vote }), signal: voteChanged };
      await temporal.client.workflow.signalWithStart<VoteLifecycle>(voteLifecycleType, options);
      return sent;
    }
    case 'start-jury':
      await startJury(temporal, { network: task.network, case: task.case });
      return sent;
    case 'digest-slot':
      await ensureDigestSchedule(temporal, task.slot);
      return sent;
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
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  } as const;
}

/** 0.5 s, 1 s, 2 s ... at most 1 min, in milliseconds. */
function backoff(attempts: number): number {
  return Math.min(60_000, 500 * 2 ** Math.min(attempts, 10));
}

/** Away, overloaded, or it does not let us in: then every other row would fail too. */
function isAboutTheServer(error: unknown): boolean {
  if (error instanceof NamespaceNotFoundError) return true;
  const cause = error instanceof ServiceError ? error.cause : error;
  return (
    isGrpcServiceError(cause) && [deadlineExceeded, permissionDenied, resourceExhausted, unavailable, unauthenticated].includes(cause.code)
  );
}

/** gRPC status codes (https://grpc.io/docs/guides/status-codes/). */
const deadlineExceeded = 4;
const permissionDenied = 7;
const resourceExhausted = 8;
const unavailable = 14;
const unauthenticated = 16;
