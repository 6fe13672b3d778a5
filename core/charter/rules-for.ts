import { largerShare } from '../voting/share.ts';
import type { VotePurpose, VoteRules } from '../voting/vote.ts';
import type { Charter, Share } from './charter.ts';

/** What a vote is about, as far as its rules depend on it: a question to the people, or something that its passing applies. */
export type VoteKind = 'question' | VotePurpose['kind'];

export type RulesOfKind = Pick<VoteRules, 'quorum' | 'threshold' | 'steer'> & {
  readonly method: string;
  /** Milliseconds. */
  readonly duration: number;
};

/** By which rules a vote of this kind is opened under a charter. */
export function rulesFor(kind: VoteKind, { quorum, threshold, votes, change }: Charter): RulesOfKind {
  const { method, steer, duration } = votes;
  switch (kind) {
    case 'question':
      return { method, quorum, threshold, steer, duration };
    case 'admission':
      // A tie admits nobody, so at least half must be exceeded whatever the charter says of other votes.
      return { method: 'single', quorum, threshold: atLeastHalf(threshold), steer, duration };
    case 'charter':
      // Nobody ends it early: else it could be closed in the moment in which it would pass.
      return { ...change, quorum: largerShare(quorum, change.quorum), steer: 'nobody' };
    default:
      return kind satisfies never;
  }
}

export function kindOf(purpose: VotePurpose | null): VoteKind {
  return purpose?.kind ?? 'question';
}

const atLeastHalf = (share: Share): Share => largerShare(share, '1/2');
