import { z } from 'zod';
import type { PlatformName } from '../../core/ids.ts';
import type { SharedMemory } from '../../core/ports/platform-memory.ts';
import type { Database } from './database.ts';
import type { Seal } from './seal.ts';
import type { Session } from './session.ts';

type MemoryParts = { readonly database: Database; readonly seal: Seal };

/** The memory of one platform, in the table platform_memory. Reading throws CoopError "seal-broken" under another secret. */
export function createPlatformMemory(platform: PlatformName, { database, seal }: MemoryParts): SharedMemory {
  const purpose = (name: string): string => `memory of ${platform}: ${name}`;

  async function readIn({ sql }: Session, name: string): Promise<string | null> {
    const { rows } = await sql.query({ name: 'memory.read', text: read, values: [platform, name] });
    return rows[0] === undefined ? null : seal.open(Row.parse(rows[0]).sealed, purpose(name));
  }

  async function writeIn({ sql }: Session, entries: Readonly<Record<string, string | null>>): Promise<void> {
    const kept = Object.entries(entries).flatMap(([name, text]) =>
      text === null ? [] : [{ name, sealed: seal.close(text, purpose(name)) }],
    );
    const forgotten = Object.keys(entries).filter((name) => entries[name] === null);
    const values = [platform, kept.map(({ name }) => name), kept.map(({ sealed }) => sealed)];
    if (kept.length > 0) await sql.query({ name: 'memory.write', text: write, values });
    if (forgotten.length > 0) await sql.query({ name: 'memory.forget', text: forget, values: [platform, forgotten] });
  }

  return {
    read: (name) => database.transact((session) => readIn(session, name), again),
    write: (entries) => database.transact((session) => writeIn(session, entries), again),
    change: (name, next) =>
      database.transact(async (session) => {
        // Not the row: there may be none yet. Read by a statement of its own, which sees what was committed meanwhile.
        await session.sql.query({ name: 'memory.lock', text: lock, values: [purpose(name)] });
        const text = next(await readIn(session, name));
        await writeIn(session, { [name]: text });
        return text;
      }, again),
    forgetOld: async (prefix, before) => {
      const { rowCount } = await database.transact(
        ({ sql }) => sql.query({ name: 'memory.forget-old', text: forgetOld, values: [platform, prefix, before] }),
        again,
      );
      return rowCount ?? 0;
    },
  };
}

const again = { repeat: true } as const;
const Row = z.object({ sealed: z.string() });

const read = 'select sealed from platform_memory where platform = $1 and name = $2';
const write = `insert into platform_memory (platform, name, sealed) select $1, * from unnest($2::text[], $3::text[])
  on conflict (platform, name) do update set sealed = excluded.sealed, written_at = now()`;
const lock = 'select pg_advisory_xact_lock(hashtextextended($1, 0))';
const forgetOld = 'delete from platform_memory where platform = $1 and starts_with(name, $2) and written_at < $3';
const forget = 'delete from platform_memory where platform = $1 and name = any($2::text[])';
