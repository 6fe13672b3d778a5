import { z } from 'zod';
import type { PlatformMemory } from '../../core/ports/platform-memory.ts';
import type { Session } from './session.ts';

/** How far we have read, and what was read and is not done yet: it is kept in one piece, so that nothing falls between. */
export const Position = z.object({
  /** The sync token; null before the first sync. */
  since: z.string().nullable(),
  /** Encrypted events whose key has not come yet, as they came. */
  unread: z.array(z.object({ room: z.string(), raw: z.unknown(), at: z.iso.datetime() })),
  /** Invitations still to be accepted. */
  invitations: z.array(z.object({ room: z.string(), by: z.string(), direct: z.boolean() })),
});
export type Position = z.infer<typeof Position>;

export type Invitation = Position['invitations'][number];

/** Beyond so many, and after so long, a key does not come any more. */
const mostUnread = 500;
const longestUnread = 7 * 24 * 3_600_000;

export async function readPosition(session: Session, memory: PlatformMemory): Promise<Position> {
  const text = await memory.read(entryOf(session));
  return text === null ? { since: null, unread: [], invitations: [] } : Position.parse(JSON.parse(text));
}

/** As an entry of the memory. */
export function positionEntry(session: Session, position: Position): Readonly<Record<string, string>> {
  return { [entryOf(session)]: JSON.stringify(position) };
}

/** Without what nobody will be able to read. */
export function withoutOld(unread: Position['unread'], now: Date): Position['unread'] {
  return unread.filter(({ at }) => now.getTime() - Date.parse(at) < longestUnread).slice(-mostUnread);
}

function entryOf({ userId, deviceId }: Session): string {
  return `position ${userId} ${deviceId}`;
}
