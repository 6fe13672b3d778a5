-- Of whom a quorum is asked: electors who were heard of within the time that the charter says before the vote was opened.
alter table elector add column active boolean not null default true;

-- As before (20261124000200_ballot_box), and: whether each was active is noted at this moment. Rules of earlier releases name no time.
create or replace function enrol_electors(p_vote uuid) returns integer language plpgsql as $$
declare
  members constant uuid[] := array(
    select membership.person_id from vote join membership on membership.network_id = vote.network_id
    where vote.id = p_vote and membership.status = 'member');
  since constant timestamptz := (
    select opened_at - (rules ->> 'activeWithin')::bigint * interval '1 millisecond' from vote where id = p_vote);
begin
  loop
    insert into elector (vote_id, person_id, network_id, tag, active)
      select vote.id, member.id, vote.network_id, random_tag(),
        since is null or exists (select from account where account.person_id = member.id and account.last_heard_at >= since)
      from vote cross join unnest(members) as member (id)
      where vote.id = p_vote and not exists (select from elector where elector.vote_id = vote.id and elector.person_id = member.id)
      on conflict do nothing;
    exit when (select count(*) from elector where elector.vote_id = p_vote) = cardinality(members);
  end loop;
  return cardinality(members);
end
$$;

-- Of how many a quorum is asked now: the active ones, and the others who have a counted ballot. So a ballot never makes it harder to reach.
create function quorum_base(p_vote uuid) returns integer language sql stable as $$
  select (count(*) filter (where active) + case when bool_and(active) then 0 else (
    select count(*) from counted_ballots(p_vote) as counted
      join elector late on late.vote_id = p_vote and late.tag = counted.tag
      where not late.active) end)::integer
  from elector where vote_id = p_vote
$$;
