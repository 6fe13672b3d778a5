-- The console's board (adapters/postgres/console-board.ts): what terminals show. Its rows belong to rooms and accounts, not to a
-- network: like the outbox, it is the way out of every network.
create table console_message (
  id bigserial constraint console_message_pkey primary key,
  key text not null,
  room text,
  account text,
  event text,
  asker text,
  reader jsonb not null,
  message jsonb not null,
  ordinal bigint not null,
  posted_at timestamptz(3) not null default now(),
  edited_at timestamptz(3)
);
create unique index console_message_key_key on console_message (key);
create index console_message_ordinal_idx on console_message (ordinal);

create table console_reader (
  account text not null,
  room text not null,
  seen bigint not null,
  seen_at timestamptz(3) not null default now(),
  constraint console_reader_pkey primary key (account, room)
);

-- Held to the commit by whoever posts or changes something, before an ordinal is drawn: so they commit in their order, and a reader
-- that stands at one has missed nothing before it.
create function console_barrier() returns bigint language sql immutable parallel safe
  return hashtextextended('console', 0);
