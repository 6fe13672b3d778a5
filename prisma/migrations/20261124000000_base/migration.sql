-- People: global, because one person may belong to several networks.
create table person (
  id uuid constraint person_pkey primary key,
  time_zone text,
  language text,
  quiet_hours text,
  created_at timestamptz(3) not null
);

create table account (
  id uuid constraint account_pkey primary key,
  person_id uuid not null constraint account_person_id_fkey references person (id) on update cascade on delete restrict,
  platform text not null,
  installation text not null,
  external_id text not null,
  display_name text not null,
  created_at timestamptz(3) not null
);
create unique index account_platform_installation_external_id_key on account (platform, installation, external_id);
create index account_person_id_idx on account (person_id);

create table link_code (
  code_hash bytea constraint link_code_pkey primary key,
  account_id uuid not null constraint link_code_account_id_fkey references account (id) on update cascade on delete restrict,
  expires_at timestamptz(3) not null
);
create index link_code_account_id_idx on link_code (account_id);

-- Networks.
create table network (
  id uuid constraint network_pkey primary key,
  name text not null,
  console boolean not null,
  created_at timestamptz(3) not null
);
create unique index network_name_key on network (name);

create table charter_version (
  network_id uuid not null constraint charter_version_network_id_fkey references network (id) on update cascade on delete restrict,
  version integer not null,
  rules jsonb not null,
  adopted_at timestamptz(3) not null,
  constraint charter_version_pkey primary key (network_id, version)
);

create table membership (
  network_id uuid not null constraint membership_network_id_fkey references network (id) on update cascade on delete restrict,
  person_id uuid not null constraint membership_person_id_fkey references person (id) on update cascade on delete restrict,
  status text not null,
  since timestamptz(3) not null,
  constraint membership_pkey primary key (network_id, person_id)
);
create index membership_person_id_idx on membership (person_id);

create table vouch (
  network_id uuid not null constraint vouch_network_id_fkey references network (id) on update cascade on delete restrict,
  candidate_id uuid not null constraint vouch_candidate_id_fkey references person (id) on update cascade on delete restrict,
  voucher_id uuid not null constraint vouch_voucher_id_fkey references person (id) on update cascade on delete restrict,
  at timestamptz(3) not null,
  constraint vouch_pkey primary key (network_id, candidate_id, voucher_id)
);
create index vouch_candidate_id_idx on vouch (candidate_id);
create index vouch_voucher_id_idx on vouch (voucher_id);

create table space (
  id uuid constraint space_pkey primary key,
  network_id uuid not null constraint space_network_id_fkey references network (id) on update cascade on delete restrict,
  platform text not null,
  installation text not null,
  external_id text not null,
  bound_at timestamptz(3) not null
);
create unique index space_platform_installation_external_id_key on space (platform, installation, external_id);
create index space_network_id_idx on space (network_id);

-- Voting.
create table vote (
  id uuid constraint vote_pkey primary key,
  network_id uuid not null constraint vote_network_id_fkey references network (id) on update cascade on delete restrict,
  number integer not null,
  question text not null,
  options jsonb not null,
  method text not null,
  rules jsonb not null,
  purpose jsonb,
  status text not null,
  opened_by uuid constraint vote_opened_by_fkey references person (id) on update cascade on delete set null,
  opened_at timestamptz(3) not null,
  closes_at timestamptz(3) not null,
  bundle jsonb
);
create unique index vote_network_id_number_key on vote (network_id, number);
create index vote_status_closes_at_idx on vote (status, closes_at);
create index vote_opened_by_idx on vote (opened_by);

create table elector (
  vote_id uuid not null constraint elector_vote_id_fkey references vote (id) on update cascade on delete restrict,
  person_id uuid not null constraint elector_person_id_fkey references person (id) on update cascade on delete restrict,
  network_id uuid not null constraint elector_network_id_fkey references network (id) on update cascade on delete restrict,
  tag text not null,
  constraint elector_pkey primary key (vote_id, person_id)
);
create index elector_person_id_idx on elector (person_id);
create index elector_network_id_idx on elector (network_id);

create table ballot (
  id bigserial constraint ballot_pkey primary key,
  vote_id uuid not null constraint ballot_vote_id_fkey references vote (id) on update cascade on delete restrict,
  network_id uuid not null constraint ballot_network_id_fkey references network (id) on update cascade on delete restrict,
  account_id uuid not null constraint ballot_account_id_fkey references account (id) on update cascade on delete restrict,
  choice jsonb,
  cast_at timestamptz(3) not null,
  received_at timestamptz(3) not null default now()
);
create index ballot_vote_id_account_id_id_idx on ballot (vote_id, account_id, id);
create index ballot_network_id_idx on ballot (network_id);
create index ballot_account_id_idx on ballot (account_id);

-- Messaging.
create table inbox (
  platform text not null,
  installation text not null,
  event_id text not null,
  network_id uuid,
  received_at timestamptz(3) not null default now(),
  constraint inbox_pkey primary key (platform, installation, event_id)
);
create index inbox_received_at_idx on inbox (received_at);

create table outbox (
  id bigserial constraint outbox_pkey primary key,
  key text not null,
  platform text not null,
  installation text not null,
  route text not null,
  network_id uuid,
  delivery jsonb not null,
  status text not null default 'due',
  attempts integer not null default 0,
  due_at timestamptz(3) not null default now(),
  claimed_until timestamptz(3),
  last_error text,
  created_at timestamptz(3) not null default now()
);
create unique index outbox_key_key on outbox (key);
create index outbox_status_platform_due_at_idx on outbox (status, platform, due_at);
create index outbox_status_platform_route_id_idx on outbox (status, platform, route, id);

create table posting (
  space_id uuid not null constraint posting_space_id_fkey references space (id) on update cascade on delete restrict,
  subject text not null,
  network_id uuid not null constraint posting_network_id_fkey references network (id) on update cascade on delete restrict,
  external_id text not null,
  constraint posting_pkey primary key (space_id, subject)
);
create index posting_network_id_idx on posting (network_id);

create table draft (
  account_id uuid not null constraint draft_account_id_fkey references account (id) on update cascade on delete restrict,
  conversation text not null,
  command text not null,
  answers jsonb not null,
  asking text not null,
  expires_at timestamptz(3) not null,
  constraint draft_pkey primary key (account_id, conversation)
);
create index draft_expires_at_idx on draft (expires_at);

-- Ledger.
create table ledger_entry (
  network_id uuid not null constraint ledger_entry_network_id_fkey references network (id) on update cascade on delete restrict,
  sequence integer not null,
  kind text not null,
  body jsonb not null,
  at timestamptz(3) not null,
  previous bytea not null,
  hash bytea not null,
  signature bytea not null,
  constraint ledger_entry_pkey primary key (network_id, sequence)
);

create table instance_key (
  id text constraint instance_key_pkey primary key,
  public_key bytea not null,
  sealed bytea not null,
  created_at timestamptz(3) not null
);
