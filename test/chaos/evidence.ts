import type { LedgerEntry } from '../../core/ledger/entry.ts';
import type { DirectMessage, LogBook } from './log-book.ts';

/** A row of the box, in the order in which they were stored. `choice` as it stands there. */
export type BallotRow = { readonly vote: number; readonly person: string; readonly choice: unknown };

export type VoteRow = { readonly id: string; readonly number: number; readonly question: string; readonly status: string };

/** Everything that can be known after a storm, from three sides that do not know of each other. */
export type Evidence = {
  /** What people said and were told. */
  readonly book: LogBook;
  /** What stands in the database, read past the product. People by their id on Discord. */
  readonly database: {
    readonly votes: readonly VoteRow[];
    readonly electors: readonly { readonly vote: number; readonly person: string; readonly tag: string }[];
    readonly ballots: readonly BallotRow[];
    /** Ids of the events in the inbox. */
    readonly inbox: readonly string[];
    readonly outbox: readonly { readonly key: string; readonly status: string; readonly reason: string | null }[];
    readonly ledger: readonly LedgerEntry[];
    /** Of the instance, hex. */
    readonly publicKey: string;
  };
  /** What strangers are given: the outcome files by the id of their vote, null where there is none. */
  readonly outcomes: ReadonlyMap<string, unknown>;
  /** What Discord shows. */
  readonly discord: {
    /** The messages of the app in each bound channel that everybody sees, oldest first. */
    readonly spaces: ReadonlyMap<string, readonly string[]>;
    /** What the app wrote to people directly. */
    readonly direct: readonly DirectMessage[];
  };
  /** What `coop doctor` finds wrong. */
  readonly wrong: readonly string[];
};

export type Violation = {
  readonly kind: /** An acknowledgement that does not hold. */
    | 'lost'
    /** An effect that happened twice. */
    | 'doubled'
    /** An effect that nobody caused. */
    | 'phantom'
    /** A proof that does not hold. */
    | 'broken'
    /** Something that did not come to its end. */
    | 'unfinished';
  readonly what: string;
};
