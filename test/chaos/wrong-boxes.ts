import pg from 'pg';

/** Two ways to cast that look right and lose ballots at a close: what the close race must be able to catch. */
export type WrongBox = 'cast_without_barrier' | 'cast_in_one_statement';

/** Plants them beside the right one, with the same signature as far as the race needs it. */
export async function plantWrongBoxes(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(boxes);
  await owner.end();
}

const boxes = `
-- Reads the status without taking the barrier: a close between the reading and the commit does not know of the ballot.
create function cast_without_barrier(p_vote uuid, p_account uuid, p_choice jsonb, p_cast_at timestamptz) returns table (kind text)
language plpgsql security definer as $$
declare
  box record;
begin
  select status, network_id into box from vote where id = p_vote;
  if box.status not in ('open', 'counting') then return query select 'closed'; return; end if;
  insert into ballot (vote_id, network_id, account_id, choice, cast_at) values (p_vote, box.network_id, p_account, p_choice, p_cast_at);
  return query select 'counted';
end $$;

-- Takes the barrier, but in the statement that reads the status: its snapshot is older than the lock it waited for.
create function cast_in_one_statement(p_vote uuid, p_account uuid, p_choice jsonb, p_cast_at timestamptz) returns table (kind text)
language sql security definer as $$
  with barrier as materialized (
    select pg_advisory_xact_lock_shared(vote_barrier(p_vote))
  ), box as materialized (
    select vote.status, vote.network_id from barrier, vote where vote.id = p_vote
  ), stored as (
    insert into ballot (vote_id, network_id, account_id, choice, cast_at)
      select p_vote, box.network_id, p_account, p_choice, p_cast_at from box where box.status in ('open', 'counting')
      returning 1
  )
  select case when exists (select from stored) then 'counted' else 'closed' end
$$;

grant execute on function cast_without_barrier, cast_in_one_statement to coop_app;`;
