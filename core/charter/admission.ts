import type { NetworkId, PersonId } from '../ids.ts';
import { markOf } from '../people/mark.ts';
import type { NewVote, Vote } from '../ports/votes.ts';
import type { Charter, Share } from './charter.ts';

/** How many members must vouch for a newcomer: never more than there are. */
export function vouchesNeeded({ admission }: Charter, members: number): number {
  return Math.max(1, Math.min(admission.vouches, members));
}

type Candidacy = {
  readonly network: NetworkId;
  readonly charter: { readonly version: number; readonly rules: Charter };
  readonly candidate: PersonId;
  readonly now: Date;
};

/**
 * The vote about somebody who asked to join: nobody opened it, so where only the opener steers nobody does.
 * A tie admits nobody, so at least half must be exceeded whatever the charter says of other votes.
 * Its texts are English: they are hashed into the outcome, like those of every vote. So they hold a mark, never a name, which could not
 * be erased from there.
 */
export function admissionVote({ network, charter: { version, rules }, candidate, now }: Candidacy): NewVote {
  return {
    network,
    question: `Shall ${markOf(candidate)} become a member?`,
    options: ['Yes', 'No'],
    method: 'single',
    rules: { charterVersion: version, quorum: rules.quorum, threshold: atLeastHalf(rules.threshold), steer: rules.votes.steer },
    purpose: { kind: 'admission', person: candidate },
    openedBy: null,
    openedAt: now,
    closesAt: new Date(now.getTime() + rules.votes.duration),
  };
}

/** Whether a vote is about admitting this person. */
export function isAbout({ purpose }: Pick<Vote, 'purpose'>, person: PersonId): boolean {
  return purpose?.kind === 'admission' && purpose.person === person;
}

function atLeastHalf(share: Share): Share {
  const [part = 0, whole = 1] = share.split('/').map(Number);
  return 2 * part >= whole ? share : '1/2';
}
