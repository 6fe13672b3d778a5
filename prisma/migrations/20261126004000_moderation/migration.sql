-- Moderation without administrators: what members ask about a text, and the juries that decide.

-- Why a vote's words are not shown: 'reports', 'jury' or 'platform'. Its own stay where they are, and so does the sealed outcome;
-- `shown_bundle` is that outcome with other words in place of them.
alter table vote add column hidden_by text, add column shown_bundle jsonb;
grant update (hidden_by, shown_bundle) on vote to coop_app;

create table moderation_case (
  id uuid not null,
  network_id uuid not null,
  number integer not null,
  text_kind text not null,
  text_id uuid not null,
  text_number integer not null,
  author_id uuid,
  asked text not null,
  status text not null,
  seed text,
  seats integer not null,
  opened_at timestamptz(3) not null,
  decided_at timestamptz(3),
  constraint moderation_case_pkey primary key (id),
  constraint moderation_case_network_id_fkey foreign key (network_id) references network (id) on update cascade on delete restrict,
  constraint moderation_case_author_id_fkey foreign key (author_id) references person (id) on update cascade on delete set null
);
create unique index moderation_case_network_id_number_key on moderation_case (network_id, number);
create index moderation_case_network_id_text_kind_text_id_idx on moderation_case (network_id, text_kind, text_id);
create index moderation_case_status_idx on moderation_case (status);
create index moderation_case_author_id_idx on moderation_case (author_id);

create table moderation_request (
  case_id uuid not null,
  person_id uuid not null,
  network_id uuid not null,
  reason text,
  at timestamptz(3) not null,
  constraint moderation_request_pkey primary key (case_id, person_id),
  constraint moderation_request_case_id_fkey foreign key (case_id) references moderation_case (id) on update cascade on delete restrict,
  constraint moderation_request_person_id_fkey foreign key (person_id) references person (id) on update cascade on delete restrict,
  constraint moderation_request_network_id_fkey foreign key (network_id) references network (id) on update cascade on delete restrict
);
create index moderation_request_person_id_idx on moderation_request (person_id);
create index moderation_request_network_id_idx on moderation_request (network_id);

create table moderation_juror (
  case_id uuid not null,
  person_id uuid not null,
  network_id uuid not null,
  due_at timestamptz(3) not null,
  answer text,
  reason text,
  constraint moderation_juror_pkey primary key (case_id, person_id),
  constraint moderation_juror_case_id_fkey foreign key (case_id) references moderation_case (id) on update cascade on delete restrict,
  constraint moderation_juror_person_id_fkey foreign key (person_id) references person (id) on update cascade on delete restrict,
  constraint moderation_juror_network_id_fkey foreign key (network_id) references network (id) on update cascade on delete restrict
);
create index moderation_juror_person_id_idx on moderation_juror (person_id);
create index moderation_juror_network_id_idx on moderation_juror (network_id);

do $$
declare
  isolated text;
begin
  foreach isolated in array array['moderation_case', 'moderation_request', 'moderation_juror'] loop
    execute format('alter table %I enable row level security, force row level security', isolated);
    execute format('create policy entered on %I using (network_id = (select entered_network()))', isolated);
  end loop;
end $$;

-- Who a person is now: somebody whose accounts were linked later is known by another id, and has one voice all the same.
create function now_known_as(p_person uuid) returns uuid language sql stable as $$
  select coalesce(merged_into, id) from person where id = p_person
$$;

-- Juries that must have a running process.
grant select (id, network_id, status) on moderation_case to coop_border;
create policy border on moderation_case for select to coop_border using (true);
grant select (hidden_by, shown_bundle) on vote to coop_border;
grant create on schema public to coop_border;

create function undecided_juries() returns table (network_id uuid, case_id uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select moderation_case.network_id, moderation_case.id from public.moderation_case where moderation_case.status = 'jury';
  end;

-- What is hidden is public in its other words only.
create or replace function published_outcome(wanted uuid) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp
  return (
    select case when vote.hidden_by is null then vote.bundle else vote.shown_bundle end
    from public.vote where vote.id = $1 and vote.status = 'closed'
  );

alter function undecided_juries() owner to coop_border;
grant execute on function undecided_juries() to coop_app;
revoke create on schema public from coop_border;
