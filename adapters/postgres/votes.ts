import { canonicalJson } from '../../core/canonical-json.ts';
import { Refusal } from '../../core/errors.ts';
import { toHex } from '../../core/hex.ts';
import type { VoteId } from '../../core/ids.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Hashing, Signing } from '../../core/ports/cryptography.ts';
import type { Ledger } from '../../core/ports/ledger.ts';
import type { Processes } from '../../core/ports/messenger.ts';
import type { Randomness } from '../../core/ports/randomness.ts';
import type { NewVote, Vote, Votes } from '../../core/ports/votes.ts';
import { say } from '../../core/text/text.ts';
import type { Bundle } from '../../core/voting/bundle.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import type { Vote as VoteRow } from '../../prisma/generated/client.ts';
import { holdPeople } from './current-person.ts';
import { holdNetwork } from './ledger.ts';
import type { Session } from './session.ts';
import { hideVote } from './hide-vote.ts';
import { readVote } from './vote-row.ts';

export type VotesParts = {
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly hashing: Hashing;
  readonly signing: Signing;
  readonly ledger: Ledger;
  readonly processes: Processes;
};

/** What happens to votes stands in the ledger and reaches their processes from here, so that no command can forget it. */
export function bindVotes(session: Session, { randomness, hashing, signing, ledger, processes }: VotesParts): Votes {
  const { sql, prisma } = session;

  async function open(wanted: NewVote): Promise<Vote> {
    const { network } = wanted;
    await session.enter(network);
    await holdPeople(session);
    await holdNetwork(session, network);
    const { _max } = await prisma.vote.aggregate({ _max: { number: true }, where: { networkId: network } });
    const { question, options, method, rules, purpose, openedBy, openedAt, closesAt } = wanted;
    const row = await prisma.vote.create({
      data: {
        id: randomness.uuid(),
        networkId: network,
        number: (_max.number ?? 0) + 1,
        question,
        options: [...options],
        method,
        rules,
        purpose: purpose ?? Prisma.DbNull,
        status: 'open',
        openedBy,
        openedAt,
        closesAt,
      },
    });
    const vote = readVote(row);
    const electors = await count('select enrol_electors($1) as count', vote.id);
    const terms = toHex(hashing.sha256(new TextEncoder().encode(canonicalJson({ question, options, method, rules, purpose }))));
    await ledger.append(network, {
      kind: 'vote.opened',
      body: { vote: vote.id, number: vote.number, by: openedBy, closesAt: closesAt.toISOString(), electors, terms },
    });
    await processes.startVote({ network, vote: vote.id });
    return vote;
  }

  async function count(text: string, vote: VoteId): Promise<number> {
    const { rows } = await sql.query<{ count: string | number }>({ text, values: [vote] });
    return Number(rows[0]?.count ?? 0);
  }

  /** Says why a vote that is not open any more is not moved. */
  async function refuse({ network, id, number }: Vote): Promise<never> {
    const { status } = await prisma.vote.findUniqueOrThrow({ where: { id, networkId: network }, select: { status: true } });
    throw new Refusal(say('voting.not-open', { number, status }));
  }

  return {
    open,
    find: async (network, number) => {
      await session.enter(network);
      const { rows } = await sql.query<VoteRow>({ name: 'votes.find', text: findByNumber, values: [network, number] });
      return rows[0] === undefined ? null : readVote(rows[0]);
    },
    byId: async (network, id) => {
      await session.enter(network);
      const row = await prisma.vote.findUnique({ where: { id, networkId: network } });
      return row === null ? null : readVote(row);
    },
    list: async (network, { status, limit }) => {
      await session.enter(network);
      const where = status === undefined ? { networkId: network } : { networkId: network, status };
      const rows = await prisma.vote.findMany({ where, orderBy: { number: 'desc' }, take: limit });
      return rows.map((row) => readVote(row));
    },
    decided: async (network, { start, end }) => {
      await session.enter(network);
      const { rows } = await sql.query<VoteRow>({ name: 'votes.decided', text: findDecided, values: [network, start, end] });
      return rows.map((row) => readVote(row));
    },
    awaiting: async (network, person) => {
      await session.enter(network);
      const { rows } = await sql.query<VoteRow>({ name: 'votes.awaiting', text: findAwaiting, values: [network, person] });
      return rows.map((row) => readVote(row));
    },
    about: async (network, what, limit) => {
      await session.enter(network);
      const values =
        'rule' in what ? [network, 'charter', 'rule', [what.rule], limit] : [network, 'exclusion', 'person', what.excluding, limit];
      const { rows } = await sql.query<VoteRow>({ name: 'votes.about', text: findAbout, values });
      return rows.map((row) => readVote(row));
    },
    turnout: async ({ id, network, bundle }) => {
      if (bundle !== null) return turnoutOf(bundle);
      await session.enter(network);
      const electors = await count('select count(*) from elector where vote_id = $1', id);
      const voted = await count('select count(*) from counted_ballots($1)', id);
      return { voted, electors, active: await count('select quorum_base($1) as count', id) };
    },
    reschedule: async (vote, closesAt) => {
      await session.enter(vote.network);
      const text = 'select reschedule_vote($1, $2) as moved';
      const { rows } = await sql.query<{ moved: Date | null }>({ name: 'votes.reschedule', text, values: [vote.id, closesAt] });
      const moved = rows[0]?.moved ?? null;
      if (moved === null) return refuse(vote);
      const body = { vote: vote.id, number: vote.number, closesAt: moved.toISOString() };
      const { sequence } = await ledger.append(vote.network, { kind: 'vote.rescheduled', body });
      await processes.voteChanged({ network: vote.network, vote: vote.id, occasion: `ledger:${sequence}` });
    },
    hide: (vote, by) => hideVote(session, { vote, by, hashing, signing }),
    cancel: async (vote) => {
      await session.enter(vote.network);
      const text = 'select cancel_vote($1) as cancelled';
      const { rows } = await sql.query<{ cancelled: boolean }>({ name: 'votes.cancel', text, values: [vote.id] });
      if (rows[0]?.cancelled !== true) return refuse(vote);
      const body = { vote: vote.id, number: vote.number };
      const { sequence } = await ledger.append(vote.network, { kind: 'vote.cancelled', body });
      await processes.voteChanged({ network: vote.network, vote: vote.id, occasion: `ledger:${sequence}` });
    },
  };
}

