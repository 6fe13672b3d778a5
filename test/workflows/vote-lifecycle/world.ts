import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import { z } from 'zod';
import { openDatabase } from '../../../adapters/postgres/database.ts';
import type { Database } from '../../../adapters/postgres/database.ts';
import { bindPorts } from '../../../adapters/postgres/ports.ts';
import { createLifecycle } from '../../../adapters/postgres/lifecycle.ts';
import { NetworkId, VoteId } from '../../../core/ids.ts';
import type { VoteRef } from '../../../core/ports/lifecycle.ts';
import { createVoteActivities } from '../../../workflows/vote-lifecycle/activities.ts';
import type { VoteActivityParts } from '../../../workflows/vote-lifecycle/activities.ts';
import { count, parts } from './closing.ts';

export const log = pino({ level: 'silent' });

export type World = ReturnType<typeof openWorld>;

/** How late events of the platform "slow" may arrive, in milliseconds. */
export const slowness = 6_000;

/** Votes in a real database, and the steps of their lives over it. */
export function openWorld(urls: { ownerUrl: string; applicationUrl: string }, overrides: Partial<VoteActivityParts> = {}) {
  const owner = new pg.Pool({ connectionString: urls.ownerUrl, max: 4 });
  const database = openDatabase({ url: async () => urls.applicationUrl, log });
  const lifecycle = createLifecycle({
    database,
    bind: (session) => bindPorts(session, parts),
    lateness: (platform) => (platform === 'slow' ? slowness : 0),
  });
  const activities = createVoteActivities({ lifecycle, sweeps: [], count, pageOf: () => null, ...overrides });
  return {
    lifecycle,
    activities,
    /** A network with one space and three members, and their vote that closes after so many milliseconds. */
    open: (vote: NewVote) => open(owner, vote),
    /** As a member, by an account; `at` is when it was cast, in milliseconds from now. */
    cast: (vote: VoteRef, ballot: { member: number; option: number; at?: number }) => cast(database, { vote, ...ballot }),
    /** Moves the deadline to so many milliseconds from now, as the commands do. */
    reschedule: (vote: VoteRef, closesIn: number) =>
      inNetwork(database, vote, "select reschedule_vote($1, clock_timestamp() + $2 * interval '1 millisecond')", [vote.vote, closesIn]),
    cancel: (vote: VoteRef) => inNetwork(database, vote, 'select cancel_vote($1)', [vote.vote]),
    read: (vote: VoteRef) => read(owner, vote),
    close: async () => {
      await database.close();
      await owner.end();
    },
  };
}

/** With `admission` the vote is about a fourth person, who asked to join; with `charter` it changes how often is reminded. */
type NewVote = { closesIn: number; platform?: string; admission?: boolean; charter?: boolean; reminderDue?: boolean };

async function open(owner: pg.Pool, wanted: NewVote): Promise<VoteRef> {
  const { closesIn, platform = 'discord', admission = false, charter = false, reminderDue = false } = wanted;
  const [network, vote] = [NetworkId.parse(randomUUID()), VoteId.parse(randomUUID())];
  await owner.query('insert into network (id, name, console, created_at) values ($1, $2, false, now())', [network, network]);
  await owner.query(
    "insert into space (id, network_id, platform, installation, external_id, bound_at) values (gen_random_uuid(), $1, $2, '', $3, now())",
    [network, platform, network],
  );
  const people = Array.from({ length: admission ? 4 : 3 }, () => randomUUID());
  for (const [member, person] of people.entries()) {
    const status = member === 3 ? 'asked' : 'member';
    await owner.query('insert into person (id, created_at) values ($1, now())', [person]);
    await owner.query(
      `insert into account (id, person_id, platform, installation, external_id, display_name, created_at)
       values (gen_random_uuid(), $1, 'discord', '', $2, 'member', now())`,
      [person, nameOf(vote, member)],
    );
    await owner.query('insert into membership (network_id, person_id, status, since) values ($1, $2, $3, now())', [
      network,
      person,
      status,
    ]);
  }
  const change = { kind: 'charter', rule: 'reminders', from: 1, value: 3 };
  const applied = admission ? { kind: 'admission', person: people[3] } : charter ? change : null;
  const purpose = applied === null ? null : JSON.stringify(applied);
  await owner.query(
    `insert into vote (id, network_id, number, question, options, method, rules, purpose, status, opened_at, closes_at)
     values ($1, $2, 1, 'Which name?', '["Ada", "Bea"]', 'single', $3, $5, 'open', clock_timestamp(), clock_timestamp() + $4 * interval '1 millisecond')`,
    [vote, network, JSON.stringify({ charterVersion: 1, quorum: '0/1', threshold: '0/1', steer: 'opener' }), closesIn, purpose],
  );
  await owner.query('select enrol_electors($1)', [vote]);
  if (reminderDue || charter)
    await owner.query("insert into charter_version (network_id, version, rules, adopted_at) values ($1, 1, '{}', now())", [network]);
  if (reminderDue) {
    await owner.query("update vote set opened_at = now() - interval '1 day' where id = $1", [vote]);
  }
  return { network, vote };
}

async function cast(database: Database, { vote, member, option, at = 0 }: { vote: VoteRef; member: number; option: number; at?: number }) {
  const [row] = await inNetwork(
    database,
    vote,
    `select kind from cast_ballot($1, (select id from account where platform = 'discord' and external_id = $2), $3,
       clock_timestamp() + $4 * interval '1 millisecond')`,
    [vote.vote, nameOf(vote.vote, member), JSON.stringify(option), at],
  );
  return z.object({ kind: z.string() }).parse(row).kind;
}

function inNetwork(database: Database, { network }: VoteRef, text: string, values: unknown[]): Promise<unknown[]> {
  return database.transact(async (session) => {
    await session.enter(network);
    return (await session.sql.query(text, values)).rows;
  });
}

const Outcome = z.object({
  status: z.string(),
  /** Milliseconds from the deadline to the entry in the ledger. */
  lag: z.number().nullable(),
  entries: z.int(),
  /** Messages to its one space: the announcement edited, and the outcome. */
  posts: z.int(),
  /** Private messages to those the vote is about. */
  told: z.int(),
  /** Versions of the charter. */
  charters: z.int(),
  /** Reminders of it. */
  reminded: z.int(),
  /** How the fourth person stands to the network. */
  asking: z.array(z.string()),
  ballots: z.array(z.unknown()).nullable(),
});

/** What became of a vote. */
async function read(owner: pg.Pool, { network, vote }: VoteRef): Promise<z.infer<typeof Outcome>> {
  const { rows } = await owner.query(
    `select status, bundle -> 'ballots' as ballots,
       (select extract(epoch from max(at) - vote.closes_at)::float8 * 1000 from ledger_entry where network_id = $1) as lag,
       (select count(*)::integer from ledger_entry where network_id = $1 and kind = 'vote.closed') as entries,
       (select count(*)::integer from outbox where network_id = $1 and (key like 'post:outcome:%:closed:%' or key like 'post:vote:%:closed:%')) as posts,
       (select count(*)::integer from outbox where key like 'tell:admission:' || vote.id || '%') as told,
       (select count(*)::integer from outbox where key like 'tell:reminder:' || vote.id || '%') as reminded,
       (select count(*)::integer from charter_version where network_id = $1) as charters,
       array(select status from membership where network_id = $1 and person_id::text = purpose ->> 'person') as asking
     from vote where id = $2`,
    [network, vote],
  );
  return Outcome.parse(rows[0]);
}

function nameOf(vote: string, member: number): string {
  return `${vote}-${member}`;
}
