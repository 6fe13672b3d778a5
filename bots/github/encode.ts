import type { Reader } from '../../core/ports/translator.ts';
import { say } from '../../core/text/text.ts';
import type { Message } from '../../core/text/text.ts';
import { cutPieces } from '../conversation/cut-pieces.ts';
import { piecesOf } from '../conversation/pieces.ts';
import type { Manner, Speaker } from '../conversation/pieces.ts';
import { withSaidActions } from '../conversation/said-actions.ts';
import { clean } from '../conversation/shown-text.ts';
import { exact } from './escape.ts';
import { write } from './write.ts';

/** A message for a reader as Markdown, in everything else as this bot speaks. */
export type Encode = (message: Message, reader: Reader) => string;

/** Reactions are no buttons: no webhook tells of them, and who gave one may take it back unseen. */
const manner: Manner = {
  plain: clean,
  exact,
  formHint: (help) => say('github.form-hint', { help }),
  answerHint: (call) => say('github.answer-hint', { call }),
  isPublic: true,
};

/** GitHub bounds a text to 65,536 characters; the rest is for marks of ours. */
const limit = 60_000;

/** A message as one text. It mentions nobody and refers to nothing. */
export function encodeMessage(message: Message, speaker: Speaker): string {
  const voice = { ...speaker, manner };
  const pieces = withSaidActions(piecesOf(message.text, voice), message.actions ?? [], voice);
  return write(cutPieces(pieces, limit, write)) || '…';
}
