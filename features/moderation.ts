import type { Ports } from '../adapters/postgres/ports.ts';
import { answerJury } from '../bots/commands/moderation/answer-jury.ts';
import { reportVote, restoreVote } from '../bots/commands/moderation/ask-about-text.ts';
import { showJury } from '../bots/commands/moderation/show-jury.ts';
import { moderationDigest } from '../core/moderation/digest-section.ts';
import { juriesWaiting } from '../core/moderation/jury-waiting.ts';
import type { ModeratedKind } from '../core/moderation/moderated-kind.ts';
import { moderatedVotes } from '../core/voting/moderated-votes.ts';
import type { Feature } from './feature.ts';

/** Texts that nobody should have to read are hidden by members drawn at random, and by nobody else. */
export function moderation(kinds: readonly ModeratedKind<Ports>[]) {
  return {
    name: 'moderation',
    commands: [
      reportVote<Ports>(moderatedVotes),
      restoreVote<Ports>(moderatedVotes),
      showJury(kinds),
      answerJury(kinds, 'keep'),
      answerJury(kinds, 'hide'),
    ],
    waiting: juriesWaiting(kinds),
    digest: moderationDigest,
    personal: [
      {
        table: 'moderation_case',
        rows: 'author_id = any(:persons)',
        erase: 'anonymise',
        become: { author_id: 'null' },
        why: 'that a text was decided about stays; who wrote it goes',
      },
      {
        table: 'moderation_request',
        rows: 'person_id = any(:persons)',
        erase: 'anonymise',
        become: { reason: 'null' },
        why: 'how many asked stays, so that the draw can be repeated; the reason goes',
      },
      {
        table: 'moderation_juror',
        rows: 'person_id = any(:persons)',
        erase: 'anonymise',
        become: { reason: 'null' },
        why: 'what was counted stays counted; the reason goes',
      },
    ],
  } satisfies Feature;
}
