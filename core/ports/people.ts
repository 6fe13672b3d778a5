import type { AccountId, PersonId, PlatformName } from '../ids.ts';

export type PersonSettings = {
  /** IANA name, e.g. "Europe/Berlin"; null until said. */
  readonly timeZone: string | null;
  /** BCP 47 tag; null until said. */
  readonly language: string | null;
  /** Local wall time "22:00-07:00"; null until said. */
  readonly quietHours: string | null;
};

export type Account = { readonly id: AccountId; readonly platform: PlatformName; readonly displayName: string };

/** Humans, their accounts and their settings. */
export type People = {
  readonly settings: (person: PersonId) => Promise<PersonSettings>;
  readonly change: (person: PersonId, settings: Partial<PersonSettings>) => Promise<void>;
  readonly accounts: (person: PersonId) => Promise<readonly Account[]>;
  /** The names a person is shown by in a network, for mention-free text. */
  readonly name: (person: PersonId) => Promise<string>;
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
  readonly redeem: (code: string, account: AccountId) => Promise<{ person: PersonId; with: Account }>;
};
