import { MessageType } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Event } from '../conversation/event.ts';
import type { Address } from './address.ts';
import { bounded, nameOf } from './bounds.ts';
import { discordName } from './name.ts';
import { timeOf } from './snowflake.ts';

const Snowflake = z.string().regex(/^\d{1,20}$/);

/** What we read of a message, from the gateway or read back (API reference, "Message Object"). */
export const DiscordMessageRead = z.object({
  id: Snowflake,
  type: z.number().default(MessageType.Default),
  channel_id: Snowflake,
  /** Only the gateway tells it. */
  guild_id: Snowflake.nullish(),
  author: z.object({ id: Snowflake, username: z.string(), global_name: z.string().nullish(), bot: z.boolean().optional() }),
  member: z.object({ nick: z.string().nullish(), roles: z.array(z.string()).default([]) }).nullish(),
  content: z.string(),
  mentions: z.array(z.object({ id: z.string() })).default([]),
  webhook_id: z.string().nullish(),
});
export type DiscordMessageRead = z.infer<typeof DiscordMessageRead>;

type MessagePlace = {
  /** Our own id. */
  readonly self: string;
  readonly private: boolean;
};

/** What people write themselves; the other types are told by Discord in their name (joined, pinned, called ...). */
const written: ReadonlySet<number> = new Set([MessageType.Default, MessageType.Reply]);

/**
 * A direct message, or one in a channel that mentions us or replies to us; null for everything else that is said there. One
 * without words (a bare mention, a picture) is heard too: whoever calls is answered. It proves no rights.
 */
export function decodeMessage(message: DiscordMessageRead, place: MessagePlace): Event | null {
  const { author, member, content, mentions, type } = message;
  const { self } = place;
  if (author.bot === true || author.id === self || message.webhook_id || !written.has(type)) return null;
  if (!place.private && !mentions.some(({ id }) => id === self)) return null;
  const text = bounded(content).replaceAll(`<@${self}>`, ' ').replaceAll(`<@!${self}>`, ' ').trim();
  const address: Address = {
    kind: 'message',
    channel: message.channel_id,
    message: message.id,
    author: author.id,
    private: place.private ? 'yes' : 'no',
  };
  return {
    platform: discordName,
    installation: '',
    id: message.id,
    at: timeOf(message.id),
    author: { externalId: author.id, displayName: nameOf(member?.nick ?? author.global_name ?? author.username) },
    place: { externalId: message.channel_id, private: place.private, managed: false },
    said: { kind: 'text', text },
    answerTo: address,
  };
}
