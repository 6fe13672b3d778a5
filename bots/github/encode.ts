import type { Reader } from '../../core/ports/translator.ts';
import type { Message } from '../../core/text/text.ts';
import { withActions } from './actions.ts';
import { piecesOf } from './pieces.ts';
import type { Speaker } from './pieces.ts';
import { cut } from './split.ts';
import { write } from './write.ts';

/** A message for a reader as Markdown, in everything else as this bot speaks. */
export type Encode = (message: Message, reader: Reader) => string;

/** GitHub bounds a text to 65,536 characters; the rest is for marks of ours. */
const limit = 60_000;

/** A message as one text. It mentions nobody and refers to nothing. */
export function encodeMessage(message: Message, speaker: Speaker): string {
  const pieces = withActions(piecesOf(message.text, speaker), message.actions ?? [], speaker);
  return write(cut(pieces, limit)) || '…';
}
