import type { VoteId } from '../ids.ts';

/** Addresses of what a browser shows. */
export type Pages = {
  /** Null where the instance has none that people can reach. */
  readonly ofVote: (vote: VoteId) => string | null;
};
