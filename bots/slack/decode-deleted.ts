import { z } from 'zod';
import type { DeletedMessages } from '../../core/ports/deleted-posts.ts';
import { slackName } from './name.ts';

/**
 * A message of a channel that was deleted; one that others replied to leaves a tombstone behind. Null for everything else, and for direct
 * messages. Slack does not tell who did it: what an app wrote only the workspace's administrators and the app itself can
 * delete, and we delete nothing. Source: Events API, "message_deleted" and "message_changed".
 */
export function decodeDeleted(body: unknown, team: string): DeletedMessages | null {
  const read = Told.safeParse(body);
  if (!read.success || read.data.event.channel_type === 'im') return null;
  const { event } = read.data;
  const ts = event.subtype === 'message_deleted' ? event.deleted_ts : event.message.ts;
  return { platform: slackName, installation: team, place: event.channel, messages: [ts] };
}

const Message = z.object({ type: z.literal('message'), channel: z.string(), channel_type: z.string().default('channel') });

const Told = z.object({
  type: z.literal('event_callback'),
  event: z.discriminatedUnion('subtype', [
    Message.extend({ subtype: z.literal('message_deleted'), deleted_ts: z.string() }),
    Message.extend({ subtype: z.literal('message_changed'), message: z.object({ subtype: z.literal('tombstone'), ts: z.string() }) }),
  ]),
});
