import type { JsonValue } from '../canonical-json.ts';
import type { AccountId, NetworkId, PersonId, VoteId } from '../ids.ts';
import type { HiddenBy } from '../moderation/moderated-kind.ts';
import type { Bundle } from '../voting/bundle.ts';
import type { VotePurpose, VoteRules } from '../voting/vote.ts';

export type VoteStatus = 'open' | 'counting' | 'closed' | 'cancelled';

export type Vote = {
  readonly id: VoteId;
  readonly network: NetworkId;
  /** "#3" within the network. */
  readonly number: number;
  readonly question: string;
  readonly options: readonly string[];
  readonly method: string;
  readonly rules: VoteRules;
  readonly purpose: VotePurpose | null;
  readonly status: VoteStatus;
  readonly openedBy: PersonId | null;
  readonly openedAt: Date;
  readonly closesAt: Date;
  /** As published; null until closed. */
  readonly bundle: Bundle | null;
  /** Its words are not shown: question, options and bundle hold others in their place, and here is what was written. */
  readonly hidden?: HiddenWords;
};

/** What stands behind words that are hidden; only a jury is shown them. */
export type HiddenWords = { readonly by: HiddenBy; readonly question: string; readonly options: readonly string[] };

export type NewVote = Pick<
  Vote,
  'network' | 'question' | 'options' | 'method' | 'rules' | 'purpose' | 'openedBy' | 'openedAt' | 'closesAt'
>;

export type Votes = {
  /** Opens a vote: the members of this moment become its electors, its lifecycle starts by way of the outbox. */
  readonly open: (vote: NewVote) => Promise<Vote>;
  readonly find: (network: NetworkId, number: number) => Promise<Vote | null>;
  readonly byId: (network: NetworkId, id: VoteId) => Promise<Vote | null>;
  /** Newest first. */
  readonly list: (network: NetworkId, filter: { status?: VoteStatus; limit: number }) => Promise<readonly Vote[]>;
  /** Those whose outcome was published from `start` on and before `end`, first to last. */
  readonly decided: (network: NetworkId, period: { start: Date; end: Date }) => Promise<readonly Vote[]>;
  /** Open ones in which this person may vote and has no ballot, the one that closes first in front; at most 25. */
  readonly awaiting: (network: NetworkId, person: PersonId) => Promise<readonly Vote[]>;
  /** Those about this rule of the charter, or about excluding this person, whatever became of them, newest first. */
  readonly about: (
    network: NetworkId,
    what: { readonly rule: string } | { readonly excluding: readonly PersonId[] },
    limit: number,
  ) => Promise<readonly Vote[]>;
  /** How many electors have a counted ballot, of how many, and of how many the quorum is asked. */
  readonly turnout: (vote: Vote) => Promise<{ voted: number; electors: number; active: number }>;
  /** Moves the deadline; a deadline not after now closes. Behind the exclusive barrier; refused unless open. */
  readonly reschedule: (vote: Vote, closesAt: Date) => Promise<void>;
  /**
   * Other words in place of its own wherever it is read from now on, null: its own again. Changes no ballot and no count.
   * Returns the hash of the outcome as it is shown now, null without one.
   */
  readonly hide: (vote: Vote, by: HiddenBy | null) => Promise<string | null>;
  /** Behind the exclusive barrier; refused unless open. */
  readonly cancel: (vote: Vote) => Promise<void>;
};

export type CastResult =
  /** The receipt is the voter's tag in this vote; `previous` is the choice it replaces, null for none. */
  | { readonly kind: 'counted'; readonly receipt: string; readonly previous: JsonValue | null }
  /** A withdrawal where there was no ballot. */
  | { readonly kind: 'nothing-to-withdraw' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'not-an-elector' }
  /** Console accounts prove no identity: they count only in networks founded for them. */
  | { readonly kind: 'console-not-counted' }
  /** Of one that came out of turn: the account said something later, which stands. */
  | { readonly kind: 'said-later' };

export type Cast = {
  readonly vote: VoteId;
  readonly account: AccountId;
  /** Null withdraws. */
  readonly choice: JsonValue | null;
  /** When the platform says it happened: decides whether a late delivery still counts. */
  readonly castAt: Date;
  /**
   * It may come behind what the same account said later; then that stands. A moment without milliseconds is known to the second only
   * (Slack, GitHub), and what arrives last within that second counts.
   */
  readonly outOfTurn?: boolean;
};

/** The ballot box. Every path takes the vote's barrier in shared mode first and reads the status afterwards. */
export type Ballots = {
  readonly cast: (cast: Cast) => Promise<CastResult>;
  /** A person's own counted choice, from whichever account; null for an account that is gone. */
  readonly own: (vote: VoteId, person: PersonId) => Promise<{ choice: JsonValue; receipt: string; account: AccountId | null } | null>;
};
