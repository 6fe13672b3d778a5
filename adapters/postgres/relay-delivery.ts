import { z } from 'zod';
import { CoopError } from '../../core/errors.ts';
import type { SpaceId } from '../../core/ids.ts';
import type { Delivery, MessageTask } from '../../core/ports/sender.ts';
import type { Database } from './database.ts';
import { OutboxTask } from './outbox.ts';
import type { ClaimedRow } from './relay-rows.ts';
import { isStillWaiting } from './reminders.ts';
import type { Seal } from './seal.ts';

/** A row made ready to be sent. `posting`: what to remember of a new message, so that it is edited from then on. */
export type Opened =
  | { readonly kind: 'delivery'; readonly delivery: Delivery; readonly posting: Posting | null }
  /** A newer edit of the same posting waits, or it is not true any more: nobody is to see it. */
  | { readonly kind: 'superseded' }
  | { readonly kind: 'impossible'; readonly reason: string };

/** `isPublic`: everybody reads what is told to one person on its platform. */
type Opening = { readonly database: Database; readonly seal: Seal; readonly isPublic: boolean };

/** Reads a row, opens its seal and looks up where it goes. Never throws for what stands in the row. */
export async function openDelivery({ database, seal, isPublic }: Opening, row: ClaimedRow): Promise<Opened> {
  const task = OutboxTask.safeParse(row.delivery);
  if (!task.success) return { kind: 'impossible', reason: `malformed: ${malformed(task.error)}` };
  const { data: read } = task;
  switch (read.kind) {
    case 'answer': {
      const to = openAddress(seal, read.sealed, row.key);
      if (to === null) return { kind: 'impossible', reason: 'its address was sealed with another secret' };
      return messageTo({ kind: 'answer', to, audience: read.audience }, { row, task: read });
    }
    case 'direct':
      if (read.reminds !== undefined && (isPublic || !(await isStillWaiting(database, { row, ...read, reminds: read.reminds }))))
        return { kind: 'superseded' };
      return messageTo({ kind: 'direct', account: read.account }, { row, task: read });
    case 'post':
      return openPost(database, row, read);
    case 'start-vote':
    case 'vote-changed':
    case 'start-jury':
    case 'digest-slot':
      return { kind: 'delivery', delivery: { ...head(row), task: read }, posting: null };
    case 'tell':
      return { kind: 'impossible', reason: 'it names a person, not an account' };
    default:
      return read satisfies never;
  }
}

async function openPost(database: Database, row: ClaimedRow, post: Extract<OutboxTask, { kind: 'post' }>): Promise<Opened> {
  const { network } = row;
  if (network === null) return { kind: 'impossible', reason: 'a post without a network' };
  const { rows } = await database.transact(async (session) => {
    await session.enter(network);
    return session.sql.query({ name: 'relay.find-place', text: findPlace, values: [post.space, post.subject, row.id] });
  });
  const place = rows[0] === undefined ? null : Place.parse(rows[0]);
  if (place === null) return { kind: 'impossible', reason: 'the place is not bound any more' };
  const posting = { space: post.space, subject: post.subject };
  const thread = post.thread === undefined ? {} : { thread: post.thread };
  if (place.posted === null) return messageTo({ kind: 'post', place: place.place, ...thread }, { row, task: post, posting });
  if (place.superseded) return { kind: 'superseded' };
  return messageTo({ kind: 'edit', place: place.place, externalId: place.posted }, { row, task: post, posting });
}

const Place = z.object({ place: z.string(), posted: z.string().nullable(), superseded: z.boolean() });

const findPlace = `select space.external_id as place, posting.external_id as posted, exists (
    select from outbox this join outbox newer
      on newer.status = 'due' and newer.platform = this.platform and newer.route = this.route and newer.installation = this.installation
      and newer.id > this.id and newer.due_at <= now() and newer.delivery @> jsonb_build_object('kind', 'post', 'space', $1::uuid, 'subject', $2::text)
    where this.id = $3
  ) as superseded
  from space left join posting on posting.space_id = space.id and posting.subject = $2::text
  where space.id = $1::uuid`;

type Posting = { readonly space: SpaceId; readonly subject: string };

function messageTo(
  target: MessageTask['target'],
  { row, task, posting = null }: { row: ClaimedRow; task: Said; posting?: Posting | null },
): Opened {
  const { message, reader } = task;
  return { kind: 'delivery', delivery: { ...head(row), task: { kind: 'message', message, reader, target } }, posting };
}

type Said = Pick<MessageTask, 'message' | 'reader'>;

function head({ key, installation, attempts }: ClaimedRow): Omit<Delivery, 'task'> {
  return { key, installation, attempts };
}

function openAddress(seal: Seal, sealed: string, key: string): Record<string, string> | null {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(seal.open(sealed, key)));
  } catch (error) {
    if (error instanceof CoopError) return null;
    throw error;
  }
}

/** Where it is wrong and how, without what stands there. */
function malformed({ issues }: z.ZodError): string {
  return issues.map((issue) => `${issue.path.join('.') || 'delivery'} (${issue.code})`).join(', ');
}
