import type { Charter, RuleValue } from '../charter/charter.ts';
import type { Tier, TierCounts } from '../charter/tiers.ts';
import type { NetworkId, PersonId, PlatformName, SpaceId, VoteId } from '../ids.ts';
import type { TierRules } from '../voting/vote.ts';

export type Network = { readonly id: NetworkId; readonly name: string; readonly console: boolean };

export type NewNetwork = { readonly name: string; readonly console: boolean; readonly charter: Charter; readonly founder: PersonId };

/** Networks as a whole: these few questions cross the borders between networks. */
export type Networks = {
  /** Founds a network; the founder is its first member. Throws a Refusal when the name is taken. */
  readonly create: (network: NewNetwork) => Promise<Network>;
  readonly find: (id: NetworkId) => Promise<Network | null>;
  /** Case-insensitive. */
  readonly findByName: (name: string) => Promise<Network | null>;
  /** The networks that a person is a member of, by name. */
  readonly of: (person: PersonId) => Promise<readonly Network[]>;
};

export type CharterVersion = {
  /** 1 is what the network was founded with. */
  readonly version: number;
  readonly rules: Charter;
  readonly adoptedAt: Date;
  /** The number of the vote that changed it; null for the first. */
  readonly vote: number | null;
};

export type Charters = {
  /** The charter in force and its version. */
  readonly current: (network: NetworkId) => Promise<{ version: number; rules: Charter }>;
  /** Until the transaction ends nobody else opens a vote in this network: two who propose the same at once do so one after the other. */
  readonly hold: (network: NetworkId) => Promise<void>;
  /**
   * Changes one rule, in whatever charter is in force by then, because this vote passed. Once for a vote, however often it is said;
   * null where the rule says so already. Only the publishing of an outcome does this.
   */
  readonly adopt: (
    network: NetworkId,
    change: { readonly rule: string; readonly value: RuleValue; readonly vote: VoteId },
  ) => Promise<{ readonly version: number; readonly from: RuleValue } | null>;
  /** Newest first. */
  readonly history: (network: NetworkId, limit: number) => Promise<readonly CharterVersion[]>;
};

export type MemberStatus = 'member' | 'asked' | 'left' | 'none';

export type Members = {
  readonly status: (network: NetworkId, person: PersonId) => Promise<MemberStatus>;
  readonly count: (network: NetworkId) => Promise<number>;
  /** Becomes a member at once, and is excluded no more. Idempotent. */
  readonly admit: (network: NetworkId, person: PersonId) => Promise<void>;
  /** Asks to become one, where the charter wants vouchers or a vote. Idempotent. */
  readonly ask: (network: NetworkId, person: PersonId) => Promise<void>;
  readonly leave: (network: NetworkId, person: PersonId) => Promise<void>;
  /** Ends a membership because this vote passed. From then on only a vote admits the person, on whichever account. Idempotent. */
  readonly exclude: (network: NetworkId, excluded: { person: PersonId; vote: VoteId }) => Promise<void>;
  /** Whether members excluded one of the person's accounts, and have not voted the person in since. */
  readonly isExcluded: (network: NetworkId, person: PersonId) => Promise<boolean>;
  /** Members of that mark, that name, or a name that begins so, by name; a few at most. */
  readonly called: (network: NetworkId, words: string) => Promise<readonly { person: PersonId; name: string }[]>;
  /** Vouches for somebody who asked, or for a member; returns how many members have. Idempotent. */
  readonly vouch: (network: NetworkId, vouch: { candidate: PersonId; voucher: PersonId }) => Promise<number>;
  /** How many members reach each tier now. */
  readonly tiers: (network: NetworkId, rules: Omit<TierRules, 'needed'>) => Promise<TierCounts>;
  /** How well a member is known now; 0 for whoever is none. */
  readonly tierOf: (network: NetworkId, person: PersonId, rules: Omit<TierRules, 'needed'>) => Promise<Tier>;
  /** Those who asked and wait, by the name shown. */
  readonly waiting: (network: NetworkId) => Promise<readonly { person: PersonId; name: string }[]>;
};

export type Space = { readonly id: SpaceId; readonly platform: PlatformName; readonly installation: string; readonly externalId: string };

export type Spaces = {
  readonly of: (network: NetworkId) => Promise<readonly Space[]>;
  /** Throws a Refusal when the place belongs to another network already. Idempotent for its own. */
  readonly bind: (network: NetworkId, place: Omit<Space, 'id'>) => Promise<Space>;
  /** False when it was not bound. */
  readonly unbind: (network: NetworkId, place: Omit<Space, 'id'>) => Promise<boolean>;
};
