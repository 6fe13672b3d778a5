import { z } from 'zod';
import type { PlatformName } from '../../core/ids.ts';
import type { PlatformMemory } from '../../core/ports/platform-memory.ts';
import type { Database } from './database.ts';
import type { Seal } from './seal.ts';

type MemoryParts = { readonly database: Database; readonly seal: Seal };

/** The memory of one platform, in the table platform_memory. Reading throws CoopError "seal-broken" under another secret. */
export function createPlatformMemory(platform: PlatformName, { database, seal }: MemoryParts): PlatformMemory {
  const purpose = (name: string): string => `memory of ${platform}: ${name}`;
  return {
    read: async (name) => {
      const { rows } = await database.transact(
        ({ sql }) => sql.query({ name: 'memory.read', text: read, values: [platform, name] }),
        again,
      );
      return rows[0] === undefined ? null : seal.open(Row.parse(rows[0]).sealed, purpose(name));
    },
    write: async (entries) => {
      const kept = Object.entries(entries).flatMap(([name, text]) =>
        text === null ? [] : [{ name, sealed: seal.close(text, purpose(name)) }],
      );
      const forgotten = Object.keys(entries).filter((name) => entries[name] === null);
      await database.transact(async ({ sql }) => {
        const values = [platform, kept.map(({ name }) => name), kept.map(({ sealed }) => sealed)];
        if (kept.length > 0) await sql.query({ name: 'memory.write', text: write, values });
        if (forgotten.length > 0) await sql.query({ name: 'memory.forget', text: forget, values: [platform, forgotten] });
      }, again);
    },
  };
}

const again = { repeat: true } as const;
const Row = z.object({ sealed: z.string() });

const read = 'select sealed from platform_memory where platform = $1 and name = $2';
const write = `insert into platform_memory (platform, name, sealed) select $1, * from unnest($2::text[], $3::text[])
  on conflict (platform, name) do update set sealed = excluded.sealed, written_at = now()`;
const forget = 'delete from platform_memory where platform = $1 and name = any($2::text[])';
