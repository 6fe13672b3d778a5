import { z } from 'zod';
import { NetworkId } from '../../core/ids.ts';
import type { SpaceId } from '../../core/ids.ts';
import type { Database } from './database.ts';
import type { Session } from './session.ts';

/** A row that this relay may send until `claimedUntil`, which also tells its claim from a later one. */
export const ClaimedRow = z.object({
  id: z.string(),
  key: z.string(),
  platform: z.string(),
  installation: z.string(),
  route: z.string(),
  network: NetworkId.nullable(),
  /** How often it was begun before. */
  attempts: z.int(),
  claimedUntil: z.date(),
  delivery: z.unknown(),
});
export type ClaimedRow = z.infer<typeof ClaimedRow>;

/**
 * Claims the first waiting row of each route, oldest first. A row behind one that is on its way, or waits for its next
 * attempt, is not the first: that keeps the order within a route. Never by "id greater than the last": ids commit out of order.
 */
export async function claim(
  database: Database,
  wish: { platforms: readonly string[]; limit: number; lease: number },
): Promise<ClaimedRow[]> {
  const { rows } = await database.transact(({ sql }) =>
    sql.query({
      name: 'relay.claim',
      text: `with first as materialized (
               select distinct on (platform, installation, route) id from outbox
               where status = 'due' and platform = any($1) and due_at <= now()
               order by platform, installation, route, id
             ), head as (
               select o.id from outbox o join first on first.id = o.id
               where o.status = 'due' and (o.claimed_until is null or o.claimed_until <= now())
               order by o.due_at, o.id limit $2 for update of o skip locked
             )
             update outbox o set claimed_until = now() + $3 * interval '1 millisecond', attempts = attempts + 1
             from head where o.id = head.id
             returning o.id, o.key, o.platform, o.installation, o.route, o.network_id as network, o.attempts - 1 as attempts,
               o.claimed_until as "claimedUntil", o.delivery`,
      values: [wish.platforms, wish.limit, wish.lease],
    }),
  );
  return z.array(ClaimedRow).parse(rows);
}

/**
 * Chooses, for each "tell" that is due, the account that its person used last, one of a public platform only where there is no other:
 * from there on it is a row of that platform, due after the person's quiet hours.
 */
export async function addressTells(database: Database, publicPlatforms: readonly string[]): Promise<void> {
  await database.transact(({ sql }) =>
    sql.query({
      name: 'relay.address-tells',
      text: `with due as (
               select id, (delivery->>'account')::uuid as account from outbox
               where status = 'due' and platform = 'person' and due_at <= now() order by due_at limit 200 for update skip locked
             )
             update outbox o
             set due_at = after_quiet_hours(p.quiet_hours, p.time_zone, now()), platform = used.platform, installation = used.installation, route = 'direct:' || used.external_id,
               delivery = jsonb_build_object('kind', 'direct', 'account', used.external_id, 'message', o.delivery->'message', 'reader',
                 jsonb_build_object('language', coalesce(p.language, 'en'), 'timeZone', coalesce(p.time_zone, 'UTC')))
                 || case when o.delivery ? 'reminds' then jsonb_build_object('reminds', o.delivery->'reminds') else '{}' end
             from due
             join account said on said.id = due.account
             join person p on p.id = said.person_id
             cross join lateral (
               select a.platform, a.installation, a.external_id from account a
               where a.person_id = p.id order by a.platform = any($1::text[]), a.last_heard_at desc, a.id limit 1
             ) used
             where o.id = due.id`,
      values: [publicPlatforms],
    }),
  );
}

/** It has left. Its content is not kept, only its key; a new posting is remembered in the same transaction. */
export async function markSent(
  database: Database,
  row: ClaimedRow,
  { posting }: { posting?: { space: SpaceId; subject: string; externalId: string } },
): Promise<void> {
  await database.transact(async (session) => {
    if (posting !== undefined && row.network !== null) {
      await session.enter(row.network);
      await session.sql.query({
        name: 'relay.remember-posting',
        text: `insert into posting (space_id, subject, network_id, external_id) select id, $2, network_id, $3 from space where id = $1
               on conflict (space_id, subject) do update set external_id = excluded.external_id,
                 posted_at = case when posting.external_id = excluded.external_id then posting.posted_at else now() end`,
        values: [posting.space, posting.subject, posting.externalId],
      });
    }
    await finish(session, row, { status: 'sent', reason: null });
  }, again);
}

/** It never leaves: shown by the doctor, kept as it is. */
export async function setAside(database: Database, row: ClaimedRow, reason: string): Promise<void> {
  await database.transact((session) => finish(session, row, { status: 'aside', reason: reason.slice(0, 200) }), again);
}

/** Again after so many milliseconds; until then the rest of its route waits behind it. */
export async function putBack(
  database: Database,
  row: ClaimedRow,
  wait: { after: number; attempts: number; reason?: string },
): Promise<void> {
  await database.transact(async ({ sql }) => {
    await sql.query({
      name: 'relay.put-back',
      text: `update outbox set claimed_until = now() + $3 * interval '1 millisecond', attempts = $4, last_error = coalesce($5, last_error)
             where id = $1 and claimed_until = $2 and status = 'due'`,
      values: [row.id, row.claimedUntil, wait.after, wait.attempts, wait.reason ?? null],
    });
  }, again);
}

async function finish({ sql }: Session, row: ClaimedRow, end: { status: 'sent' | 'aside'; reason: string | null }): Promise<void> {
  await sql.query({
    name: 'relay.finish',
    text: `update outbox set status = $3, last_error = $4, claimed_until = null,
             delivery = case when $3 = 'sent' then '{}'::jsonb else delivery end
           where id = $1 and claimed_until = $2 and status = 'due'`,
    values: [row.id, row.claimedUntil, end.status, end.reason],
  });
}

/** Marking twice is marking once. */
const again = { repeat: true } as const;
