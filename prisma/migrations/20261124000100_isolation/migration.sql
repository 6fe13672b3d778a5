-- Two roles that the runner (adapters/postgres/migrate.ts) has made before:
--   coop_app     what the application may do; its login role is a member. Neither owner nor superuser.
--   coop_border  owns the few functions that answer questions across networks, and nothing else. Nobody logs in as it.

alter table account add column last_heard_at timestamptz(3) not null default now();

-- What the application may do. Tables to come are granted by default; what is append-only says so itself.
grant usage on schema public to coop_app, coop_border;
grant select, insert, update, delete on
  person, account, link_code, network, membership, vouch, space, vote, elector, inbox, outbox, posting, draft to coop_app;
grant select, insert on charter_version, ballot, ledger_entry, instance_key to coop_app;
grant usage on all sequences in schema public to coop_app;
alter default privileges in schema public grant select, insert, update, delete on tables to coop_app;
alter default privileges in schema public grant usage on sequences to coop_app;
alter default privileges in schema public grant execute on functions to coop_app;
alter default privileges revoke execute on functions from public;

-- Between networks: a row is seen and written only in the transaction that has entered its network. FORCE, so that even
-- the owner of the tables is bound. Without coop.network there is no network, and no row.
create function entered_network() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('coop.network', true), '')::uuid;
grant execute on function entered_network() to coop_border;

alter table network enable row level security, force row level security;
create policy entered on network using (id = (select entered_network()));

do $$
declare
  isolated text;
begin
  foreach isolated in array array['charter_version', 'membership', 'vouch', 'space', 'vote', 'elector', 'ballot', 'posting', 'ledger_entry'] loop
    execute format('alter table %I enable row level security, force row level security', isolated);
    execute format('create policy entered on %I using (network_id = (select entered_network()))', isolated);
  end loop;
end $$;

-- Across networks: coop_border may read exactly these columns, and each function answers one question.
grant select (id, name, console) on network to coop_border;
grant select (network_id, platform, installation, external_id) on space to coop_border;
grant select (network_id, person_id, status) on membership to coop_border;
grant select (network_id, candidate_id, voucher_id) on vouch to coop_border;
grant select (network_id, person_id) on elector to coop_border;
grant select (id, network_id, status, closes_at, opened_by) on vote to coop_border;
create policy border on network for select to coop_border using (true);
create policy border on space for select to coop_border using (true);
create policy border on membership for select to coop_border using (true);
create policy border on vouch for select to coop_border using (true);
create policy border on elector for select to coop_border using (true);
create policy border on vote for select to coop_border using (true);

grant create on schema public to coop_border;

-- The network that a place is bound to.
create function network_of_place(at_platform text, at_installation text, at_place text) returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return (
    select space.network_id from public.space
    where space.platform = $1 and space.installation = $2 and space.external_id = $3
  );

-- The network of that name, whatever its case.
create function network_by_name(wanted text) returns table (id uuid, name text, console boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select network.id, network.name, network.console from public.network where lower(network.name) = lower($1);
  end;
create unique index network_lower_name_key on network (lower(name));

-- The networks that a person is a member of.
create function networks_of_person(wanted uuid) returns table (id uuid, name text, console boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select network.id, network.name, network.console from public.membership
    join public.network on network.id = membership.network_id
    where membership.person_id = $1 and membership.status = 'member'
    order by network.name;
  end;

-- Where anything at all names a person: two persons who become one are joined in each of these.
create function networks_naming_person(wanted uuid) returns setof uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select network_id from public.membership where person_id = $1
    union select network_id from public.elector where person_id = $1
    union select network_id from public.vouch where candidate_id = $1 or voucher_id = $1
    union select network_id from public.vote where opened_by = $1;
  end;

-- The network of a vote whose id is known.
create function network_of_vote(wanted uuid) returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return (select vote.network_id from public.vote where vote.id = $1);

-- Votes that must have a running process, first to end first.
create function unfinished_votes() returns table (network_id uuid, vote_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select vote.network_id, vote.id from public.vote where vote.status in ('open', 'counting') order by vote.closes_at;
  end;

do $$
declare
  crossing text;
begin
  foreach crossing in array array[
    'network_of_place(text, text, text)', 'network_by_name(text)', 'networks_of_person(uuid)',
    'networks_naming_person(uuid)', 'network_of_vote(uuid)', 'unfinished_votes()'
  ] loop
    execute format('alter function %s owner to coop_border', crossing);
    execute format('grant execute on function %s to coop_app', crossing);
  end loop;
end $$;

revoke create on schema public from coop_border;
