import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Addressed, Attached, ConsoleBoard, ConsoleMessage } from '../../core/ports/console-board.ts';
import { coalesce } from './coalesce.ts';
import type { Database } from './database.ts';
import type { Session } from './session.ts';
import { StoredMessage, StoredReader } from './stored-message.ts';

/** The board as rows. Whoever posts holds the barrier to the commit, so that nobody reads past what is still to be committed. */
export function createConsoleBoard({ database, log }: { database: Database; log: Logger }): ConsoleBoard {
  const wakers = new Set<(to: Addressed | null) => void>();
  const announce = coalesce(async () => {
    await database.notify(channel, '');
    await sleep(notifyEvery);
  }, log);

  /** Terminals of this process are woken at once; other processes are told, and look anyway. */
  function posted(to: Addressed | null): void {
    for (const wake of wakers) wake(to);
    if (wakers.size === 0) announce();
  }

  return {
    post: async (row) => {
      const values = [row.key, row.room, row.account, row.event, row.asker, JSON.stringify(row.message), JSON.stringify(row.reader)];
      const id = await database.transact(async ({ sql }) => {
        await sql.query(barrier);
        const { rows } = await sql.query({ name: 'console.post', text: insert, values });
        return Id.parse(rows[0] ?? (await sql.query({ name: 'console.standing', text: standing, values: [row.key] })).rows[0]).id;
      }, again);
      posted(row);
      return id;
    },
    replace: async (id, { message, reader }) => {
      if (!/^\d{1,18}$/.test(id)) return false;
      const values = [id, JSON.stringify(message), JSON.stringify(reader)];
      const stands = await database.transact(async ({ sql }) => {
        await sql.query(barrier);
        const { rowCount } = await sql.query({ name: 'console.replace', text: update, values });
        return rowCount === 1 || (await sql.query('select from console_message where id = $1', [id])).rowCount === 1;
      }, again);
      if (stands) posted(null);
      return stands;
    },
    unread: async (attached, after, limit) => {
      const values = [attached.account, attached.room, after, limit];
      const { rows } = await database.transact(({ sql }) => sql.query({ name: 'console.unread', text: unread, values }), again);
      return rows.map(readRow);
    },
    arrive: (attached) => database.transact((session) => arrive(session, attached), again),
    seen: async ({ account, room }, position) => {
      await database.transact(({ sql }) => sql.query({ name: 'console.seen', text: seen, values: [account, room, position] }), again);
    },
    isExpecting: (attached) => database.transact((session) => isExpecting(session, attached), again),
    watch: (wake) => {
      wakers.add(wake);
      const stopLooking = look({ database, log }, () => wake(null));
      return async () => {
        wakers.delete(wake);
        await stopLooking();
      };
    },
  };
}

const channel = 'coop_console';
/** Milliseconds: one NOTIFY speaks for many. */
const notifyEvery = 100;
/** Milliseconds from one look to the next when nobody tells. */
const lookEvery = 1_000;

/** Every statement here may be repeated: a key, an id and a position say what was done before. */
const again = { repeat: true } as const;

/** Finds out what other processes put up. */
function look({ database, log }: { database: Database; log: Logger }, changed: () => void): () => Promise<void> {
  let known: string | null = null;
  const compare = coalesce(async () => {
    const { rows } = await database.transact(({ sql }) => sql.query({ name: 'console.latest', text: latest }));
    const { position } = Latest.parse(rows[0]);
    if (position === known) return;
    known = position;
    changed();
  }, log);
  const timer = setInterval(compare, lookEvery);
  const stopListening = database.listen({ channel, heard: compare });
  return () => {
    clearInterval(timer);
    return stopListening();
  };
}

async function arrive({ sql }: Session, { account, room }: Attached): ReturnType<ConsoleBoard['arrive']> {
  const reading = await sql.query({
    name: 'console.reading',
    text: 'select seen from console_reader where account = $1 and room = $2',
    values: [account, room],
  });
  if (reading.rows[0] !== undefined) return { after: Reading.parse(reading.rows[0]).seen, recent: [] };
  const { rows } = await sql.query({ name: 'console.recent', text: recent, values: [account, room] });
  const { position } = Latest.parse((await sql.query({ name: 'console.latest', text: latest })).rows[0]);
  return { after: BigInt(position), recent: rows.map(readRow).toReversed() };
}

async function isExpecting({ sql }: Session, { account, room }: Attached): Promise<boolean> {
  await sql.query({ name: 'console.enter', text: enter, values: [room] });
  const { rowCount } = await sql.query({ name: 'console.expected', text: expected, values: [account, room] });
  return rowCount === 1;
}

function readRow(row: unknown): ConsoleMessage {
  const { language, time_zone: timeZone, ...message } = Row.parse(row);
  const reader = { language: language ?? message.reader.language, timeZone: timeZone ?? message.reader.timeZone };
  return { ...message, reader };
}

const Id = z.object({ id: z.string() });
const Latest = z.object({ position: z.string() });
const Reading = z.object({ seen: z.coerce.bigint() });
const Row = z.object({
  posted: z.coerce.bigint(),
  position: z.coerce.bigint(),
  room: z.string().nullable(),
  account: z.string().nullable(),
  event: z.string().nullable(),
  asker: z.string().nullable(),
  reader: StoredReader,
  message: StoredMessage.nullable().catch(null),
  language: z.string().nullable(),
  time_zone: z.string().nullable(),
});

const barrier = { name: 'console.barrier', text: 'select pg_advisory_xact_lock(console_barrier())' };

const insert = `insert into console_message (id, ordinal, key, room, account, event, asker, message, reader)
  select next, next, $1, $2, $3, $4, $5, $6, $7 from nextval('console_message_id_seq') next
  on conflict (key) do nothing returning id`;
const standing = 'select id from console_message where key = $1';

const update = `update console_message set message = $2, reader = $3, ordinal = nextval('console_message_id_seq'), edited_at = now()
  where id = $1 and message is distinct from $2::jsonb`;

/** In the words and hours of whoever reads, as far as they are known. */
const columns = `m.id as posted, m.ordinal as position, m.room, m.account, m.event, m.asker, m.reader, m.message, p.language, p.time_zone
  from console_message m
  left join account a on a.platform = 'console' and a.installation = '' and a.external_id = $1
  left join person p on p.id = a.person_id`;

const unread = `select ${columns}
  where m.ordinal > $3 and (m.room is null or m.room = $2) and (m.account is null or m.account = $1)
  order by m.ordinal limit $4`;

const recent = `select ${columns} where m.room = $2 and m.account is null order by m.ordinal desc limit 5`;

const latest = 'select coalesce(max(ordinal), 0)::text as position from console_message';

const seen = `insert into console_reader (account, room, seen) values ($1, $2, $3)
  on conflict (account, room) do update set seen = greatest(console_reader.seen, excluded.seen), seen_at = now()`;

const enter = "select set_config('coop.network', coalesce(network_of_place('console', '', $1)::text, ''), true)";

/**
 * Rows of the outbox that become messages of this reader within moments, and votes of the room whose outcome does. The outbox
 * keeps whole milliseconds, rounded: what is due at once may be due half a millisecond from now.
 */
const expected = `select where exists (
    select from outbox where status = 'due' and due_at <= now() + interval '1 millisecond' and (
      platform = 'console' and route in ($2, 'direct:' || $1)
      or platform = 'person' and route = (
        select 'person:' || person_id from account where platform = 'console' and installation = '' and external_id = $1)))
  or exists (select from vote where status = 'counting' or status = 'open' and closes_at <= now())`;
