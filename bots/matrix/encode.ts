import type { Reader } from '../../core/ports/translator.ts';
import { say } from '../../core/text/text.ts';
import type { Message } from '../../core/text/text.ts';
import { piecesOf } from '../conversation/pieces.ts';
import type { Manner, Speaker } from '../conversation/pieces.ts';
import { withSaidActions } from '../conversation/said-actions.ts';
import { exact, plain } from './escape.ts';
import { split } from './split.ts';
import { write } from './write.ts';

/** The content of one m.room.message (Client-Server API, "m.notice"). It mentions nobody, and says so. */
export type Notice = {
  readonly msgtype: 'm.notice';
  readonly body: string;
  readonly format?: 'org.matrix.custom.html';
  readonly formatted_body?: string;
  readonly 'm.mentions': Readonly<Record<string, never>>;
};

/** A message for a reader, in as many parts as it needs: at least one. */
export type Encode = (message: Message, reader: Reader) => readonly Notice[];

/** Bytes of body and HTML together. An event holds 65,536 bytes, and encryption makes a third more of it. */
const limit = 40_000;

/** Reactions are no buttons: everybody sees them, and they go with the message. */
const manner: Manner = { plain, exact, formHint: (help) => say('matrix.form-hint', { help }) };

/** A message as notices, which clients do not ring for and bots do not answer. */
export function encodeMessage(message: Message, speaker: Speaker): readonly Notice[] {
  const voice = { ...speaker, manner };
  const pieces = withSaidActions(piecesOf(message.text, voice), message.actions ?? [], voice);
  const notices = split(pieces, limit).map((part) => {
    const { body, html } = write(part);
    return notice(body, html);
  });
  return notices.length === 0 ? [notice('…', '<p>…</p>')] : notices;
}

function notice(body: string, html: string): Notice {
  const shown = body.trim() === '' ? '…' : body;
  return { msgtype: 'm.notice', body: shown, format: 'org.matrix.custom.html', formatted_body: html, 'm.mentions': {} };
}
