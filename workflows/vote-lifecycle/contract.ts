import { defineSignal } from '@temporalio/workflow';
import type { VoteRef } from '../../core/ports/lifecycle.ts';

/** The process that brings a vote from its opening to its outcome. Ids only: ballots and people stay in PostgreSQL. */
export type VoteLifecycle = (vote: VoteRef) => Promise<'closed' | 'cancelled' | 'unknown'>;

/** The name under which it is registered. */
export const voteLifecycleType = 'voteLifecycle';

/** Read the vote again: it was extended, closed early or cancelled. */
export const voteChanged = defineSignal('voteChanged');

/** One process per vote, whoever starts it and however often. */
export function voteLifecycleId(vote: Pick<VoteRef, 'vote'>): string {
  return `vote-${vote.vote}`;
}
