-- What a vote goes through, each step behind the exclusive barrier: it waits for every cast that is under way, and every cast
-- that comes later sees it (20261124000200_ballot_box).

-- What a vote counts: the last choice of every elector, sorted by receipt. True from the moment the vote is closed.
create function counted_ballots(p_vote uuid) returns table (tag text, choice jsonb) language sql stable as $$
  select last.tag, last.choice
  from (
    select distinct on (elector.person_id) elector.tag, ballot.choice
    from ballot
      join account on account.id = ballot.account_id
      join elector on elector.vote_id = ballot.vote_id and elector.person_id = account.person_id
    where ballot.vote_id = p_vote
    order by elector.person_id, ballot.id desc
  ) as last
  where last.choice is not null
  order by last.tag collate "C"
$$;

-- Open -> counting once the deadline has passed by this server's clock. Returns the status from now on, null for an unknown vote.
create function begin_counting(p_vote uuid) returns text language plpgsql as $$
begin
  perform pg_advisory_xact_lock(vote_barrier(p_vote));
  update vote set status = 'counting' where id = p_vote and status = 'open' and closes_at <= clock_timestamp();
  return (select status from vote where id = p_vote);
end
$$;

-- Counting -> closed: no ballot is taken any more, so the ballots may be counted in the same transaction. False: nothing to end.
create function finish_vote(p_vote uuid) returns boolean language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(people_barrier());
  perform pg_advisory_xact_lock(vote_barrier(p_vote));
  update vote set status = 'closed' where id = p_vote and status = 'counting';
  return found;
end
$$;

-- Moves the deadline of an open vote, at the earliest to now: what was counted stays counted. Returns the new one, null unless open.
create function reschedule_vote(p_vote uuid, p_closes_at timestamptz) returns timestamptz language plpgsql as $$
declare
  moved timestamptz;
begin
  perform pg_advisory_xact_lock(vote_barrier(p_vote));
  update vote set closes_at = greatest(p_closes_at, clock_timestamp()) where id = p_vote and status = 'open' returning closes_at into moved;
  return moved;
end
$$;

-- Open -> cancelled. False unless it was open.
create function cancel_vote(p_vote uuid) returns boolean language plpgsql as $$
begin
  perform pg_advisory_xact_lock(vote_barrier(p_vote));
  update vote set status = 'cancelled' where id = p_vote and status = 'open';
  return found;
end
$$;
