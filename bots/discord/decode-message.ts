import type { Event } from '../conversation/event.ts';
import type { Address } from './address.ts';
import { bounded, discordName, nameOf } from './decode.ts';
import { timeOf } from './snowflake.ts';

/** What we read of a message, whether it came over the gateway or was read back. */
export type HeardMessage = {
  readonly id: string;
  readonly channel: string;
  readonly private: boolean;
  readonly author: { readonly id: string; readonly name: string; readonly bot: boolean };
  /** Whether the author may manage the channel. */
  readonly managed: boolean;
  /** Whether it mentions us or replies to us. */
  readonly addressed: boolean;
  readonly content: string;
};

/** A direct message, or one in a channel that speaks to us; null for everything else that is said there. */
export function decodeMessage(message: HeardMessage, self: string): Event | null {
  if (message.author.bot || message.author.id === self) return null;
  if (!message.private && !message.addressed) return null;
  const text = bounded(message.content).replaceAll(`<@${self}>`, ' ').replaceAll(`<@!${self}>`, ' ').trim();
  if (text === '') return null;
  const address: Address = {
    kind: 'message',
    channel: message.channel,
    message: message.id,
    author: message.author.id,
    private: message.private ? 'yes' : 'no',
  };
  return {
    platform: discordName,
    installation: '',
    id: message.id,
    at: timeOf(message.id),
    author: { externalId: message.author.id, displayName: nameOf(message.author.name) },
    place: { externalId: message.channel, private: message.private, managed: message.managed },
    said: { kind: 'text', text },
    answerTo: address,
  };
}
