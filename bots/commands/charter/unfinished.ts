import type { Vote } from '../../../core/ports/votes.ts';

/** Enough to find what runs, of which there is one at most, and how the last two ended. */
export const latest = 5;

/** The one of these that is not over; null for none. */
export function unfinished(votes: readonly Vote[]): Vote | null {
  return votes.find(({ status }) => status === 'open' || status === 'counting') ?? null;
}
