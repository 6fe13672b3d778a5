import { randomBytes } from 'node:crypto';
import { open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withSettings } from '../../config/env-file.ts';
import { CoopError } from '../../core/errors.ts';

/**
 * Writes settings into `.env` of the folder, for its owner alone (mode 0600). Whole or not at all: another file is written, flushed
 * and moved into its place. Null takes a setting out.
 * @throws CoopError "env-file" that says what to do.
 */
export async function saveSettings(folder: string, settings: ReadonlyMap<string, string | null>): Promise<void> {
  const named = join(folder, '.env');
  // A link stays a link: what it leads to is replaced.
  const path = await realpath(named).catch(() => named);
  const fresh = join(dirname(path), `.env.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const content = withSettings(await readFile(path, 'utf8').catch(unlessAbsent), settings);
    const file = await open(fresh, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  } catch (cause) {
    await rm(fresh, { force: true });
    throw new CoopError('env-file', 'The file .env in this folder cannot be written, so nothing was changed: check its permissions.', {
      cause,
    });
  }
}

function unlessAbsent(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
  throw error;
}
