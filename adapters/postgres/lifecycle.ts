import { z } from 'zod';
import { CoopError } from '../../core/errors.ts';
import { NetworkId, VoteId } from '../../core/ids.ts';
import type { ClosingPorts, Lifecycle, Standing, VoteRef } from '../../core/ports/lifecycle.ts';
import type { Networks } from '../../core/ports/networks.ts';
import type { Votes } from '../../core/ports/votes.ts';
import type { Database } from './database.ts';
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
        const { rows } = await sql.query({ name: 'lifecycle.look', text: look, values: [vote.vote, vote.network] });
        const [row] = z.array(Look).parse(rows);
        if (row === undefined) return { status: 'unknown', wait: 0 };
        const late = row.status === 'counting' ? Math.max(0, ...row.platforms.map(lateness)) : 0;
        return { status: row.status, wait: Math.max(0, Math.ceil(row.remaining + late)) };
      }),
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
          const { votes, networks, ...ports } = bind(session);
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
    array(select distinct platform from space where space.network_id = vote.network_id) as platforms
  from vote where id = $1 and network_id = $2`;

const Look = z.object({
  status: z.enum(['open', 'counting', 'closed', 'cancelled']) satisfies z.ZodType<Standing['status']>,
  remaining: z.number(),
  platforms: z.array(z.string()),
});

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
    text: 'select count(*)::integer as electors from elector where vote_id = $1',
    values: [ref.vote],
  });
  const ballots = await sql.query({ name: 'lifecycle.ballots', text: 'select tag, choice from counted_ballots($1)', values: [ref.vote] });
  return {
    vote,
    network,
    electors: z.object({ electors: z.int() }).parse(electors.rows[0]).electors,
    ballots: z.array(Ballot).parse(ballots.rows),
  };
}
