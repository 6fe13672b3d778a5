import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { tryLock } from '../adapters/embedded/process-lock.ts';
import { Role } from './roles.ts';

/** What a process of `coop` says of itself in the data folder, for the doctor. */
const Note = z.object({
  pid: z.int(),
  roles: z.array(Role),
  /** The local address of its HTTP server; null without one. */
  url: z.string().nullable(),
});
export type InstanceNote = z.infer<typeof Note>;

/** A process that runs, or one that ended without a word: killed, or its machine was. */
export type FoundInstance = InstanceNote & { readonly runs: boolean };

const folderOf = (home: string): string => join(home, 'instances');

/**
 * Leaves a note in the data folder as long as this process runs, and takes away those of processes that were killed. Whether a process
 * runs is told by a lock, which the operating system drops with it: numbers of processes come again. Returns how to take it away.
 */
export async function noteInstance(home: string, note: InstanceNote): Promise<() => Promise<void>> {
  const folder = folderOf(home);
  await mkdir(folder, { recursive: true });
  await forgetKilled(folder);
  const name = randomUUID();
  const lock = tryLock(lockOf(folder, name), 'exclusive');
  const path = join(folder, `${name}.json`);
  await writeFile(`${path}.tmp`, JSON.stringify(note satisfies InstanceNote));
  await rename(`${path}.tmp`, path);
  return async () => {
    await rm(path, { force: true });
    lock?.release();
    await rm(lockOf(folder, name), { force: true });
  };
}

/** Those that run first, by their number. Changes nothing. */
export async function findInstances(home: string): Promise<readonly FoundInstance[]> {
  const found: FoundInstance[] = [];
  const folder = folderOf(home);
  for (const name of await namesIn(folder)) {
    const note = Note.safeParse(await readNote(folder, name));
    if (note.success) found.push({ ...note.data, runs: !isFree(folder, name) });
  }
  return found.toSorted((one, other) => Number(other.runs) - Number(one.runs) || one.pid - other.pid);
}

async function forgetKilled(folder: string): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (!isFree(folder, name)) continue;
    await rm(join(folder, `${name}.json`), { force: true });
    await rm(lockOf(folder, name), { force: true });
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder).catch(() => []); // before the first start there is none
  return files.flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : []));
}

/** Null for one that was taken away in between, or that nobody can read. */
async function readNote(folder: string, name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'));
  } catch {
    return null;
  }
}

function isFree(folder: string, name: string): boolean {
  const lock = tryLock(lockOf(folder, name), 'exclusive');
  lock?.release();
  return lock !== null;
}

const lockOf = (folder: string, name: string): string => join(folder, `${name}.lock`);
