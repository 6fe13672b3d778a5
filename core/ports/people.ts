import type { AccountId, NetworkId, PersonId, PlatformName, VoteId } from '../ids.ts';
import type { Network } from './networks.ts';

export type PersonSettings = {
  /** IANA name, e.g. "Europe/Berlin"; null until said. */
  readonly timeZone: string | null;
  /** BCP 47 tag; null until said. */
  readonly language: string | null;
  /** Local wall time "22:00-07:00"; null until said. */
  readonly quietHours: string | null;
  /** Whether to be reminded of votes in which there is no ballot yet. */
  readonly reminders: boolean;
};

export type Account = { readonly id: AccountId; readonly platform: PlatformName; readonly displayName: string };

/** Humans, their accounts and their settings. */
export type People = {
  readonly settings: (person: PersonId) => Promise<PersonSettings>;
  readonly change: (person: PersonId, settings: Partial<PersonSettings>) => Promise<void>;
  /** The ids that the person has and had, the present one first: what was written before two became one names the former. */
  readonly ids: (person: PersonId) => Promise<readonly PersonId[]>;
  readonly accounts: (person: PersonId) => Promise<readonly Account[]>;
  /** The names a person is shown by in a network, for mention-free text. */
  readonly name: (person: PersonId) => Promise<string>;
};

export type RunningVote = { readonly network: Pick<Network, 'id' | 'name'>; readonly number: number };

export type Linked = {
  readonly person: PersonId;
  readonly with: Account;
  /** Votes that run, in which at least one of two electors had a ballot: whose counts from now on, and whether it replaces one. */
  readonly votes: readonly (RunningVote & { readonly ballotOf: 'this' | 'other'; readonly replaces: boolean })[];
  /** Open votes about admitting the person that decide nothing any more: to be cancelled. */
  readonly moot: readonly { readonly network: NetworkId; readonly vote: VoteId }[];
};

/** Linking accounts: a code shown on one side and repeated on the other proves that one person holds both. */
export type Links = {
  /**
   * A fresh code for this account; an earlier one of the same account stops working. `holder`: "github/octocat" for a code that only
   * the account of this name may repeat.
   */
  readonly issue: (account: AccountId, holder?: string) => Promise<{ code: string; expiresAt: Date }>;
  /**
   * Repeats a code on another account: both become one person, with one voice also in votes that are open
   * (the later ballot stays). Throws a Refusal for a code that is unknown, expired, already used or the account's own.
   */
  readonly redeem: (code: string, account: AccountId) => Promise<Linked>;
  /**
   * Makes a person of its own of an account that is not the person's only one. The rest keeps everything, also what the account said in
   * votes that run; the new person has no voice in those. Returns these votes.
   */
  readonly unlink: (account: AccountId) => Promise<readonly RunningVote[]>;
};
