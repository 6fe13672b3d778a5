import type { JsonValue } from '../canonical-json.ts';
import type { NetworkId, VoteId } from '../ids.ts';
import type { Message } from '../text/text.ts';
import type { Bundle } from '../voting/bundle.ts';
import type { Clock } from './clock.ts';
import type { Ledger } from './ledger.ts';
import type { Messenger } from './messenger.ts';
import type { Charters, Members, Network } from './networks.ts';
import type { Vote, Votes } from './votes.ts';

/** Names one vote; all that a durable process ever carries. */
export type VoteRef = { readonly network: NetworkId; readonly vote: VoteId };

/** Where a vote stands, by the database's clock alone: two machines never have to agree on the time. */
export type Standing = {
  readonly status: 'open' | 'counting' | 'closed' | 'cancelled' | 'unknown';
  /**
   * Milliseconds until the next step may be taken: until the next reminder or the deadline while open, until the largest lateness among
   * the vote's spaces has passed while counting. 0: now.
   */
  readonly wait: number;
  /** Those who have not voted are to be reminded; then `wait` is 0. */
  readonly reminds?: true;
};

/** What moves a vote from its opening to its outcome. Every step may be repeated at any time: it looks, compares, acts. */
export type Lifecycle = {
  readonly look: (vote: VoteRef) => Promise<Standing>;
  /**
   * Tells each elector who has no ballot, once for each reminder that the charter allows: whoever wants no reminders is left alone, and
   * one that is not true any more when it could leave, because somebody voted or the vote is over, is not sent.
   */
  readonly remind: (vote: VoteRef, write: (vote: Vote, network: Network) => Reminder) => Promise<void>;
  /** Closes the box to new ballots, behind the exclusive barrier. Does nothing before the deadline or unless open. */
  readonly beginCounting: (vote: VoteRef) => Promise<void>;
  /**
   * Ends a vote that is counting, once: behind the exclusive barrier `publish` gets everything that was counted and ports
   * bound to the same transaction, and the bundle that it returns is stored. False when there was nothing to end.
   */
  readonly finish: (vote: VoteRef, publish: (closing: Closing, ports: ClosingPorts) => Promise<Bundle>) => Promise<boolean>;
  /** Votes that are open or counting, of all networks: each of them must have a running process. */
  readonly unfinished: () => Promise<readonly VoteRef[]>;
};

/** What somebody in this network alone reads, and somebody in several, whose clicks must say which. */
export type Reminder = { readonly alone: Message; readonly several: Message };

export type Closing = {
  readonly vote: Vote;
  readonly network: Network;
  /** How many could vote. */
  readonly electors: number;
  /** Of how many the quorum is asked; left out: of all of them. */
  readonly active?: number | undefined;
  /** One per person, the last that counts, sorted by tag. */
  readonly ballots: readonly { readonly tag: string; readonly choice: JsonValue }[];
};

export type ClosingPorts = {
  readonly ledger: Ledger;
  readonly charters: Pick<Charters, 'adopt' | 'current'>;
  readonly members: Pick<Members, 'status' | 'admit' | 'leave' | 'exclude'>;
  readonly votes: Pick<Votes, 'open' | 'turnout'>;
  readonly messenger: Messenger;
  readonly clock: Clock;
};

/** Asks a platform for what it never delivered, in every space of a network. */
export type Sweep = (network: NetworkId) => Promise<void>;
