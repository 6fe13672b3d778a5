import { z } from 'zod';
import { defaultCharter } from '../../core/charter/charter.ts';
import { CoopError } from '../../core/errors.ts';
import { NetworkId, VoteId } from '../../core/ids.ts';
import type { ClosingPorts, Lifecycle, Standing, VoteRef } from '../../core/ports/lifecycle.ts';
import type { Networks } from '../../core/ports/networks.ts';
import type { Votes } from '../../core/ports/votes.ts';
import { dueReminders, untilReminder } from '../../core/voting/reminder-times.ts';
import type { Database } from './database.ts';
import { remindElectors } from './reminders.ts';
import type { Session } from './session.ts';

export type LifecycleParts = {
  readonly database: Database;
  /** What publishing needs, bound to the running transaction. */
  readonly bind: (
    session: Session,
  ) => ClosingPorts & { readonly votes: Pick<Votes, 'byId' | 'hide'>; readonly networks: Pick<Networks, 'find'> };
  /** How long after a deadline events from before it may still arrive from a platform, in milliseconds. */
  readonly lateness: (platform: string) => number;
};

/** The steps of a vote's life over the functions of the ballot box; the time is the database's. */
export function createLifecycle({ database, bind, lateness }: LifecycleParts): Lifecycle {
  return {
    look: (vote) =>
      within(vote, async ({ sql }) => {
        const { rows } = await sql.query({ name: 'lifecycle.look', text: look, values: lookFor(vote) });
        const [row] = z.array(Look).parse(rows);
        if (row === undefined) return { status: 'unknown', wait: 0 };
        const reminder = row.status === 'open' ? untilReminder(row) : null;
        if (reminder !== null && row.remaining > 0) {
          return reminder > 0
            ? { status: 'open', wait: Math.ceil(Math.min(reminder, row.remaining)) }
            : { status: 'open', wait: 0, reminds: true };
        }
        const late = row.status === 'counting' ? Math.max(0, ...row.platforms.map(lateness)) : 0;
        return { status: row.status, wait: Math.max(0, Math.ceil(row.remaining + late)) };
      }),
    remind: (ref, write) =>
      within(
        ref,
        async (session) => {
          const { votes, networks } = bind(session);
          const { rows } = await session.sql.query({ name: 'lifecycle.hold', text: `${look} for update of vote`, values: lookFor(ref) });
          const [row] = z.array(Look).parse(rows);
          const [vote, network] = [await votes.byId(ref.network, ref.vote), await networks.find(ref.network)];
          if (row === undefined || vote === null || network === null || row.status !== 'open') return;
          const due = dueReminders(row);
          if (due <= row.reminded) return;
          if (row.remaining > 0 && vote.hidden === undefined)
            await remindElectors(session, { ref, reminder: due, ...write(vote, network) });
          await session.sql.query({
            name: 'lifecycle.reminded',
            text: 'update vote set reminded = $2 where id = $1',
            values: [ref.vote, due],
          });
        },
        countingPatience,
      ),
    beginCounting: (vote) =>
      within(vote, async ({ sql }) => {
        await sql.query({ name: 'lifecycle.begin', text: 'select begin_counting($1)', values: [vote.vote] });
      }),
    finish: (ref, publish) =>
      within(
        ref,
        async (session) => {
          const { sql } = session;
          const { rows } = await sql.query({ name: 'lifecycle.finish', text: 'select finish_vote($1) as ended', values: [ref.vote] });
          if (!z.object({ ended: z.boolean() }).parse(rows[0]).ended) return false;
          const ports = bind(session);
          const { votes, networks } = ports;
          const closing = await readClosing(session, { ref, votes, networks });
          const bundle = await publish(closing, ports);
          const text = 'update vote set bundle = $2 where id = $1';
          await sql.query({ name: 'lifecycle.store', text, values: [ref.vote, JSON.stringify(bundle)] });
          if (closing.vote.hidden !== undefined) await votes.hide(closing.vote, closing.vote.hidden.by);
          return true;
        },
        countingPatience,
      ),
    unfinished: () =>
      database.transact(async ({ sql }) => {
        const { rows } = await sql.query({
          name: 'lifecycle.unfinished',
          text: 'select network_id as network, vote_id as vote from unfinished_votes()',
        });
        return z.array(z.object({ network: NetworkId, vote: VoteId })).parse(rows);
      }),
  };

  function within<R>({ network }: VoteRef, work: (session: Session) => Promise<R>, timeout = 15_000): Promise<R> {
    const entered = async (session: Session) => {
      await session.enter(network);
      return work(session);
    };
    return database.transact(entered, { timeout, repeat: true });
  }
}

/** Reading or storing a very large vote is one statement; in milliseconds. */
const countingPatience = 300_000;

const look = `
  select status, extract(epoch from closes_at - clock_timestamp())::float8 * 1000 as remaining,
    extract(epoch from clock_timestamp() - opened_at)::float8 * 1000 as past, reminded,
    coalesce((select coalesce(charter.rules -> 'votes' -> 'reminders', $3::text::jsonb) from charter_version charter
      where charter.network_id = vote.network_id and charter.version = (vote.rules ->> 'charterVersion')::integer)::integer, 0) as reminders,
    array(select distinct platform from space where space.network_id = vote.network_id) as platforms
  from vote where id = $1 and network_id = $2`;

const Look = z.object({
  status: z.enum(['open', 'counting', 'closed', 'cancelled']) satisfies z.ZodType<Standing['status']>,
  remaining: z.number(),
  past: z.number(),
  reminded: z.int(),
  reminders: z.int(),
  platforms: z.array(z.string()),
});

/** Charters of earlier releases say nothing of reminders. */
const lookFor = ({ vote, network }: VoteRef) => [vote, network, String(defaultCharter.votes.reminders)];

const Ballot = z.object({ tag: z.string(), choice: z.json() });

type Reading = { ref: VoteRef; votes: Pick<Votes, 'byId'>; networks: Pick<Networks, 'find'> };

/** Everything that was counted, read after the box was closed in the same transaction. */
async function readClosing({ sql }: Session, { ref, votes, networks }: Reading) {
  const [vote, network] = [await votes.byId(ref.network, ref.vote), await networks.find(ref.network)];
  if (vote === null || network === null) {
    throw new CoopError('vote-missing', `Vote ${ref.vote} was closed but cannot be read: look whether its network still exists.`);
  }
  const electors = await sql.query({
    name: 'lifecycle.electors',
    text: 'select count(*)::integer as electors, quorum_base($1) as active from elector where vote_id = $1',
    values: [ref.vote],
  });
  const ballots = await sql.query({ name: 'lifecycle.ballots', text: 'select tag, choice from counted_ballots($1)', values: [ref.vote] });
  const counts = z.object({ electors: z.int(), active: z.int() }).parse(electors.rows[0]);
  return {
    vote,
    network,
    electors: counts.electors,
    active: vote.rules.activeWithin === undefined ? undefined : counts.active,
    ballots: z.array(Ballot).parse(ballots.rows),
  };
}
