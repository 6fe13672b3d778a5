import { z } from 'zod';
import type { DeletedMessages } from '../../core/ports/deleted-posts.ts';
import { discordName } from './name.ts';

/** One message that was deleted in a server, or many at once; null for direct messages, where everybody deletes their own. */
export function decodeDeleted({ t, d }: { readonly t: string; readonly d: unknown }): DeletedMessages | null {
  if (t !== 'MESSAGE_DELETE' && t !== 'MESSAGE_DELETE_BULK') return null;
  const read = MessagesDeleted.safeParse(d);
  if (!read.success || read.data.guild_id === undefined) return null;
  const { id, ids = [], channel_id: place } = read.data;
  return { platform: discordName, installation: '', place, messages: id === undefined ? ids : [id] };
}

const MessagesDeleted = z.object({
  id: z.string().optional(),
  ids: z.array(z.string()).optional(),
  channel_id: z.string(),
  guild_id: z.string().optional(),
});
