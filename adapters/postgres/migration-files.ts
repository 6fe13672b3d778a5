import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CoopError } from '../../core/errors.ts';

/** One migration.sql of Prisma's layout; the checksum is SHA-256 of the file's bytes in hex, as Prisma takes it. */
export type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };

const ownFolder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** All migrations of a folder, in the order in which they are applied. */
export async function readMigrations(folder: string = ownFolder): Promise<readonly Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readMigration(folder, name)));
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const path = join(folder, name, 'migration.sql');
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new CoopError('migration-missing', `${path} cannot be read: a migration's folder holds a migration.sql`, { cause });
  });
  return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') };
}
