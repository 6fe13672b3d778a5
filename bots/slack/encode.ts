import type { KnownBlock } from '@slack/types';
import type { Reader } from '../../core/ports/translator.ts';
import type { Message } from '../../core/text/text.ts';
import { shorten } from '../conversation/shown-text.ts';
import { encodeActions } from './actions.ts';
import { escape } from './escape.ts';
import { linesOf, wordsOf } from './rich-text.ts';
import type { Line, Speaker } from './rich-text.ts';
import { packBlocks } from './split.ts';

export type SlackMessage = {
  /** What notifications and screen readers say. */
  text: string;
  blocks: KnownBlock[];
  mrkdwn: false;
  parse: 'none';
  link_names: false;
  unfurl_links: false;
  unfurl_media: false;
};

/** A message for a reader, in everything else as this bot speaks. */
export type Encode = (message: Message, reader: Reader) => SlackMessage;

/** A message as one request. Pings nobody. A form is offered as a button; as a modal it is encoded by encodeForm. */
export function encodeMessage(message: Message, speaker: Speaker): SlackMessage {
  const lines = linesOf(message.text, speaker);
  return {
    text: inFull(shorten(escape(lines.map(summed).join('\n')), 3_000)) || '…',
    blocks: [...packBlocks(lines), ...encodeActions(message.actions ?? [], speaker)],
    mrkdwn: false,
    parse: 'none',
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** An escaped sign that was cut in two would stand there as it is. */
function inFull(shortened: string): string {
  return shortened.replace(/&[a-z]{0,3}…$/, '…');
}

function summed(line: Line): string {
  return line.kind === 'words' || line.kind === 'item' ? line.runs.map(wordsOf).join('') : line.text;
}
