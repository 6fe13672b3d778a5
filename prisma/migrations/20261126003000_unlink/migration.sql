-- Accounts that leave their person, and what is said on a link. What a person last said in a vote that runs stays said, whichever of its
-- accounts said it and whatever an account brings along from before.

-- What an elector last said in a vote that runs: `account` and `choice` are null where nothing was, `choice` alone after a withdrawal.
create type held_voice as (network uuid, vote uuid, number integer, person uuid, last bigint, choice jsonb, account uuid);

-- Locks the votes that run for any of these persons, so that no ballot and no close comes between, and returns their voices.
create function hold_voices(p_persons uuid[]) returns setof held_voice language plpgsql as $$
declare
  outside constant text := current_setting('coop.network', true);
  concerned uuid[];
  running uuid[] := '{}';
  entering uuid;
begin
  perform pg_advisory_xact_lock(people_barrier());
  concerned := array(select distinct naming from unnest(p_persons) as person (id), networks_naming_person(person.id) as naming order by naming);
  foreach entering in array concerned loop
    perform set_config('coop.network', entering::text, true);
    running := running || array(
      select distinct vote.id from vote join elector on elector.vote_id = vote.id
      where elector.person_id = any(p_persons) and vote.status in ('open', 'counting'));
  end loop;
  perform pg_advisory_xact_lock(barrier.key)
    from (select vote_barrier(vote.id) as key from unnest(running) as vote (id) order by key) as barrier;
  foreach entering in array concerned loop
    perform set_config('coop.network', entering::text, true);
    return query
      select vote.network_id, vote.id, vote.number, elector.person_id, last.id, last.choice, ballot.account_id
      from vote join elector on elector.vote_id = vote.id
        left join lateral last_ballot(vote.id, elector.person_id) as last on true
        left join ballot on ballot.vote_id = vote.id and ballot.id = last.id
      where elector.person_id = any(p_persons) and vote.id = any(running) and vote.status in ('open', 'counting')
      order by vote.number;
  end loop;
  perform set_config('coop.network', coalesce(outside, ''), true);
end
$$;

-- Makes `p_last` (null: nothing) the last word of an elector again, after accounts came or went. In the network that was entered.
create function keep_word(p_vote uuid, p_person uuid, p_last bigint) returns void language plpgsql as $$
declare
  now_last record;
begin
  select last.* into now_last from last_ballot(p_vote, p_person) as last;
  if now_last.id is distinct from p_last and (p_last is not null or now_last.choice is not null) then
    perform say_again(p_vote, p_person, p_last);
  end if;
end
$$;

-- Appends a ballot as it is, from an account that the person has now: the one that said it, else one that proves an identity.
-- Null withdraws.
create function say_again(p_vote uuid, p_person uuid, p_ballot bigint) returns void
language sql security definer set search_path = public, pg_temp as $$
  insert into ballot (vote_id, network_id, account_id, choice, cast_at)
    select vote.id, vote.network_id, voice.id, said.choice, coalesce(said.cast_at, clock_timestamp())
    from vote
      left join ballot said on said.vote_id = vote.id and said.id = p_ballot
      cross join lateral (
        select account.id from account where account.person_id = p_person
        order by account.id = said.account_id desc nulls last, account.platform = 'console', account.id limit 1) as voice
    where vote.id = p_vote
$$;

-- As before (20261124000210_one_voice), and: a ballot that an account brings along from a person it left counts for nobody.
create or replace function merge_people(p_kept uuid, p_gone uuid) returns setof uuid language plpgsql as $$
declare
  outside constant text := current_setting('coop.network', true);
  voices held_voice[];
  voice held_voice;
  concerned uuid[];
  network uuid;
  doubled uuid;
begin
  voices := array(select row(held.*)::held_voice from hold_voices(array[p_kept, p_gone]) as held);
  concerned := array(select naming from networks_naming_person(p_gone) as naming order by naming);

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
  foreach voice in array voices loop
    continue when (select count(*) from unnest(voices) as other where other.vote = voice.vote) > 1;
    perform set_config('coop.network', voice.network::text, true);
    perform keep_word(voice.vote, p_kept, voice.last);
  end loop;
  perform set_config('coop.network', coalesce(outside, ''), true);

  update person set time_zone = coalesce(person.time_zone, gone.time_zone), language = coalesce(person.language, gone.language),
    quiet_hours = coalesce(person.quiet_hours, gone.quiet_hours)
    from person gone where person.id = p_kept and gone.id = p_gone;
  update person set time_zone = null, language = null, quiet_hours = null where id = p_gone;
  update person set merged_into = p_kept where id = p_gone or merged_into = p_gone;
end
$$;

-- Makes a person of its own of an account. Its person keeps memberships, votes and last words; the new one has no voice in any vote
-- that is open. Returns the votes in which that account's ballot goes on counting for the person that it left.
create function unlink_account(p_account uuid, p_new uuid) returns setof held_voice language plpgsql as $$
declare
  outside constant text := current_setting('coop.network', true);
  own constant uuid := (select person_id from account where id = p_account);
  voices held_voice[];
  voice held_voice;
begin
  voices := array(select row(held.*)::held_voice from hold_voices(array[own]) as held);
  insert into person (id, created_at) values (p_new, now());
  update account set person_id = p_new where id = p_account;
  delete from link_code where account_id = p_account;
  foreach voice in array voices loop
    perform set_config('coop.network', voice.network::text, true);
    perform keep_word(voice.vote, own, voice.last);
    if voice.account = p_account and voice.choice is not null then return next voice; end if;
  end loop;
  perform set_config('coop.network', coalesce(outside, ''), true);
end
$$;

grant create on schema public to coop_ballot_box;
alter function say_again(uuid, uuid, bigint) owner to coop_ballot_box;
grant execute on function say_again(uuid, uuid, bigint) to coop_app;
revoke create on schema public from coop_ballot_box;
