import { answerAsJuror } from '../../../core/moderation/answer-as-juror.ts';
import type { ModeratedKind } from '../../../core/moderation/moderated-kind.ts';
import type { Moderating } from '../../../core/moderation/moderating.ts';
import { message, say } from '../../../core/text/text.ts';
import { defineCommand } from '../../conversation/command.ts';
import type { Reply } from '../../conversation/command.ts';

/** `jury keep 1`, `jury hide 1`: what one member of a jury says about a text. */
export function answerJury<Ports extends Moderating>(kinds: readonly ModeratedKind<Ports>[], answer: 'keep' | 'hide') {
  return defineCommand({
    name: `jury ${answer}`,
    summary: answer === 'keep' ? 'moderation.keep-summary' : 'moderation.hide-summary',
    example: `jury ${answer} 1`,
    needs: 'member',
    fields: {
      number: { kind: 'number-sign', ask: 'moderation.ask-case' },
      reason: {
        kind: 'line',
        maxLength: 300,
        ask: 'moderation.ask-answer-reason',
        optional: true,
        otherwise: 'moderation.otherwise-reason',
      },
    },
    run: async ({ input: { number, reason }, network, person }, ports: Ports): Promise<Reply> => {
      await answerAsJuror(kinds, { network: network.id, person, number, answer, reason: reason ?? null }, ports);
      return { ...message(say('moderation.thanks', { number })), secret: true };
    },
  });
}
