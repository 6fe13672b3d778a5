-- One person, several accounts, one voice: what happens when two persons turn out to be one.

alter table person add column merged_into uuid constraint person_merged_into_fkey references person (id) on update cascade on delete set null;
create index person_merged_into_idx on person (merged_into);

-- The one who speaks for this person now, and stays the same to the end of the transaction.
create function current_person(p_person uuid) returns uuid language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(people_barrier());
  return (select coalesce(merged_into, id) from person where id = p_person);
end
$$;

-- Makes one elector of two. The later ballot that was not withdrawn stays, and with it its receipt.
create function merge_electors(p_vote uuid, p_kept uuid, p_gone uuid) returns void language plpgsql as $$
declare
  kept_last record;
  gone_last record;
  gone_tag text;
begin
  select last.* into kept_last from last_ballot(p_vote, p_kept) as last;
  select last.* into gone_last from last_ballot(p_vote, p_gone) as last;
  delete from elector where vote_id = p_vote and person_id = p_gone returning tag into gone_tag;
  if gone_last.choice is not null and (kept_last.choice is null or gone_last.id > kept_last.id) then
    update elector set tag = gone_tag where vote_id = p_vote and person_id = p_kept;
  end if;
  -- A withdrawal took back that account's own ballot, not the other's: what the other one chose is said again, so that it is the last word.
  perform repeat_ballot(case
    when kept_last.choice is null and gone_last.choice is not null and gone_last.id < kept_last.id then gone_last.id
    when gone_last.choice is null and kept_last.choice is not null and kept_last.id < gone_last.id then kept_last.id
  end);
end
$$;

-- Appends a ballot once more as it is. Nothing for null.
create function repeat_ballot(p_ballot bigint) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into ballot (vote_id, network_id, account_id, choice, cast_at)
    select vote_id, network_id, account_id, choice, cast_at from ballot where id = p_ballot
$$;

-- Makes one person of two, in every network. `p_gone` stays as a row that points to `p_kept`. Behind the barriers of the votes
-- that are concerned, so that no close sees half of it; votes that are closed stay as they were published.
-- Returns the networks that counted `p_gone` as a member.
create function merge_people(p_kept uuid, p_gone uuid) returns setof uuid language plpgsql as $$
declare
  outside constant text := current_setting('coop.network', true);
  concerned uuid[];
  running uuid[] := '{}';
  network uuid;
  doubled uuid;
begin
  perform pg_advisory_xact_lock(people_barrier());
  concerned := array(select naming from networks_naming_person(p_gone) as naming order by naming);
  foreach network in array concerned loop
    perform set_config('coop.network', network::text, true);
    running := running || array(
      select vote.id from vote join elector on elector.vote_id = vote.id
      where elector.person_id = p_gone and vote.status in ('open', 'counting'));
  end loop;
  perform pg_advisory_xact_lock(barrier.key)
    from (select vote_barrier(vote.id) as key from unnest(running) as vote (id) order by key) as barrier;

  foreach network in array concerned loop
    perform set_config('coop.network', network::text, true);
    for doubled in
      select kept.vote_id
      from vote join elector kept on kept.vote_id = vote.id join elector gone on gone.vote_id = vote.id
      where kept.person_id = p_kept and gone.person_id = p_gone and vote.status in ('open', 'counting')
    loop
      perform merge_electors(doubled, p_kept, p_gone);
    end loop;
    update elector set person_id = p_kept from vote
      where elector.person_id = p_gone and vote.id = elector.vote_id and vote.status in ('open', 'counting');
    update vote set opened_by = p_kept where opened_by = p_gone and status in ('open', 'counting');
    perform merge_vouches(p_kept, p_gone);
    if merge_membership(p_kept, p_gone) then return next network; end if;
  end loop;
  perform set_config('coop.network', coalesce(outside, ''), true);

  update account set person_id = p_kept where person_id = p_gone;
  update person set time_zone = coalesce(person.time_zone, gone.time_zone), language = coalesce(person.language, gone.language),
    quiet_hours = coalesce(person.quiet_hours, gone.quiet_hours)
    from person gone where person.id = p_kept and gone.id = p_gone;
  update person set time_zone = null, language = null, quiet_hours = null where id = p_gone;
  update person set merged_into = p_kept where id = p_gone or merged_into = p_gone;
end
$$;

-- In the network that was entered: a member stays a member, since the earlier of two equal days. True where `p_gone` was one.
create function merge_membership(p_kept uuid, p_gone uuid) returns boolean language plpgsql as $$
declare
  gone membership;
begin
  delete from membership where person_id = p_gone returning * into gone;
  if not found then return false; end if;
  insert into membership as kept (network_id, person_id, status, since) values (gone.network_id, p_kept, gone.status, gone.since)
    on conflict (network_id, person_id) do update set status = excluded.status, since = excluded.since
    where (array_position(array['member', 'asked', 'left'], excluded.status), excluded.since)
      < (array_position(array['member', 'asked', 'left'], kept.status), kept.since);
  return gone.status = 'member';
end
$$;

-- In the network that was entered: nobody vouches twice, and nobody for oneself.
create function merge_vouches(p_kept uuid, p_gone uuid) returns void language sql as $$
  insert into vouch (network_id, candidate_id, voucher_id, at)
    select network_id, case candidate_id when p_gone then p_kept else candidate_id end,
      case voucher_id when p_gone then p_kept else voucher_id end, at
    from vouch where p_gone in (candidate_id, voucher_id) and p_kept not in (candidate_id, voucher_id)
    on conflict (network_id, candidate_id, voucher_id) do update set at = least(vouch.at, excluded.at);
  delete from vouch where p_gone in (candidate_id, voucher_id);
$$;

grant create on schema public to coop_ballot_box;
alter function repeat_ballot(bigint) owner to coop_ballot_box;
grant execute on function repeat_ballot(bigint) to coop_app;
grant select on ballot to coop_ballot_box;
revoke create on schema public from coop_ballot_box;
