-- The ballot box: the barrier, the receipts, and the only way in (cast_ballot, cast_ballots).
--
-- Every cast takes the vote's advisory lock in shared mode FIRST and reads the status in a SEPARATE statement: under READ COMMITTED
-- only a statement that starts after the lock was granted is sure to see what a closer committed while we waited. In one
-- statement the snapshot is older than the lock, and an accepted ballot could miss the count.
--
-- Whoever needs several locks takes them in this order, so that nobody waits in a circle:
-- account rows, people_barrier, vote_barrier, elector rows, network_barrier.

create unique index elector_vote_id_tag_key on elector (vote_id, tag);

-- What a ballot refers to is certain without foreign keys: only the functions below add one, out of the rows that they have just
-- read, and nobody may delete those. The three keys and the two indexes behind them took half of the throughput (31,800 ballots a
-- second with them, 63,600 without, in batches on two cores).
alter table ballot
  drop constraint ballot_vote_id_fkey, drop constraint ballot_network_id_fkey, drop constraint ballot_account_id_fkey;
drop index ballot_network_id_idx, ballot_account_id_idx;
revoke delete on vote, network, account from coop_app;

create function vote_barrier(vote_id uuid) returns bigint language sql immutable parallel safe
  return hashtextextended('vote ' || vote_id::text, 0);

-- Held shared by whoever writes a person into a network, exclusively by whoever makes one person of two.
create function people_barrier() returns bigint language sql immutable parallel safe
  return hashtextextended('people', 0);

-- Held by whoever takes the next number of a network: of a vote, of a ledger entry.
create function network_barrier(network_id uuid) returns bigint language sql immutable parallel safe
  return hashtextextended('network ' || network_id::text, 0);

-- A receipt: ten characters of Crockford's base 32, fifty random bits.
create function random_tag() returns text language plpgsql volatile as $$
declare
  random_bytes constant bytea := uuid_send(gen_random_uuid());
  place integer;
  tag text := '';
begin
  -- Bytes 6 and 8 of such a UUID carry its version and variant.
  foreach place in array array[0, 1, 2, 3, 4, 9, 10, 11, 12, 13] loop
    tag := tag || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + (get_byte(random_bytes, place) & 31), 1);
  end loop;
  return substr(tag, 1, 5) || '-' || substr(tag, 6);
end
$$;

-- The members of this moment become the electors of a vote; returns how many. Repeated until no two drew the same tag.
create function enrol_electors(p_vote uuid) returns integer language plpgsql as $$
declare
  members constant uuid[] := array(
    select membership.person_id from vote join membership on membership.network_id = vote.network_id
    where vote.id = p_vote and membership.status = 'member');
begin
  loop
    insert into elector (vote_id, person_id, network_id, tag)
      select vote.id, member.id, vote.network_id, random_tag()
      from vote cross join unnest(members) as member (id)
      where vote.id = p_vote and not exists (select from elector where elector.vote_id = vote.id and elector.person_id = member.id)
      on conflict do nothing;
    exit when (select count(*) from elector where elector.vote_id = p_vote) = cardinality(members);
  end loop;
  return cardinality(members);
end
$$;

-- The last row that a person cast in a vote, from whichever account; its choice is null when it withdrew. Inlined by the planner.
create function last_ballot(p_vote uuid, p_person uuid) returns table (id bigint, choice jsonb) language sql stable as $$
  select last.id, last.choice
  from account
  cross join lateral (
    select ballot.id, ballot.choice from ballot
    where ballot.vote_id = p_vote and ballot.account_id = account.id
    order by ballot.vote_id desc, ballot.account_id desc, ballot.id desc limit 1) as last
  where account.person_id = p_person
  order by last.id desc limit 1
$$;

-- Why a ballot is not taken, null when it is.
create function ballot_refusal(
  status text, closes_at timestamptz, cast_at timestamptz, console_account boolean, console_network boolean, elector boolean
) returns text language sql immutable parallel safe
  return case
    when status is null then 'unknown-vote'
    when status = 'cancelled' then 'cancelled'
    when status not in ('open', 'counting') or cast_at >= closes_at then 'closed'
    when console_account and not console_network then 'console-not-counted'
    when not elector then 'not-an-elector'
  end;

