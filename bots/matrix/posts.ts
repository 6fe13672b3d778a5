import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Sent } from '../../core/ports/sender.ts';
import { shorten } from '../conversation/shown-text.ts';
import type { Api } from './api.ts';
import type { Device } from './device.ts';
import type { Directs } from './directs.ts';
import type { Notice } from './encode.ts';
import { isMissing, matrixCode } from './matrix-errors.ts';
import type { Rooms } from './rooms.ts';

/** The event that a message answers, and the thread that both stand in. */
export type Answering = { readonly event: string; readonly thread: string };

export type Post = {
  readonly notices: readonly Notice[];
  /** The meaning of the message: the same twice shows once. */
  readonly key: string;
  readonly answering?: Answering;
};

/**
 * New messages and changed ones. Their id is that of the event, or of all their parts, with spaces between. All of them reject
 * with the errors of matrix-js-sdk.
 */
export type Posts = {
  readonly post: (room: string, post: Post) => Promise<Sent>;
  readonly edit: (standing: { place: string; externalId: string }, post: Post) => Promise<Sent>;
  /** `fresh`: the conversation was made for it, and the person has still to accept it. */
  readonly direct: (user: string, post: Post) => Promise<{ readonly sent: Sent; readonly fresh: boolean }>;
  /** False when somebody else redacted a part of it. A room that is closed to us tells nothing of it. */
  readonly stands: (post: { place: string; externalId: string }) => Promise<boolean>;
  /** Whether an event is one of ours. */
  readonly isOurs: (room: string, event: string) => Promise<boolean>;
};

type PostParts = { readonly api: Api; readonly device: Device; readonly rooms: Rooms; readonly directs: Directs; readonly self: string };
type Content = Readonly<Record<string, unknown>>;

/** How many events are remembered as ours; asking costs a request, nothing else. */
const rememberedEvents = 5_000;

export function createPosts({ api, device, rooms, directs, self }: PostParts): Posts {
  const ours = new Set<string>();

  /** The homeserver shows one event per transaction id of a device, for a day at least, also after its restart. */
  async function put(room: string, content: Content, transaction: string): Promise<string> {
    const isEncrypted = await rooms.isEncrypted(room);
    const body = isEncrypted ? await device.encrypt(room, { content, members: await rooms.members(room) }) : content;
    const type = isEncrypted ? 'm.room.encrypted' : 'm.room.message';
    const { event_id: id } = await api({ method: 'PUT', path: ['rooms', room, 'send', type, transaction], body, answer: Created });
    ours.add(id);
    const [oldest] = ours;
    if (oldest !== undefined && ours.size > rememberedEvents) ours.delete(oldest);
    return id;
  }

  async function post(room: string, { notices, key, answering }: Post): Promise<Sent> {
    const ids: string[] = [];
    for (const [part, notice] of notices.entries()) {
      const relation = answering === undefined ? {} : relationTo(answering, part === 0);
      ids.push(await put(room, { ...notice, ...relation }, transactionOf(key, part)));
    }
    return { kind: 'sent', externalId: ids.join(' ') };
  }

  /** An announcement that somebody deleted is posted again: what it says now must be seen. */
  async function edit({ place, externalId }: { place: string; externalId: string }, replacement: Post): Promise<Sent> {
    const standing = externalId.split(' ');
    if ((await lookAt(place, standing[0] ?? '')).kind !== 'there') return post(place, replacement);
    const { notices, key } = replacement;
    for (const [part, notice] of notices.entries()) {
      const id = standing[part];
      if (id === undefined) standing.push(await put(place, notice, transactionOf(key, part)));
      else await put(place, replacing(id, notice), transactionOf(key, part));
    }
    for (const id of standing.splice(notices.length)) {
      await api({
        method: 'PUT',
        path: ['rooms', place, 'redact', id, transactionOf(`${key} without ${id}`, 0)],
        body: {},
        answer: z.unknown(),
      });
    }
    return { kind: 'sent', externalId: standing.join(' ') };
  }

  async function lookAt(room: string, event: string): Promise<Look> {
    try {
      const { unsigned } = await api({ path: ['rooms', room, 'event', event], answer: Standing });
      const redaction = unsigned?.redacted_because;
      return redaction === undefined ? { kind: 'there' } : { kind: 'redacted', by: redaction.sender };
    } catch (error) {
      if (matrixCode(error) === 'M_FORBIDDEN' || isMissing(error)) return { kind: 'missing' };
      throw error;
    }
  }

  async function stands({ place, externalId }: { place: string; externalId: string }): Promise<boolean> {
    for (const part of externalId.split(' ')) {
      const look = await lookAt(place, part);
      if (look.kind === 'redacted' && look.by !== self) return false;
    }
    return true;
  }

  async function direct(user: string, message: Post): ReturnType<Posts['direct']> {
    const { room, fresh } = await directs.open(user);
    return { sent: await post(room, message), fresh };
  }

  async function isOurs(room: string, event: string): Promise<boolean> {
    if (ours.has(event)) return true;
    try {
      return (await api({ path: ['rooms', room, 'event', event], answer: Sender })).sender === self;
    } catch (error) {
      if (matrixCode(error) === null) throw error;
      return false;
    }
  }

  return { post, edit, direct, stands, isOurs };
}

const Created = z.object({ event_id: z.string() });
const Sender = z.object({ sender: z.string() });
const Standing = z.object({ unsigned: z.object({ redacted_because: z.object({ sender: z.string() }).optional() }).optional() });

type Look = { readonly kind: 'there' | 'missing' } | { readonly kind: 'redacted'; readonly by: string };

/** A reply, in its thread if there is one (Client-Server API, "Replies inside threads"). */
function relationTo({ event, thread }: Answering, isFirst: boolean): Content {
  const reply = { 'm.in_reply_to': { event_id: event } };
  if (thread !== '') return { 'm.relates_to': { rel_type: 'm.thread', event_id: thread, is_falling_back: !isFirst, ...reply } };
  return isFirst ? { 'm.relates_to': reply } : {};
}

/** An edit (Client-Server API, "Event replacements"). What stands outside is for clients that know no edits. */
function replacing(event: string, notice: Notice): Content {
  return {
    msgtype: notice.msgtype,
    body: `* ${shorten(notice.body, 300)}`,
    'm.mentions': {},
    'm.new_content': notice,
    'm.relates_to': { rel_type: 'm.replace', event_id: event },
  };
}

function transactionOf(key: string, part: number): string {
  return `${createHash('sha256').update(key).digest('base64url').slice(0, 32)}.${part}`;
}
