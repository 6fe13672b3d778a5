import { CoopError } from '../../core/errors.ts';
import type { JsonValue } from '../../core/canonical-json.ts';
import { AccountId, NetworkId } from '../../core/ids.ts';
import type { Ballots, Cast, CastResult } from '../../core/ports/votes.ts';
import type { Session, Sql } from './session.ts';

/** The ballot box of prisma/migrations/20261124000200_ballot_box: one prepared call per ballot. */
export function bindBallots(session: Session): Ballots {
  const { sql } = session;
  return {
    cast: async (cast) => {
      const { rows } = await sql.query<CastRow>({
        ...(cast.outOfTurn === true ? castOutOfTurn : castInTurn),
        values: [cast.vote, cast.account, cast.choice === null ? null : JSON.stringify(cast.choice), cast.castAt],
      });
      return readResult(rows[0], cast);
    },
    own: async (vote, person) => {
      await enterNetworkOf(session, vote);
      const { rows } = await sql.query<{ receipt: string; choice: JsonValue | null; account: string | null }>({
        name: 'ballots.own',
        text: own,
        values: [vote, person],
      });
      const [row] = rows;
      return row === undefined || row.choice === null
        ? null
        : { choice: row.choice, receipt: row.receipt, account: AccountId.nullable().parse(row.account) };
    },
  };
}

const castInTurn = { name: 'ballots.cast', text: 'select kind, receipt, previous from cast_ballot($1, $2, $3, $4)' };
const castOutOfTurn = {
  name: 'ballots.cast-out-of-turn',
  text: 'select kind, receipt, previous from cast_ballot_out_of_turn($1, $2, $3, $4)',
};

/** A cast with the inbox key of the event that it came with. */
export type IncomingCast = Omit<Cast, 'outOfTurn'> & { readonly platform: string; readonly installation: string; readonly event: string };

/**
 * Many ballots in one call, in their order, each with its own inbox row: for doors through which ballots come in bulk.
 * In the same transaction nothing else should be done, and the acknowledgement follows the commit.
 */
export async function castBallots(sql: Sql, casts: readonly IncomingCast[]): Promise<readonly (CastResult | { kind: 'duplicate' })[]> {
  const elements = casts.map(({ castAt, ...cast }) => ({ ...cast, cast_at: castAt }));
  const { rows } = await sql.query<CastRow>({
    name: 'ballots.cast-many',
    text: 'select kind, receipt, previous from cast_ballots($1) order by place',
    values: [JSON.stringify(elements)],
  });
  return casts.map((cast, place) => (rows[place]?.kind === 'duplicate' ? { kind: 'duplicate' } : readResult(rows[place], cast)));
}

type CastRow =
  | { readonly kind: 'counted'; readonly receipt: string; readonly previous: JsonValue | null }
  | { readonly kind: Exclude<CastResult['kind'], 'counted'> | 'duplicate' | 'unknown-vote' };

function readResult(row: CastRow | undefined, { vote }: Pick<Cast, 'vote'>): CastResult {
  if (row === undefined || row.kind === 'duplicate')
    throw new CoopError('ballot-box', `the ballot box gave no sensible answer for vote ${vote}: are all migrations applied?`);
  switch (row.kind) {
    case 'counted':
      return { kind: 'counted', receipt: row.receipt, previous: row.previous };
    case 'unknown-vote':
      throw new CoopError('vote-unknown', `there is no vote ${vote}: it comes from another database`);
    case 'nothing-to-withdraw':
    case 'closed':
    case 'cancelled':
    case 'not-an-elector':
    case 'console-not-counted':
    case 'said-later':
      return { kind: row.kind };
    default:
      return row.kind satisfies never;
  }
}

/** Of a vote that is over what was published counts, whatever was linked since. */
const own = `
  select elector.tag as receipt, case when vote.bundle is null then
      (select last.choice from last_ballot(vote.id, elector.person_id) as last)
    else (
      select published.ballot -> 'choice' from jsonb_array_elements(vote.bundle -> 'ballots') as published (ballot)
      where published.ballot ->> 'tag' = elector.tag)
    end as choice,
    (select ballot.account_id from last_ballot(vote.id, elector.person_id) as last
      join ballot on ballot.vote_id = vote.id and ballot.id = last.id) as account
  from elector join vote on vote.id = elector.vote_id
  where elector.vote_id = $1 and elector.person_id = $2`;

async function enterNetworkOf(session: Session, vote: string): Promise<void> {
  const text = 'select network_of_vote($1) as network';
  const { rows } = await session.sql.query({ name: 'ballots.network', text, values: [vote] });
  const network = NetworkId.nullable().parse(rows[0]?.['network'] ?? null);
  if (network !== null) await session.enter(network);
}