-- Casts, changes or withdraws (choice null) one ballot. Kinds: see CastResult in core/ports/votes.ts, and 'unknown-vote'.
create function cast_ballot(
  p_vote uuid, p_account uuid, p_choice jsonb, p_cast_at timestamptz, out kind text, out receipt text, out previous jsonb
) language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wish constant jsonb := nullif(p_choice, 'null'::jsonb);
  box record;
  voter record;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'ballots are cast in READ COMMITTED only: the barrier needs a fresh snapshot for every statement';
  end if;
  perform pg_advisory_xact_lock_shared(vote_barrier(p_vote));

  select vote.status, vote.closes_at, vote.network_id, network.console into box
    from vote join network on network.id = vote.network_id where vote.id = p_vote;
  select account.person_id, account.platform = 'console' as console, elector.tag into voter
    from account left join elector on elector.vote_id = p_vote and elector.person_id = account.person_id
    where account.id = p_account;
  kind := ballot_refusal(box.status, box.closes_at, p_cast_at, voter.console, box.console, voter.tag is not null);
  if kind is not null then return; end if;

  -- Two casts of one person, from two accounts at once, go one after the other: the second sees what it replaces.
  perform from elector where elector.vote_id = p_vote and elector.person_id = voter.person_id for no key update;
  previous := (select last.choice from last_ballot(p_vote, voter.person_id) as last);
  if wish is null and previous is null then
    kind := 'nothing-to-withdraw';
    return;
  end if;
  insert into ballot (vote_id, network_id, account_id, choice, cast_at)
    values (p_vote, box.network_id, p_account, wish, p_cast_at);
  kind := 'counted';
  receipt := voter.tag;
end
$$;

create type cast_request as (
  place integer, platform text, installation text, event text, vote uuid, account uuid, choice jsonb, cast_at timestamptz
);

-- The same for many at once, each with its inbox key: [{platform, installation, event, vote, account, choice, cast_at}, ...].
-- One result per element, in its order (place: 1, 2, 3 ...); 'duplicate' for an inbox key that was seen before, here or in any other batch.
create function cast_ballots(p_casts jsonb)
returns table (place integer, kind text, receipt text, previous jsonb)
-- Planned for the batch at hand: a plan for any batch would guess ten elements, and take a thousand of them a thousand times.
language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  asked cast_request[];
  fresh cast_request[];
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'ballots are cast in READ COMMITTED only: the barrier needs a fresh snapshot for every statement';
  end if;

  -- Keys in order, so that two batches with the same ones never wait for each other in a circle.
  asked := array(
    select distinct on (request.platform, request.installation, request.event)
      row(
        element.place, request.platform, request.installation, request.event,
        request.vote, request.account, nullif(request.choice, 'null'::jsonb), request.cast_at
      )::cast_request
    from jsonb_array_elements(p_casts) with ordinality as element (cast_object, place),
      jsonb_populate_record(null::cast_request, element.cast_object) as request
    order by request.platform, request.installation, request.event, element.place);

  -- The inbox comes before the status: a late retry of a counted ballot is a duplicate, not "closed".
  with taken as (
    insert into inbox (platform, installation, event_id, network_id)
      select request.platform, request.installation, request.event, vote.network_id
      from unnest(asked) as request left join vote on vote.id = request.vote
      on conflict do nothing
      returning platform, installation, event_id
  )
  select array_agg(request) into fresh
    from unnest(asked) as request
    join taken on taken.platform = request.platform and taken.installation = request.installation and taken.event_id = request.event;

  perform pg_advisory_xact_lock_shared(barrier.key)
    from (select distinct vote_barrier(request.vote) as key from unnest(fresh) as request order by key) as barrier;

  perform from elector
    join (
      select distinct request.vote, account.person_id from unnest(fresh) as request join account on account.id = request.account
    ) as voter on voter.vote = elector.vote_id and voter.person_id = elector.person_id
    order by elector.vote_id, elector.person_id
    for no key update of elector;

  return query
  with judged as (
    select request.place, request.vote, vote.network_id, request.account, account.person_id, elector.tag,
      request.choice, request.cast_at,
      ballot_refusal(
        vote.status, vote.closes_at, request.cast_at, account.platform = 'console', network.console, elector.tag is not null
      ) as refusal
    from unnest(fresh) as request
      left join vote on vote.id = request.vote
      left join network on network.id = vote.network_id
      left join account on account.id = request.account
      left join elector on elector.vote_id = request.vote and elector.person_id = account.person_id
  ), in_turn as (
    -- After every ballot a person's choice is what it says, so the one before it in this batch says what it replaces.
    select judged.*, row_number() over turns = 1 as first, lag(judged.choice) over turns as before
    from judged where judged.refusal is null
    window turns as (partition by judged.vote, judged.person_id order by judged.place)
  ), replacing as (
    select in_turn.*, case when in_turn.first then stored.choice else in_turn.before end as previous
    from in_turn left join lateral last_ballot(in_turn.vote, in_turn.person_id) as stored on in_turn.first
  ), counted as (
    insert into ballot (vote_id, network_id, account_id, choice, cast_at)
      select replacing.vote, replacing.network_id, replacing.account, replacing.choice, replacing.cast_at
      from replacing where replacing.choice is not null or replacing.previous is not null
      order by replacing.place
  )
  select judged.place, judged.refusal, null::text, null::jsonb from judged where judged.refusal is not null
  union all
  select replacing.place, 'nothing-to-withdraw', null, null from replacing where replacing.choice is null and replacing.previous is null
  union all
  select replacing.place, 'counted', replacing.tag, replacing.previous
    from replacing where replacing.choice is not null or replacing.previous is not null
  union all
  (select series.place, 'duplicate', null, null
    from (select generate_series(1, jsonb_array_length(p_casts)) except select request.place from unnest(fresh) as request) as series (place))
  order by 1;
