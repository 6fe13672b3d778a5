import type { VoteId } from '../ids.ts';
import type { Bundle } from '../voting/bundle.ts';

/** What everybody may see who knows the id of a vote: its outcome, once it is closed. */
export type PublishedOutcomes = {
  /** Null for a vote that is open, cancelled or unknown: from outside they look the same. */
  readonly find: (vote: VoteId) => Promise<PublishedOutcome | null>;
  /** The whole bundle, every ballot in it, as JSON text. */
  readonly file: (vote: VoteId) => Promise<string | null>;
};

/** A bundle without its ballots, which may be a million. */
export type PublishedOutcome = Omit<Bundle, 'ballots'> & { /** How many were counted. */ readonly ballots: number };
