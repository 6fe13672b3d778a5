import { z } from 'zod';
import type { DeletedMessages } from '../../core/ports/deleted-posts.ts';
import { matrixName } from './name.ts';
import type { RoomEvent } from './events.ts';

/**
 * An event that somebody else redacted: of ours only moderators of the room can. Null for everything else, and for what we take back
 * ourselves. Source: Client-Server API, "m.room.redaction"; its target moved into the content with room version 11.
 */
export function decodeDeleted(room: string, { type, sender, redacts, content }: RoomEvent, self: string): DeletedMessages | null {
  if (type !== 'm.room.redaction' || sender === self) return null;
  const target = z.string().safeParse(content['redacts']).data ?? redacts;
  return target === undefined ? null : { platform: matrixName, installation: '', place: room, messages: [target] };
}
