import { z } from 'zod';
import { AccountId, NetworkId, PersonId, VoteId } from '../../core/ids.ts';
import type { Linked, RunningVote } from '../../core/ports/people.ts';
import type { Session } from './session.ts';

/** What an elector last said in a vote that runs. */
export const HeldVoice = z.object({
  network: NetworkId,
  vote: VoteId,
  number: z.int(),
  person: PersonId,
  last: z.coerce.bigint().nullable(),
  choice: z.json(),
  account: AccountId.nullable(),
});
export type HeldVoice = z.infer<typeof HeldVoice>;

/** No ballot and no close comes between from here on to the end of the transaction. */
export async function holdVoices({ sql }: Session, persons: readonly PersonId[]): Promise<readonly HeldVoice[]> {
  const { rows } = await sql.query({ name: 'voices.hold', text: 'select * from hold_voices($1)', values: [persons] });
  return z.array(HeldVoice).parse(rows);
}

/**
 * Which ballots count once the person of the repeating account and another become one, in the votes in which both are electors:
 * the later one that was not withdrawn (merge_electors).
 */
export async function mergedVotes(session: Session, voices: readonly HeldVoice[], repeating: PersonId): Promise<Linked['votes']> {
  const merged: Linked['votes'][number][] = [];
  for (const [vote, both] of Map.groupBy(voices, (voice) => voice.vote)) {
    const cast = both.filter(({ choice }) => choice !== null).toSorted((one, other) => ((one.last ?? 0n) < (other.last ?? 0n) ? -1 : 1));
    const [counting] = cast.slice(-1);
    if (both.length < 2 || counting === undefined) continue;
    const ballotOf = counting.person === repeating ? 'this' : 'other';
    merged.push({ ...(await runningVote(session, { ...counting, vote })), ballotOf, replaces: cast.length > 1 });
  }
  return merged;
}

export async function runningVote(session: Session, { network, number }: HeldVoice): Promise<RunningVote> {
  await session.enter(network);
  const { name } = await session.prisma.network.findUniqueOrThrow({ where: { id: network }, select: { name: true } });
  return { network: { id: network, name }, number };
}

/** Open votes about admitting somebody who is a member already, or about whom an earlier one decides: two who asked became one. */
export async function mootVotes(session: Session, person: PersonId): Promise<Linked['moot']> {
  const text = 'select naming as network from networks_naming_person($1) as naming order by naming';
  const { rows } = await session.sql.query({ name: 'links.networks', text, values: [person] });
  const moot: Linked['moot'][number][] = [];
  for (const { network } of z.array(z.object({ network: NetworkId })).parse(rows)) {
    await session.enter(network);
    const found = await session.sql.query({ name: 'links.moot', text: findMoot, values: [network, person] });
    moot.push(...z.array(z.object({ network: NetworkId, vote: VoteId })).parse(found.rows));
  }
  return moot;
}

const findMoot = `
  with about as (
    select id, number from vote
    where network_id = $1 and status = 'open' and purpose ->> 'kind' = 'admission'
      and (purpose ->> 'person')::uuid in (select id from person where id = $2 or merged_into = $2))
  select $1::uuid as network, about.id as vote from about
  where exists (select from membership where network_id = $1 and person_id = $2 and status = 'member')
    or exists (select from about earlier where earlier.number < about.number)
  order by about.number`;
