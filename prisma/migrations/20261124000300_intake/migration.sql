-- Takes an event in: one call for all that every event needs (adapters/postgres/intake.ts). No row: it was taken in before.
-- Whoever delivers the same event at the same time waits here for the first one to commit or to vanish.
create function receive_event(
  at_platform text, at_installation text, event text, author text, author_name text, at_place text,
  out account uuid, out person uuid, out time_zone text, out language text, out quiet_hours text,
  out network uuid, out network_name text, out network_console boolean, out membership text,
  out draft_command text, out draft_answers jsonb, out draft_asking text, out draft_expires_at timestamptz, out draft_expired boolean
) returns setof record language plpgsql as $$
declare
  shown text;
  heard timestamptz;
begin
  network := network_of_place(at_platform, at_installation, at_place);
  perform set_config('coop.network', coalesce(network::text, ''), true);

  insert into inbox (platform, installation, event_id, network_id) values (at_platform, at_installation, event, network)
    on conflict do nothing;
  if not found then
    return;
  end if;

  select a.id, a.display_name, a.last_heard_at, p.id, p.time_zone, p.language, p.quiet_hours
    into account, shown, heard, person, time_zone, language, quiet_hours
    from account a join person p on p.id = a.person_id
    where a.platform = at_platform and a.installation = at_installation and a.external_id = author;
  if account is null then
    select met.account, met.person, met.time_zone, met.language, met.quiet_hours
      into account, person, time_zone, language, quiet_hours
      from meet_author(at_platform, at_installation, author, author_name) met;
  elsif shown is distinct from author_name or heard < now() - interval '5 minutes' then
    update account a set display_name = author_name, last_heard_at = now() where a.id = account;
  end if;

  if network is not null then
    select n.name, n.console, coalesce(m.status, 'none') into network_name, network_console, membership
      from network n left join membership m on m.network_id = n.id and m.person_id = person
      where n.id = network;
  end if;

  select d.command, d.answers, d.asking, d.expires_at, d.expires_at <= now()
    into draft_command, draft_answers, draft_asking, draft_expires_at, draft_expired
    from draft d where d.account_id = account and d.conversation = at_place;
  if draft_expired then
    delete from draft d where d.account_id = account and d.conversation = at_place;
  end if;
  return next;
end $$;

-- Somebody who was never heard before: a new person with one account. Two first events at once make one person.
create function meet_author(
  at_platform text, at_installation text, author text, author_name text,
  out account uuid, out person uuid, out time_zone text, out language text, out quiet_hours text
) returns record language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(concat_ws(chr(31), 'author', at_platform, at_installation, author), 0));
  select a.id, p.id, p.time_zone, p.language, p.quiet_hours into account, person, time_zone, language, quiet_hours
    from account a join person p on p.id = a.person_id
    where a.platform = at_platform and a.installation = at_installation and a.external_id = author;
  if account is null then
    account := gen_random_uuid();
    person := gen_random_uuid();
    insert into person (id, created_at) values (person, now());
    insert into account (id, person_id, platform, installation, external_id, display_name, created_at)
      values (account, person, at_platform, at_installation, author, author_name, now());
  end if;
end $$;

-- Since when a network's events must be kept: as long as a vote that they may belong to is not over.
grant select (opened_at) on vote to coop_border;
create function networks_needing_events() returns table (network_id uuid, since timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select vote.network_id, min(vote.opened_at) from public.vote where vote.status in ('open', 'counting') group by vote.network_id;
  end;
grant create on schema public to coop_border;
alter function networks_needing_events() owner to coop_border;
revoke create on schema public from coop_border;
grant execute on function networks_needing_events() to coop_app;
