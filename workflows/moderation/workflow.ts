import { continueAsNew, proxyActivities, sleep, workflowInfo } from '@temporalio/workflow';
import type { JuryActivities } from './activities.ts';
import type { JuryProcess } from './contract.ts';

const day = 86_400_000;

/** Repeated until it succeeds: a jury waits for its database, it never gives up. */
const { bringJuryOn } = proxyActivities<JuryActivities>({
  startToCloseTimeout: '1 minute',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '20 seconds' },
});

/**
 * Waits until somebody's time is over, has them replaced, and ends with the verdict. Answers are counted where they are given,
 * so no signal is needed: a jury that decided meanwhile is over at the next look. It carries no state of its own.
 */
export const juryProcess: JuryProcess = async (jury) => {
  for (;;) {
    const { wait: pause } = await bringJuryOn(jury);
    if (pause === null) return;
    // Looked at daily even when nobody's time is over.
    await sleep(Math.min(Math.max(pause, 1), day));
    const { continueAsNewSuggested: isLong } = workflowInfo();
    if (isLong) await continueAsNew<JuryProcess>(jury);
  }
};
