import { z } from 'zod';
import type { Event } from '../conversation/event.ts';
import type { Address } from './address.ts';
import type { CallWords } from './call-words.ts';
import type { Directs } from './directs.ts';
import type { RoomEvent } from './events.ts';
import { matrixName } from './name.ts';
import { localpart } from './rooms.ts';
import type { Rooms } from './rooms.ts';

/** What we read of a message (Client-Server API, "m.room.message", "Threading", "Rich replies"). Notices are other bots'. */
const Content = z.object({
  msgtype: z.literal('m.text'),
  body: z.string(),
  'm.relates_to': z
    .object({
      rel_type: z.string().optional(),
      event_id: z.string().optional(),
      is_falling_back: z.boolean().optional(),
      'm.in_reply_to': z.object({ event_id: z.string() }).optional(),
    })
    .optional()
    .catch(undefined),
});

export type Decoding = {
  /** Our own id, and the name that we go by. */
  readonly self: string;
  readonly name: string;
  readonly rooms: Rooms;
  readonly directs: Directs;
  readonly callWords: CallWords;
  /** Whether an event of a room is one that we sent. */
  readonly isOurs: (room: string, event: string) => Promise<boolean>;
};

/** A message that is for us: said directly, called ("!coop ..."), with our name in front, or as a reply to us. Else null. */
export async function decodeMessage(
  { room, event, at }: { readonly room: string; readonly event: RoomEvent; readonly at: Date },
  { self, name, rooms, directs, callWords, isOurs }: Decoding,
): Promise<Event | null> {
  if (event.type !== 'm.room.message' || event.sender === self || event.state_key !== undefined) return null;
  const content = Content.safeParse(event.content);
  if (!content.success) return null;
  const { body, 'm.relates_to': relation } = content.data;
  // An edit says what was meant; what was said then has had its effect.
  if (relation?.rel_type === 'm.replace') return null;
  const answered = relation?.is_falling_back === true ? undefined : relation?.['m.in_reply_to']?.event_id;
  const line = bounded(answered === undefined ? body : withoutQuoted(body));
  const isPrivate = await directs.isPrivate(room);
  const rest = withoutName(line, [self, localpart(self), name]);
  const isForUs = isPrivate || rest !== null || callWords.isCall(line) || (answered !== undefined && (await isOurs(room, answered)));
  if (!isForUs) return null;
  const address: Address = {
    kind: 'event',
    room,
    event: event.event_id,
    author: event.sender,
    thread: relation?.rel_type === 'm.thread' ? (relation.event_id ?? '') : '',
    private: isPrivate ? 'yes' : 'no',
  };
  return {
    platform: matrixName,
    installation: '',
    id: event.event_id,
    at,
    author: { externalId: event.sender, displayName: (await rooms.nameOf(room, event.sender)).slice(0, 100) },
    place: { externalId: room, private: isPrivate, managed: !isPrivate && (await rooms.mayManage(room, event.sender)) },
    said: { kind: 'text', text: rest ?? line },
    answerTo: address,
  };
}

/** An event holds up to 64 KiB; the rest of a text that is longer than any command is not carried on. */
function bounded(text: string): string {
  return text.slice(0, 10_000);
}

/** Clients used to repeat above a reply what it answers (until Matrix 1.13). */
function withoutQuoted(body: string): string {
  return body.replace(/^(?:> [^\n]*\n)+\n/, '');
}

/** "Cooperatus: vote list" -> "vote list"; null when our name does not stand in front. */
function withoutName(line: string, names: readonly string[]): string | null {
  for (const name of names) {
    if (name === '' || !line.toLowerCase().startsWith(name.toLowerCase())) continue;
    const rest = line.slice(name.length);
    const isMention = name.startsWith('@');
    const match = isMention ? /^[:,]?\s+|^[:,]?$/.exec(rest) : /^[:,]\s*/.exec(rest);
    if (match !== null) return rest.slice(match[0].length);
  }
  return null;
}
