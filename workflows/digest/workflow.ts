import { continueAsNew, proxyActivities, sleep, workflowInfo } from '@temporalio/workflow';
import type { DigestActivities } from './activities.ts';
import type { DigestRound } from './contract.ts';

/** Repeated until it succeeds: what is due is told late rather than never. */
const { tellSpaces } = proxyActivities<DigestActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '20 seconds' },
});

/**
 * Takes batch after batch of the spaces that are due, until none is. It carries nothing of its own, so it may be started at
 * any time, twice, and in vain; who is due, and for which period, PostgreSQL says.
 */
export const digestRound: DigestRound = async (slot) => {
  for (;;) {
    const { wait: left } = await tellSpaces(slot);
    if (left === null) return;
    if (left > 0) await sleep(left);
    const { continueAsNewSuggested: isLong } = workflowInfo();
    if (isLong) await continueAsNew<DigestRound>(slot);
  }
};