function turnoutOf({ ballots, electors, active = electors }: Bundle) {
  return { voted: ballots.length, electors, active };
}

/** The columns as Prisma names them. */
const columns = `vote.id, vote.network_id as "networkId", number, question, options, method, rules, purpose, status,
    opened_by as "openedBy", opened_at as "openedAt", closes_at as "closesAt", bundle, hidden_by as "hiddenBy", shown_bundle as "shownBundle"`;

const findAwaiting = `select ${columns} from vote join elector on elector.vote_id = vote.id
  where vote.network_id = $1 and elector.person_id = $2 and status = 'open' and closes_at > now()
    and (select last.choice from last_ballot(vote.id, elector.person_id) as last) is null
  order by closes_at, number limit 25`;

const findAbout = `select ${columns} from vote
  where network_id = $1 and purpose ->> 'kind' = $2 and purpose ->> $3 = any($4) order by number desc limit $5`;

/** By hand, because every ballot asks it. */
const findByNumber = `select ${columns} from vote where network_id = $1 and number = $2`;

/** When an outcome was published, the history says: the deadline may lie minutes before. */
const findDecided = `select ${columns} from ledger_entry entry join vote on vote.id = (entry.body ->> 'vote')::uuid
  where entry.network_id = $1 and entry.kind = 'vote.closed' and entry.at >= $2 and entry.at < $3 order by entry.sequence`;
