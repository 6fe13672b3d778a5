import type { Clock } from '../../core/ports/clock.ts';
import type { Messenger } from '../../core/ports/messenger.ts';
import type { Votes } from '../../core/ports/votes.ts';
import { message, say } from '../../core/text/text.ts';
import { closingAnnouncement } from '../../core/voting/announcement.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { aboutVote } from './voting/about-vote.ts';
import type { VoteFinding } from './voting/about-vote.ts';
import { refuseUnlessSteering } from './voting/steer.ts';

type Ports = VoteFinding & {
  readonly votes: Pick<Votes, 'find' | 'list' | 'reschedule'>;
  readonly messenger: Pick<Messenger, 'post'>;
  readonly clock: Clock;
};

/** Ends a vote before its deadline, where its rules allow it. What was cast until now counts. */
export const voteClose = defineCommand({
  name: 'vote close',
  summary: 'voting.close-summary',
  example: 'vote close 3',
  needs: 'member',
  fields: {
    number: { kind: 'number-sign', ask: 'voting.ask-number', suggest: 'vote', optional: true, otherwise: 'voting.otherwise-number' },
  },
  run: async ({ input, ...call }, ports: Ports): Promise<Reply> =>
    aboutVote({ call, ...input, again: (number) => `vote close ${number}` }, ports, async (vote) => {
      const now = ports.clock.now();
      refuseUnlessSteering(vote, { person: call.person, now });
      await ports.votes.reschedule(vote, now);
      // Until late ballots have come in, what was announced would still call for votes.
      const post = { subject: `vote:${vote.id}`, occasion: 'closing', message: closingAnnouncement(vote) };
      await ports.messenger.post(vote.network, post);
      return { ...message(say('voting.closing', { number: vote.number })), audience: 'everyone' };
    }),
});
