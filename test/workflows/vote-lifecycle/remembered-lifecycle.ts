import type { Standing } from '../../../core/ports/lifecycle.ts';
import type { VoteActivities } from '../../../workflows/vote-lifecycle/activities.ts';

/** The steps of one vote without a database: what they did stands in `steps`. */
export type RememberedLifecycle = VoteActivities & {
  readonly steps: string[];
  /** How the vote stands; a test changes it as a command would. */
  vote: { status: Standing['status']; closesAt: number; lateness: number; reminds?: boolean };
};

export function createRememberedLifecycle(vote: RememberedLifecycle['vote']): RememberedLifecycle {
  const steps: string[] = [];
  const remembered: RememberedLifecycle = {
    steps,
    vote,
    lookAtVote: async () => {
      const { status, closesAt, lateness } = remembered.vote;
      steps.push(`look: ${status}`);
      if (remembered.vote.reminds === true) return { status, wait: 0, reminds: true };
      return { status, wait: Math.max(0, closesAt + (status === 'counting' ? lateness : 0) - Date.now()) };
    },
    remindVoters: async () => {
      steps.push('remind');
      remembered.vote.reminds = false;
    },
    beginCounting: async () => {
      steps.push('begin');
      remembered.vote.status = 'counting';
    },
    sweepForVote: async () => {
      steps.push('sweep');
    },
    publishVote: async () => {
      steps.push('publish');
      remembered.vote.status = 'closed';
    },
  };
  return remembered;
}