end
$$;

-- The box has one slot: ballots are added by these two functions alone, and changed by nobody. They run as a role that can do
-- just this, in every network; who may vote is decided by the electors. Nobody logs in as it.
revoke insert on ballot from coop_app;
revoke update on vote from coop_app;
grant update (status, closes_at, opened_by, bundle) on vote to coop_app;

grant usage on schema public to coop_ballot_box;
grant select (id, network_id, status, closes_at) on vote to coop_ballot_box;
grant select (id, console) on network to coop_ballot_box;
grant select (id, person_id, platform) on account to coop_ballot_box;
grant select (vote_id, person_id, tag), update (tag) on elector to coop_ballot_box;
grant select (id, vote_id, account_id, choice), insert on ballot to coop_ballot_box;
grant usage on sequence ballot_id_seq to coop_ballot_box;
grant select (platform, installation, event_id), insert on inbox to coop_ballot_box;
create policy ballot_box on vote for select to coop_ballot_box using (true);
create policy ballot_box on network for select to coop_ballot_box using (true);
create policy ballot_box_reads on elector for select to coop_ballot_box using (true);
-- Locking a row asks for the right to update it; nothing does.
create policy ballot_box_locks on elector for update to coop_ballot_box using (true) with check (false);
create policy ballot_box_reads on ballot for select to coop_ballot_box using (true);
create policy ballot_box_adds on ballot for insert to coop_ballot_box with check (true);

do $$
declare
  inner_part text;
  slot text;
begin
  foreach inner_part in array array[
    'vote_barrier(uuid)', 'last_ballot(uuid, uuid)', 'ballot_refusal(text, timestamptz, timestamptz, boolean, boolean, boolean)'
  ] loop
    execute format('grant execute on function %s to coop_ballot_box', inner_part);
  end loop;
  grant create on schema public to coop_ballot_box;
  foreach slot in array array['cast_ballot(uuid, uuid, jsonb, timestamptz)', 'cast_ballots(jsonb)'] loop
    execute format('alter function %s owner to coop_ballot_box', slot);
    execute format('grant execute on function %s to coop_app', slot);
  end loop;
  revoke create on schema public from coop_ballot_box;
end $$;
