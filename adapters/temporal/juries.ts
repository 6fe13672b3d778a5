import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { Logger } from 'pino';
import type { CaseRef, UndecidedJuries } from '../../core/ports/moderation.ts';
import { juryProcessId, juryProcessType } from '../../workflows/moderation/contract.ts';
import type { JuryProcess } from '../../workflows/moderation/contract.ts';
import type { Temporal } from './connection.ts';
import { regularly } from './regularly.ts';

/** Starts a jury's process; false when it runs already. */
export async function startJury(temporal: Temporal, jury: CaseRef): Promise<boolean> {
  try {
    await temporal.client.workflow.start<JuryProcess>(juryProcessType, {
      taskQueue: temporal.taskQueue,
      workflowId: juryProcessId(jury),
      args: [jury],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

type Options = { readonly temporal: Temporal; readonly juries: UndecidedJuries; readonly log: Logger; readonly every?: number };

/** At once and every few minutes: each jury that has not decided has a running process. Temporal may lose everything. */
export function startRebuildingJuries({ temporal, juries, log, every = 180_000 }: Options): { stop: () => Promise<void> } {
  const failed = 'the juries could not be compared with the database; tried again';
  return regularly({ every, failed, log }, async () => {
    const undecided = await juries.undecided();
    if (undecided.length === 0) return;
    await temporal.reach();
    let started = 0;
    // One after the other: the embedded server bears eight short processes a second.
    for (const jury of undecided) started += (await startJury(temporal, jury)) ? 1 : 0;
    if (started > 0) log.warn({ started }, 'juries whose process was missing in Temporal go on');
  });
}
