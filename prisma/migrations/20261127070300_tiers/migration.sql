-- How well the members of a network are known, for votes that ask for more than a membership (core/charter/tiers.ts):
--   1  the bot has known them for the time that the charter says, and heard of them again a day after it first did
--   2  and they have a second account, on another platform and known for as long, or the word of enough members of tier 1
-- Accounts of the console prove no identity, and are counted nowhere.

create function member_tiers(p_network uuid, p_at timestamptz, p_rules jsonb) returns table (person_id uuid, tier integer)
language sql stable as $$
  with met as (
    select membership.person_id, min(account.created_at) as met_at, max(account.last_heard_at) as heard_at,
      count(distinct account.platform) filter (
        where account.created_at <= p_at - (p_rules ->> 'knownFor')::bigint * interval '1 millisecond') as known_platforms
    from membership join account on account.person_id = membership.person_id and account.platform <> 'console'
    where membership.network_id = p_network and membership.status = 'member'
    group by membership.person_id
  ), known as (
    select met.person_id, known_platforms,
      known_platforms > 0
        and heard_at >= met_at + least((p_rules ->> 'knownFor')::bigint * interval '1 millisecond', interval '1 day') as first
    from met
  ), words as (
    select vouch.candidate_id as person_id, count(*) as given
    from vouch join known on known.person_id = vouch.voucher_id and known.first
    where vouch.network_id = p_network group by vouch.candidate_id
  )
  select membership.person_id, case
      when known.first is not true then 0
      when known.known_platforms > 1 or coalesce(words.given, 0) >= (p_rules ->> 'vouches')::bigint then 2
      else 1 end
  from membership
    left join known on known.person_id = membership.person_id
    left join words on words.person_id = membership.person_id
  where membership.network_id = p_network and membership.status = 'member'
$$;

-- As before (20261127070100_active_electors), and: only those who reach the tier that the vote asks for.
create or replace function enrol_electors(p_vote uuid) returns integer language plpgsql as $$
declare
  asked constant jsonb := (select rules -> 'tier' from vote where id = p_vote);
  members constant uuid[] := case when asked is null then array(
      select membership.person_id from vote join membership on membership.network_id = vote.network_id
      where vote.id = p_vote and membership.status = 'member')
    else array(
      select member.person_id from vote cross join lateral member_tiers(vote.network_id, vote.opened_at, asked) as member
      where vote.id = p_vote and member.tier >= (asked ->> 'needed')::integer) end;
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
