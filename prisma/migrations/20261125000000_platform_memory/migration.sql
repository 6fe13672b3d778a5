-- What a platform must know again in its next life (core/ports/platform-memory.ts). It belongs to the instance, not to a network.
create table platform_memory (
  platform text not null,
  name text not null,
  sealed text not null,
  written_at timestamptz(3) not null default now(),
  constraint platform_memory_pkey primary key (platform, name)
);
