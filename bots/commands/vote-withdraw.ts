import { discreetly, moment, paragraph, say } from '../../core/text/text.ts';
import { methodOf } from '../../core/voting/announcement.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { aboutVote } from './voting/about-vote.ts';
import { notCounted } from './voting/cast-ballot.ts';
import type { CastPorts } from './voting/cast-ballot.ts';
import { refuseIfOver } from './voting/over.ts';

export const voteWithdraw = defineCommand({
  name: 'vote withdraw',
  summary: 'voting.withdraw-summary',
  example: 'vote withdraw 3',
  needs: 'member',
  fields: {
    number: { kind: 'number-sign', ask: 'voting.ask-number', suggest: 'vote', optional: true, otherwise: 'voting.otherwise-number' },
  },
  run: async ({ input, ...call }, ports: CastPorts): Promise<Reply> =>
    aboutVote({ call, ...input, again: (number) => `vote withdraw ${number}` }, ports, async (vote) => {
      refuseIfOver(vote, call.at);
      const { account, at, outOfTurn = false } = call;
      const result = await ports.ballots.cast({ vote: vote.id, account, choice: null, castAt: at, outOfTurn });
      if (result.kind !== 'counted') throw await notCounted(result.kind, { vote, network: call.network.name }, ports);
      const { number, options, closesAt } = vote;
      const withdrawn =
        result.previous === null
          ? say('voting.withdrawn', { number })
          : say('voting.withdrawn-choice', { number, choice: methodOf(vote).show(result.previous, options) });
      return {
        text: [
          discreetly([withdrawn], [say('voting.withdrawn', { number })]),
          paragraph(say('voting.receipt'), { kind: 'code', text: result.receipt }),
          paragraph(say('voting.again-until', { at: moment(closesAt) })),
        ],
      };
    }),
});
