import type { NetworkId, PersonId } from '../ids.ts';
import { markOf } from '../people/mark.ts';
import type { NewVote, Vote } from '../ports/votes.ts';
import type { Charter } from './charter.ts';
import { rulesFor } from './rules-for.ts';

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
 * Its texts are English: they are hashed into the outcome, like those of every vote. So they hold a mark, never a name, which could not
 * be erased from there.
 */
export function admissionVote({ network, charter: { version, rules }, candidate, now }: Candidacy): NewVote {
  const { method, duration, ...ofKind } = rulesFor('admission', rules);
  return {
    network,
    question: `Shall ${markOf(candidate)} become a member?`,
    options: ['Yes', 'No'],
    method,
    rules: { charterVersion: version, ...ofKind },
    purpose: { kind: 'admission', person: candidate },
    openedBy: null,
    openedAt: now,
    closesAt: new Date(now.getTime() + duration),
  };
}

/** Whether a vote is about admitting this person. */
export function isAbout({ purpose }: Pick<Vote, 'purpose'>, person: PersonId): boolean {
  return purpose?.kind === 'admission' && purpose.person === person;
}
