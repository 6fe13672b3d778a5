import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CoopError } from '../../core/errors.ts';
import { syncFolder, writeDurably } from './durable-file.ts';

/**
 * The secret under which keys and addresses are encrypted at rest: the given one, else the file "secret" of the data
 * folder, made when there is none. Processes that start at once get the same.
 */
export async function readInstanceSecret(home: string, given: string | null): Promise<Uint8Array> {
  return (await findInstanceSecret(home, given)) ?? parse(await makeSecret(home), home);
}

/** The same, and null where there is none yet. */
export async function findInstanceSecret(home: string, given: string | null): Promise<Uint8Array | null> {
  if (given !== null) return Buffer.from(given);
  const text = await readIfThere(pathOf(home));
  return text === null ? null : parse(text, home);
}

function pathOf(home: string): string {
  return join(home, 'secret');
}

function parse(text: string, home: string): Uint8Array {
  if (text.length >= 32) return Buffer.from(text);
  throw new CoopError('secret-damaged', `The secret in ${pathOf(home)} is damaged: put it back from a backup, or set COOP_SECRET.`);
}

async function makeSecret(home: string): Promise<string> {
  const path = pathOf(home);
  await mkdir(home, { recursive: true });
  const draft = `${path}.${randomUUID()}.new`;
  await writeDurably(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  // Whole or not at all, and the first one wins.
  await link(draft, path).catch(unlessThere);
  await rm(draft, { force: true });
  // Before anything is sealed with it: a power cut would leave what nobody can open.
  await syncFolder(home);
  return (await readIfThere(path)) ?? '';
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new CoopError('secret-unreadable', `The secret in ${path} cannot be read: check its permissions.`, { cause: error });
  }
}

function unlessThere(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
}
