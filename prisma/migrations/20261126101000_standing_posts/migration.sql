-- Which of our messages are looked at again, to learn what a platform's moderators deleted while nobody listened.

alter table posting
  add column posted_at timestamptz(3) not null default now(),
  add column looked_at timestamptz(3) not null default now();
create index posting_posted_at_idx on posting (posted_at);

grant select (space_id, subject, external_id, posted_at, looked_at), update (looked_at) on posting to coop_border;
grant select (id) on space to coop_border;
create policy border on posting for select to coop_border using (true);
create policy border_looks on posting for update to coop_border using (true);
grant create on schema public to coop_border;

-- Those of the last week that were not looked at for longest. They count as looked at from now on.
create function posts_to_look_at(at_platform text, most integer)
  returns table (installation text, place text, external_id text)
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  begin atomic
    with oldest as (
      select posting.space_id, posting.subject
      from public.posting join public.space on space.id = posting.space_id
      where space.platform = $1 and posting.posted_at > now() - interval '7 days'
      order by posting.looked_at, posting.space_id, posting.subject
      limit $2
    )
    update public.posting set looked_at = clock_timestamp()
    from oldest join public.space on space.id = oldest.space_id
    where posting.space_id = oldest.space_id and posting.subject = oldest.subject
    returning space.installation, space.external_id, posting.external_id;
  end;

alter function posts_to_look_at(text, integer) owner to coop_border;
grant execute on function posts_to_look_at(text, integer) to coop_app;
revoke create on schema public from coop_border;
