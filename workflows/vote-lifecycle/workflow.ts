import { condition, continueAsNew, isCancellation, log, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import type { VoteRef } from '../../core/ports/lifecycle.ts';
import type { VoteActivities } from './activities.ts';
import type { VoteLifecycle } from './contract.ts';
import { voteChanged } from './contract.ts';

const day = 86_400_000;

/** Steps that take milliseconds. Repeated until they succeed: a vote waits for its database, it never gives up. */
const { lookAtVote, beginCounting } = proxyActivities<VoteActivities>({
  startToCloseTimeout: '20 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '20 seconds' },
});

/**
 * Counting a very large vote, or reminding its electors, takes its time; a dead worker is noticed by the missing heartbeat. Noticed wrongly does no harm:
 * the second attempt waits at the barrier and finds the vote closed.
 */
const { publishVote, remindVoters } = proxyActivities<VoteActivities>({
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '20 seconds' },
});

/** A platform that stays away must not hold up an outcome for ever. */
const { sweepForVote } = proxyActivities<VoteActivities>({
  startToCloseTimeout: '5 minutes',
  scheduleToCloseTimeout: '15 minutes',
  heartbeatTimeout: '10 seconds',
});

/**
 * Looks where the vote stands in PostgreSQL, waits or takes the one step that is due, and looks again, until it is over.
 * It carries no state of its own, so it may be started at any moment of a vote's life, and be started twice.
 */
export const voteLifecycle: VoteLifecycle = async (vote) => {
  let changes = 0;
  setHandler(voteChanged, () => void changes++);
  for (;;) {
    const seen = changes;
    const { status, wait, reminds } = await lookAtVote(vote);
    if (status !== 'open' && status !== 'counting') return status;
    // A signal may come in the middle of the look: what it says is not in `status` yet. Looked at daily even without one.
    if (wait > 0) await condition(() => changes !== seen, Math.min(wait, day));
    else if (reminds === true) await remindVoters(vote);
    else if (status === 'open') await beginCounting(vote);
    else {
      await sweep(vote);
      await publishVote(vote);
    }
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<VoteLifecycle>(vote);
  }
};

async function sweep(vote: VoteRef): Promise<void> {
  try {
    await sweepForVote(vote);
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn('counting without a complete sweep of the platforms', { error });
  }
}
