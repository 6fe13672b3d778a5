-- The outcome of a closed vote is public to whoever knows the vote's id: the address of its page stands in the announcement.
-- Nothing else of the vote, and nothing of any other, can be had this way.
grant select (bundle) on vote to coop_border;
grant create on schema public to coop_border;

create function published_outcome(wanted uuid) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return (select vote.bundle from public.vote where vote.id = $1 and vote.status = 'closed');

alter function published_outcome(uuid) owner to coop_border;
grant execute on function published_outcome(uuid) to coop_app;
revoke create on schema public from coop_border;
