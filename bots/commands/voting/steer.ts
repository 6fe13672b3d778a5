import { Refusal } from '../../../core/errors.ts';
import type { PersonId } from '../../../core/ids.ts';
import type { Vote } from '../../../core/ports/votes.ts';
import { say } from '../../../core/text/text.ts';
import { refuseIfOver } from './over.ts';

/** Throws a Refusal unless the vote is open and its rules let this member close, extend or cancel it. */
export function refuseUnlessSteering(vote: Vote, { person, now }: { readonly person: PersonId; readonly now: Date }): void {
  refuseIfOver(vote, now);
  const { number, rules, openedBy } = vote;
  switch (rules.steer) {
    case 'members':
      return;
    case 'opener':
      if (openedBy === person) return;
      throw new Refusal(openedBy === null ? say('voting.steer-itself', { number }) : say('voting.steer-opener', { number }));
    case 'nobody':
      throw new Refusal(say('voting.steer-nobody', { number }));
    default:
      rules.steer satisfies never;
  }
}
