import { Refusal } from '../../../core/errors.ts';
import { askAbout } from '../../../core/moderation/ask-about.ts';
import type { ModeratedKind } from '../../../core/moderation/moderated-kind.ts';
import type { Moderating } from '../../../core/moderation/moderating.ts';
import type { MessageId } from '../../../core/messages/en/index.ts';
import type { Asked } from '../../../core/ports/moderation.ts';
import { commandLine, message, say } from '../../../core/text/text.ts';
import { defineCommand } from '../../conversation/command.ts';
import type { Reply } from '../../conversation/command.ts';

type About = { readonly asked: Asked; readonly name: 'report vote' | 'restore vote'; readonly summary: MessageId };

/** `report vote 3`, or from what announces it: a jury of members looks at its words, once enough members ask. */
export function reportVote<Ports extends Moderating>(votes: ModeratedKind<Ports>) {
  const command = askAboutVote(votes, { asked: 'hide', name: 'report vote', summary: 'moderation.report-vote-summary' });
  return { ...command, fromMessage: { label: 'moderation.from-message', field: 'number' } } as const;
}

/** `restore vote 3`: the same for words that are hidden. */
export function restoreVote<Ports extends Moderating>(votes: ModeratedKind<Ports>) {
  return askAboutVote(votes, { asked: 'show', name: 'restore vote', summary: 'moderation.restore-vote-summary' });
}

function askAboutVote<Ports extends Moderating>(votes: ModeratedKind<Ports>, { asked, name, summary }: About) {
  return defineCommand({
    name,
    summary,
    example: `${name} 3 ${asked === 'hide' ? '"It names a child"' : '"It only names a street"'}`,
    needs: 'member',
    fields: {
      number: { kind: 'number-sign', ask: 'moderation.ask-vote', suggest: 'vote' },
      reason: { kind: 'line', maxLength: 300, ask: 'moderation.ask-reason', optional: true, otherwise: 'moderation.otherwise-reason' },
    },
    run: async ({ input, network, person }, ports: Ports): Promise<Reply> => {
      const { number } = input;
      const text = await votes.numbered(network.id, number, ports);
      if (text === null) throw new Refusal(say('voting.unknown-vote', { number, network: network.name, list: commandLine('vote list') }));
      const { asking, needed, jury } = await askAbout(
        votes,
        { network: network.id, person, text, asked, reason: input.reason ?? null },
        ports,
      );
      if (jury) return message(say(asked === 'hide' ? 'moderation.jury-drawn-hide' : 'moderation.jury-drawn-show', { number }));
      return message(say(asked === 'hide' ? 'moderation.asked-hide' : 'moderation.asked-show', { asking, needed, number }));
    },
  });
}
