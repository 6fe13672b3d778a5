-- When each space is told what happened, and up to where it was told. One row per space, so that whoever tells holds the row:
-- never two for one period.
create table digest (
  space_id uuid not null,
  network_id uuid not null,
  every text not null,
  weekday text,
  "time" text not null,
  time_zone text not null,
  paused boolean not null,
  covered_to timestamptz(3) not null,
  due_at timestamptz(3) not null,
  constraint digest_pkey primary key (space_id),
  constraint digest_space_id_fkey foreign key (space_id) references space (id) on update cascade on delete cascade,
  constraint digest_network_id_fkey foreign key (network_id) references network (id) on update cascade on delete restrict
);
create index digest_network_id_idx on digest (network_id);
create index digest_paused_due_at_idx on digest (paused, due_at);

alter table digest enable row level security, force row level security;
create policy entered on digest using (network_id = (select entered_network()));

grant select on digest to coop_border;
create policy border on digest for select to coop_border using (true);
grant create on schema public to coop_border;

-- The spaces of a slot that are due before long, first come first; `wait` in milliseconds.
create function due_digests(p_every text, p_weekday text, p_time text, p_time_zone text, p_within interval, p_limit integer)
  returns table (network_id uuid, space_id uuid, wait float8)
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select digest.network_id, digest.space_id, extract(epoch from digest.due_at - clock_timestamp())::float8 * 1000 from public.digest
    where not digest.paused and digest.due_at <= clock_timestamp() + $5
      and digest.every = $1 and digest.weekday is not distinct from $2 and digest."time" = $3 and digest.time_zone = $4
    order by digest.due_at, digest.space_id limit $6;
  end;

-- Every slot that a space has, and since how many milliseconds the first one waits (below 0: not yet due).
create function digest_slots() returns table (every text, weekday text, "time" text, time_zone text, late float8)
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select digest.every, digest.weekday, digest."time", digest.time_zone,
      extract(epoch from clock_timestamp() - min(digest.due_at))::float8 * 1000
    from public.digest where not digest.paused group by 1, 2, 3, 4;
  end;

alter function due_digests(text, text, text, text, interval, integer) owner to coop_border;
alter function digest_slots() owner to coop_border;
revoke create on schema public from coop_border;
grant execute on function due_digests(text, text, text, text, interval, integer), digest_slots() to coop_app;
