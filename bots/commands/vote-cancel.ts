import type { Clock } from '../../core/ports/clock.ts';
import type { Messenger } from '../../core/ports/messenger.ts';
import type { Vote, Votes } from '../../core/ports/votes.ts';
import { message, paragraph, say } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { quote } from '../conversation/words.ts';
import { aboutVote } from './voting/about-vote.ts';
import type { VoteFinding } from './voting/about-vote.ts';
import { cancelVote } from './voting/cancel-vote.ts';
import { refuseUnlessSteering } from './voting/steer.ts';

type Ports = VoteFinding & {
  readonly votes: Pick<Votes, 'find' | 'list' | 'cancel'>;
  readonly messenger: Messenger;
  readonly clock: Clock;
};

/** Ends a vote without an outcome, where its rules allow it. */
export const voteCancel = defineCommand({
  name: 'vote cancel',
  summary: 'voting.cancel-summary',
  example: 'vote cancel 3',
  needs: 'member',
  fields: {
    number: { kind: 'number-sign', ask: 'voting.ask-number', suggest: 'vote', optional: true, otherwise: 'voting.otherwise-number' },
  },
  run: async ({ input, ...call }, ports: Ports): Promise<Reply> =>
    aboutVote({ call, ...input, again: (number) => `vote cancel ${number}` }, ports, async (vote) => {
      refuseUnlessSteering(vote, { person: call.person, now: ports.clock.now() });
      await cancelVote(vote, ports);
      await tellCandidate(vote, { network: call.network.name, messenger: ports.messenger });
      return { ...message(say('voting.cancelling', { number: vote.number })), audience: 'everyone' };
    }),
});

type Telling = { readonly network: string; readonly messenger: Messenger };

/** Whoever a cancelled admission was about still waits, and must know what to do. */
async function tellCandidate({ id, purpose }: Vote, { network, messenger }: Telling): Promise<void> {
  if (purpose?.kind !== 'admission') return;
  await messenger.tell(purpose.person, {
    occasion: `admission-cancelled:${id}`,
    message: { text: [paragraph(say('voting.admission-cancelled', { network }), { kind: 'command', text: `join ${quote(network)}` })] },
  });
}
