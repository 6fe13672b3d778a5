import type { Message } from 'discord.js';
import { mayManage } from './decode.ts';
import type { HeardMessage } from './decode-message.ts';

/** A message of the gateway; the rights of its author are computed from the guild's roles and the channel's overwrites. */
export function heardByClient(message: Message): HeardMessage {
  const { author, member, client } = message;
  return {
    id: message.id,
    channel: message.channelId,
    private: message.guildId === null,
    author: { id: author.id, name: member?.nickname ?? author.displayName, bot: author.bot || message.webhookId !== null },
    managed: mayManage(permissionsOf(message)),
    addressed: message.mentions.users.has(client.user.id),
    content: message.content,
  };
}

function permissionsOf({ member, channelId, guild }: Message): bigint {
  if (!member || !guild?.channels.cache.has(channelId)) return 0n;
  return member.permissionsIn(channelId).bitfield;
}
