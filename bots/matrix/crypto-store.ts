import { createHash, randomUUID } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { z } from 'zod';
import type { PlatformMemory } from '../../core/ports/platform-memory.ts';
import { databases, done } from './indexed-db.ts';
import type { Database, Transaction } from './indexed-db.ts';

/** The IndexedDB in which the encryption library keeps its keys: in this process's memory alone, and a copy in the platform's. */
export type CryptoStore = {
  /** For StoreHandle.open. */
  readonly name: string;
  /** Whether there was nothing to bring back. */
  readonly isNew: boolean;
  /** What changed since it was last kept, sealed by the memory it is written to; `kept` once it is written. */
  readonly changes: () => Promise<{ readonly entries: Readonly<Record<string, string>>; readonly kept: () => void }>;
  readonly close: () => Promise<void>;
};

const Shape = z.object({
  version: z.number(),
  tables: z.array(
    z.object({
      name: z.string(),
      keyPath: z.union([z.string(), z.array(z.string())]).nullable(),
      autoIncrement: z.boolean(),
      indexes: z.array(
        z.object({ name: z.string(), keyPath: z.union([z.string(), z.array(z.string())]), unique: z.boolean(), multiEntry: z.boolean() }),
      ),
    }),
  ),
});
type Shape = z.infer<typeof Shape>;

const Rows = z.object({ keys: z.array(z.unknown()), values: z.array(z.unknown()) });

/**
 * Brings back the keys of a device. Call `changes` only after the library has opened the store.
 * One entry per table, so that what does not change is not written again.
 */
export async function restoreCryptoStore(device: string, memory: PlatformMemory): Promise<CryptoStore> {
  const name = `coop ${device} ${randomUUID()}`;
  const databaseName = `${name}::matrix-sdk-crypto`;
  const entryOf = (table: string): string => `keys ${device} ${table}`;
  const shapeEntry = `keys ${device}`;
  const written = new Map<string, string>();
  let database: Database | null = null;

  const shape = await memory.read(shapeEntry);
  if (shape !== null) await restore(Shape.parse(JSON.parse(shape)));

  async function restore({ version, tables }: Shape): Promise<void> {
    const opening = databases.open(databaseName, version);
    opening.addEventListener('upgradeneeded', () => {
      for (const { name: table, keyPath, autoIncrement, indexes } of tables) {
        const made = opening.result.createObjectStore(table, { keyPath, autoIncrement });
        for (const { name: index, keyPath: path, ...options } of indexes) made.createIndex(index, path, options);
      }
    });
    const fresh = await done(opening);
    for (const { name: table } of tables) {
      const text = await memory.read(entryOf(table));
      if (text === null) continue;
      written.set(entryOf(table), digest(text));
      const { keys, values } = Rows.parse(deserialize(Buffer.from(text, 'base64')));
      const rows = fresh.transaction(table, 'readwrite').objectStore(table);
      await Promise.all(values.map((value, index) => done(rows.keyPath === null ? rows.put(value, keys[index]) : rows.put(value))));
    }
    fresh.close();
  }

  async function changes(): ReturnType<CryptoStore['changes']> {
    database ??= await done(databases.open(databaseName));
    const names = [...database.objectStoreNames];
    const tables = names.length === 0 ? null : database.transaction(names);
    const all: [string, string][] = [[shapeEntry, JSON.stringify(shapeOf(database, tables))]];
    for (const table of names) {
      const rows = tables?.objectStore(table);
      if (rows === undefined) continue;
      const [keys, values] = await Promise.all([done(rows.getAllKeys()), done(rows.getAll())]);
      all.push([entryOf(table), serialize({ keys, values }).toString('base64')]);
    }
    const changed = all.filter(([entry, text]) => written.get(entry) !== digest(text));
    return {
      entries: Object.fromEntries(changed),
      kept: () => {
        for (const [entry, text] of changed) written.set(entry, digest(text));
      },
    };
  }

  return {
    name,
    isNew: shape === null,
    changes,
    /** The library lets go of its connection some time later, so the database cannot be deleted: it is emptied. */
    close: async () => {
      database ??= await done(databases.open(databaseName));
      const names = [...database.objectStoreNames];
      if (names.length > 0) {
        const tables = database.transaction(names, 'readwrite');
        await Promise.all(names.map((table) => done(tables.objectStore(table).clear())));
      }
      database.close();
    },
  };
}

function shapeOf(database: Database, tables: Transaction | null): Shape {
  return {
    version: database.version,
    tables: [...database.objectStoreNames].flatMap((name) => {
      const table = tables?.objectStore(name);
      if (table === undefined) return [];
      const indexes = [...table.indexNames].map((each) => {
        const { keyPath, unique, multiEntry } = table.index(each);
        return { name: each, keyPath, unique, multiEntry };
      });
      return [{ name, keyPath: table.keyPath, autoIncrement: table.autoIncrement, indexes }];
    }),
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
