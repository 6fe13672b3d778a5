-- Which accounts a network excluded by vote. Accounts, not persons: so an exclusion stays with an account that leaves its person, and comes
-- along to the person with whom it is joined. Gone once the members vote somebody in again.
create table exclusion (
  network_id uuid not null,
  account_id uuid not null,
  vote_id uuid not null,
  at timestamptz(3) not null,
  constraint exclusion_pkey primary key (network_id, account_id),
  constraint exclusion_network_id_fkey foreign key (network_id) references network (id) on update cascade on delete restrict,
  constraint exclusion_account_id_fkey foreign key (account_id) references account (id) on update cascade on delete restrict,
  constraint exclusion_vote_id_fkey foreign key (vote_id) references vote (id) on update cascade on delete restrict
);
create index exclusion_account_id_idx on exclusion (account_id);
create index exclusion_vote_id_idx on exclusion (vote_id);
alter table exclusion enable row level security, force row level security;
create policy entered on exclusion using (network_id = (select entered_network()));
