import type { Reader } from '../../core/ports/translator.ts';
import type { Message } from '../../core/text/text.ts';
import { withActions } from './actions.ts';
import { piecesOf } from './pieces.ts';
import type { Speaker } from './pieces.ts';
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

/** A message as notices, which clients do not ring for and bots do not answer. */
export function encodeMessage(message: Message, speaker: Speaker): readonly Notice[] {
  const pieces = withActions(piecesOf(message.text, speaker), message.actions ?? [], speaker);
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
