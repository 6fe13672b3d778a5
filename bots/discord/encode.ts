import type { Reader } from '../../core/ports/translator.ts';
import type { Message } from '../../core/text/text.ts';
import { say } from '../../core/text/text.ts';
import { encodeActions } from './actions.ts';
import type { Row } from './actions.ts';
import { plain } from './escape.ts';
import type { Forms } from './forms.ts';
import { linesOf } from './markdown.ts';
import type { Speaker } from './markdown.ts';
import { split } from './split.ts';

export type DiscordMessage = {
  content: string;
  embeds: { description: string; footer?: { text: string } }[];
  components: Row[];
  allowed_mentions: { parse: []; replied_user: false };
};

/** A message for a reader, in everything else as this bot speaks. */
export type Encode = (message: Message, reader: Reader) => DiscordMessage;

/** Discord takes 2,000 characters of content; what is longer goes on in embeds, which hold 6,000 together. */
const chunkLimit = 1_990;
const embedLimit = 3;

/**
 * A message as one request: whole or not at all, and edited as a whole. Pings nobody. What is longer than about 7,900 characters is cut, and says so.
 * A form is offered as a button; as a modal it is encoded by encodeForm.
 */
export function encodeMessage(message: Message, speaker: Speaker & { readonly forms: Forms }): DiscordMessage {
  const { translator, reader, forms } = speaker;
  const chunks = split(linesOf(message.text, speaker), chunkLimit);
  const [content = '', ...more] = chunks;
  const embeds: DiscordMessage['embeds'] = more.slice(0, embedLimit).map((description) => ({ description }));
  const last = embeds.at(-1);
  if (last && more.length > embedLimit) last.footer = { text: '…' };
  const form = formOf(message);
  const button = form === null ? null : { id: forms.keep(form), label: plain(translator.words(say('discord.open-form'), reader)) };
  const components = encodeActions(message.actions ?? [], speaker, button);
  return {
    content: content === '' && components.length === 0 ? '…' : content,
    embeds,
    components,
    allowed_mentions: { parse: [], replied_user: false },
  };
}

/** The form that a message asks to fill in, if any. */
export function formOf(message: Message): (NonNullable<Message['actions']>[number] & { kind: 'form' }) | null {
  return message.actions?.find((action) => action.kind === 'form') ?? null;
}
