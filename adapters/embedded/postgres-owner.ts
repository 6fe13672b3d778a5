import { execFile, spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { chown, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { CoopError } from '../../core/errors.ts';

const run = promisify(execFile);

/** Under whose name the server runs: PostgreSQL refuses to be root. */
export type PostgresOwner = {
  /** Gives a file or folder of ours to the server. */
  readonly own: (path: string) => Promise<void>;
  readonly spawn: (program: string, parameters: readonly string[], options: SpawnOptions) => ChildProcess;
};

/**
 * An ordinary user runs the server as itself. Root runs it as the owner of the data that is there, else as the system
 * user "postgres", made when missing. Where that user cannot pass through a private folder (/root, a private checkout)
 * nothing of anybody's is opened up: the server gets the one capability to pass, by setpriv.
 * @throws CoopError "postgres-owner" when this cannot be done here.
 */
export async function choosePostgresOwner(folders: { cluster: string; binaries: string }): Promise<PostgresOwner> {
  const ownerOfData = await stat(folders.cluster).catch(() => null);
  if (process.getuid?.() !== 0) {
    if (ownerOfData !== null && process.getuid !== undefined && ownerOfData.uid !== process.getuid())
      throw refused(
        `the data in ${folders.cluster} belongs to another user (uid ${ownerOfData.uid}): start as that user, or give it to yours with chown -R`,
      );
    return { own: async () => {}, spawn: (program, parameters, options) => spawn(program, parameters, options) };
  }
  const user = ownerOfData !== null && ownerOfData.uid !== 0 ? { uid: ownerOfData.uid, gid: ownerOfData.gid } : await systemUser();
  const own = (path: string) => chown(path, user.uid, user.gid);
  if (await canReach(user, folders))
    return { own, spawn: (program, parameters, options) => spawn(program, parameters, { ...options, ...user }) };
  const wrapped = await privilegedTo(user);
  return { own, spawn: (program, parameters, options) => spawn(wrapped.program, [...wrapped.parameters, program, ...parameters], options) };
}

type User = { readonly uid: number; readonly gid: number };

async function systemUser(): Promise<User> {
  const known = await lookUp('postgres');
  if (known !== null) return known;
  await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']).catch(
    (cause: unknown) => {
      throw refused(
        'PostgreSQL does not run as root and no user "postgres" could be made: start as an ordinary user, make that user, or set DATABASE_URL',
        cause,
      );
    },
  );
  const made = await lookUp('postgres');
  if (made === null) throw refused('the user "postgres" was made and cannot be found: start as an ordinary user, or set DATABASE_URL');
  return made;
}

async function lookUp(name: string): Promise<User | null> {
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map((flag) =>
      run('id', [flag, name]).then(
        ({ stdout }) => Number(stdout),
        () => null,
      ),
    ),
  );
  return uid === undefined || gid === undefined || uid === null || gid === null ? null : { uid, gid };
}

/** Whether a user may walk to the data and the programs, and read the libraries. */
async function canReach(user: User, folders: { cluster: string; binaries: string }): Promise<boolean> {
  for (const start of [
    dirname(folders.cluster),
    join(folders.binaries, 'bin'),
    join(folders.binaries, 'lib'),
    join(folders.binaries, 'share'),
  ]) {
    for (let folder = start; ; folder = dirname(folder)) {
      if (!(await allows(user, folder, 0o1))) return false;
      if (folder === dirname(folder)) break;
    }
  }
  return allows(user, join(folders.binaries, 'share', 'postgresql', 'postgres.bki'), 0o4);
}

async function allows(user: User, path: string, bit: number): Promise<boolean> {
  const { uid, gid, mode } = await stat(path);
  const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
  return ((mode >> shift) & bit) !== 0;
}

/**
 * A command that becomes the user and keeps one capability. no_setuid_fixup, because access(2) drops capabilities
 * of ordinary users otherwise, and initdb asks by access(2) whether its own file can be run.
 */
async function privilegedTo(user: User): Promise<{ program: string; parameters: string[] }> {
  const capability = await capabilityToPass();
  const program = await firstOf(['/usr/bin/setpriv', '/bin/setpriv', '/usr/sbin/setpriv']);
  if (program === null || capability === null)
    throw refused(
      'the server\'s user "postgres" cannot pass through a private folder on the way to the data or to node_modules, and this system has no setpriv for it: set COOP_HOME to a folder that others may pass, move the checkout out of the private folder, or set DATABASE_URL',
    );
  const only = `-all,+${capability}`;
  const identity = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--securebits=+no_setuid_fixup'];
  return { program, parameters: [...identity, `--inh-caps=${only}`, `--ambient-caps=${only}`, `--bounding-set=${only}`] };
}

/** Reading past permissions suffices; containers often keep only the stronger one. Bits as in capabilities(7). */
async function capabilityToPass(): Promise<string | null> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  if (effective & (1n << 2n)) return 'dac_read_search';
  return effective & (1n << 1n) ? 'dac_override' : null;
}

async function firstOf(paths: readonly string[]): Promise<string | null> {
  for (const path of paths)
    if (
      await stat(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  return null;
}

function refused(message: string, cause?: unknown): CoopError {
  return new CoopError('postgres-owner', message, { cause });
}
