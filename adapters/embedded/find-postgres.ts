import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askServer, readPostmaster } from './postmaster.ts';

/** The superuser's address of the embedded server that runs in a folder; null when none does. Starts nothing. */
export async function findEmbeddedPostgres({ folder, database }: { folder: string; database: string }): Promise<string | null> {
  const postmaster = await readPostmaster(join(folder, 'cluster'));
  if (postmaster === null) return null;
  const password = (await readFile(join(folder, 'password'), 'utf8').catch(() => '')).trim();
  const url = `postgresql://postgres:${password}@127.0.0.1:${postmaster.port}/${database}`;
  return (await askServer(url)) === 'ready' ? url : null;
}
