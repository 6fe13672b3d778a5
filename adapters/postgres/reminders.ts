import { z } from 'zod';
import type { Reminder, VoteRef } from '../../core/ports/lifecycle.ts';
import type { Database } from './database.ts';
import type { Reminded } from './outbox.ts';
import type { ClaimedRow } from './relay-rows.ts';
import type { Session } from './session.ts';

type Round = Reminder & { readonly ref: VoteRef; readonly reminder: number };

/** A row of the outbox for each elector who has no ballot and wants to be reminded; the second time the same reminder writes nothing. */
export async function remindElectors(session: Session, { ref, reminder, alone, several }: Round): Promise<void> {
  const values = [ref.vote, reminder, JSON.stringify(alone), JSON.stringify(several)];
  await session.sql.query({ name: 'reminders.write', text: writeRound, values });
  session.queued();
}

type Waiting = { readonly row: ClaimedRow; readonly account: string; readonly reminds: Reminded };

/** Whether it is still true: quiet hours, or a platform that was away, may lie between the writing and the sending. */
export async function isStillWaiting(database: Database, { row, account, reminds }: Waiting): Promise<boolean> {
  const { rows } = await database.transact(async (session) => {
    await session.enter(reminds.network);
    const values = [reminds.vote, row.platform, row.installation, account];
    return session.sql.query({ name: 'reminders.still', text: stillWaiting, values });
  });
  return z.object({ waits: z.boolean() }).parse(rows[0]).waits;
}

/** A console account has a voice only where the network says so. */
const writeRound = `
  insert into outbox (key, platform, installation, route, network_id, delivery)
  select 'tell:reminder:' || vote.id || ':' || $2::integer || ':' || person.id, 'person', '', 'person:' || person.id, null,
    jsonb_build_object('kind', 'tell', 'account', used.id, 'reminds', jsonb_build_object('network', vote.network_id, 'vote', vote.id),
      'message', case when (select count(*) from networks_of_person(person.id)) > 1 then $4::jsonb else $3::jsonb end)
  from vote join network on network.id = vote.network_id
  join elector on elector.vote_id = vote.id
  join membership on membership.network_id = vote.network_id and membership.person_id = elector.person_id and membership.status = 'member'
  join person on person.id = elector.person_id and person.reminders
  cross join lateral (
    select account.id from account
    where account.person_id = person.id and account.external_id not like 'erased %' and (network.console or account.platform <> 'console')
    order by account.last_heard_at desc limit 1) as used
  where vote.id = $1 and (select last.choice from last_ballot(vote.id, person.id) as last) is null
  on conflict (key) do nothing`;

const stillWaiting = `
  select exists (
    select from account join person on person.id = account.person_id and person.reminders
    join elector on elector.vote_id = $1 and elector.person_id = person.id
    join vote on vote.id = elector.vote_id
    join membership on membership.network_id = vote.network_id and membership.person_id = person.id and membership.status = 'member'
    where account.platform = $2 and account.installation = $3 and account.external_id = $4
      and vote.status = 'open' and vote.closes_at > clock_timestamp() and vote.hidden_by is null
      and (select last.choice from last_ballot(vote.id, person.id) as last) is null) as waits`;
