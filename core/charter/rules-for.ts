import { largerShare } from '../voting/share.ts';
import type { TierRules, VotePurpose, VoteRules } from '../voting/vote.ts';
import type { Charter, Share } from './charter.ts';

/** What a vote is about, as far as its rules depend on it: a question to the people, or something that its passing applies. */
export type VoteKind = 'question' | 'recovery' | VotePurpose['kind'];

export type RulesOfKind = Pick<VoteRules, 'quorum' | 'threshold' | 'steer' | 'tier'> & {
  readonly activeWithin: number;
  readonly method: string;
  /** Milliseconds. */
  readonly duration: number;
};

/** By which rules a vote of this kind is opened under a charter. */
export function rulesFor(kind: VoteKind, { admission, quorum, threshold, votes, tiers, change }: Charter): RulesOfKind {
  const { method, steer, duration, activeWithin } = votes;
  const ofAll = { activeWithin, ...tierRules(tiers, tiers.votes) };
  // Nobody ends it early: else it could be closed in the moment in which it would pass.
  const ofCharter = { method: change.method, steer: 'nobody', duration: change.duration, ...ofAll } as const;
  switch (kind) {
    case 'question':
      return { method, quorum, threshold, steer, duration, ...ofAll };
    case 'admission':
      // A tie admits nobody, so at least half must be exceeded whatever the charter says of other votes.
      return { method: 'single', quorum, threshold: atLeastHalf(threshold), steer, duration, ...ofAll };
    case 'exclusion':
      return { ...ofCharter, method: 'single', quorum: largerShare(quorum, change.quorum), threshold: admission.exclusion };
    case 'charter':
      return { ...ofCharter, quorum: largerShare(quorum, change.quorum), threshold: change.threshold };
    case 'recovery':
      return { ...ofCharter, quorum: '0/1', threshold: largerShare(change.threshold, change.recovery) };
    default:
      return kind satisfies never;
  }
}

/** What is asked of whoever votes, or opens a vote, where it is more than a membership. */
export function tierRules({ knownFor, vouches }: Charter['tiers'], needed: number): { readonly tier?: TierRules } {
  return needed === 0 ? {} : { tier: { needed, knownFor, vouches } };
}

export function kindOf(purpose: VotePurpose | null): VoteKind {
  if (purpose?.kind === 'charter' && purpose.recovery === true) return 'recovery';
  return purpose?.kind ?? 'question';
}

const atLeastHalf = (share: Share): Share => largerShare(share, '1/2');
