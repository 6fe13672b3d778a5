import { z } from 'zod';
import { Slot } from '../../core/digest/slot.ts';
import { AccountId, CaseId, NetworkId, SpaceId, VoteId } from '../../core/ids.ts';
import type { PersonId } from '../../core/ids.ts';
import type { Message } from '../../core/text/text.ts';
import type { Session } from './session.ts';
import { StoredMessage, StoredReader } from './stored-message.ts';

/** The vote that a message reminds of: it is sent only as long as the vote is open and waits for whoever reads it. */
export const Reminded = z.object({ network: NetworkId, vote: VoteId });
export type Reminded = z.infer<typeof Reminded>;

/**
 * What a row of the outbox says is to be sent. Ids, not addresses: where it goes exactly is looked up when it leaves.
 */
export const OutboxTask = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answer'),
    /** The answer address, sealed (seal.ts). */
    sealed: z.string(),
    audience: z.enum(['author', 'everyone']),
    reader: StoredReader,
    message: StoredMessage,
  }),
  /** Posts in a space; where a posting of this subject stands there already, edits it in place. */
  z.object({
    kind: z.literal('post'),
    space: SpaceId,
    subject: z.string(),
    thread: z.string().exactOptional(),
    reader: StoredReader,
    message: StoredMessage,
  }),
  /** Tells the person of this account, on the account used last. */
  z.object({ kind: z.literal('tell'), account: AccountId, message: StoredMessage, reminds: Reminded.exactOptional() }),
  /** What a "tell" becomes once the relay has chosen the account: the platform's id of it. */
  z.object({
    kind: z.literal('direct'),
    account: z.string(),
    reader: StoredReader,
    message: StoredMessage,
    reminds: Reminded.exactOptional(),
  }),
  z.object({ kind: z.literal('start-vote'), network: NetworkId, vote: VoteId }),
  z.object({ kind: z.literal('vote-changed'), network: NetworkId, vote: VoteId }),
  z.object({ kind: z.literal('start-jury'), network: NetworkId, case: CaseId }),
  z.object({ kind: z.literal('digest-slot'), slot: Slot }),
]);
export type OutboxTask = z.infer<typeof OutboxTask>;

export type OutboxRow = {
  /** Derived from meaning; a second row of the same key is the same effect, and is not written. */
  readonly key: string;
  /** Which sender takes it: a platform's name, or "temporal". */
  readonly platform: string;
  readonly installation: string;
  /** Rows of one route (platform, installation, route) leave in order, and share a rate limit. */
  readonly route: string;
  readonly network: NetworkId | null;
  readonly task: OutboxTask;
  /** Milliseconds until it may leave. Default 0. */
  readonly delay?: number;
};

/** Writes a row in the running transaction; it leaves after the commit. False: its key was there already. */
export async function enqueue(session: Session, row: OutboxRow): Promise<boolean> {
  const { rowCount } = await session.sql.query(insertRow(row));
  if (rowCount === 1 && row.delay === undefined) session.queued();
  return rowCount === 1;
}

/** The same together with the commit, for a row with a delay: nobody is woken for it. */
export function enqueueLast(session: Session, row: OutboxRow & { readonly delay: number }): void {
  session.last(insertRow(row));
}

function insertRow(row: OutboxRow) {
  return {
    name: 'outbox.enqueue',
    text: `insert into outbox (key, platform, installation, route, network_id, delivery, due_at)
           values ($1, $2, $3, $4, $5, $6, now() + $7 * interval '1 millisecond') on conflict (key) do nothing`,
    values: [row.key, row.platform, row.installation, row.route, row.network, JSON.stringify(row.task), row.delay ?? 0],
  };
}

/**
 * Writes a row that tells one person something. The row names an account, not the person, so that it still finds
 * the person after two of them became one; the relay picks the account used last when it leaves.
 * False: its key was there already, or the person has no account (any more: the manifest of the people says what erasing leaves of one).
 */
export async function enqueueTell(session: Session, tell: { key: string; person: PersonId; message: Message }): Promise<boolean> {
  const { rowCount } = await session.sql.query({
    name: 'outbox.enqueue-tell',
    text: `insert into outbox (key, platform, installation, route, network_id, delivery)
           select $1, 'person', '', 'person:' || $2::uuid, null, jsonb_build_object('kind', 'tell', 'account', account.id, 'message', $3::jsonb)
           from account where person_id = $2::uuid and external_id not like 'erased %' order by last_heard_at desc limit 1
           on conflict (key) do nothing`,
    values: [tell.key, tell.person, JSON.stringify(tell.message)],
  });
  session.queued();
  return rowCount === 1;
}
