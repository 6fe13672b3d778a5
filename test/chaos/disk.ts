import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { findOnPath } from '../../adapters/embedded/find-program.ts';
import { isAlive } from '../../adapters/embedded/process-identity.ts';

const run = promisify(execFile);

/** A file system of its own (ext4 in a file), whose power can be cut. */
export type Disk = {
  /** Where it is mounted. */
  readonly folder: string;
  /**
   * From now on nothing reaches the disk, and every read and write fails. What was not written through is gone: it stood in
   * memory only, as before a power cut.
   */
  readonly cut: () => Promise<void>;
  /** Mounts it again with what is on it. Nothing may have a file of it open any more. */
  readonly restore: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** Why there can be no such disk here, in words; null when there can be one. */
export async function whyNoDisk(): Promise<string | null> {
  if (process.platform !== 'linux') return 'they need Linux';
  if (process.getuid?.() !== 0) return 'they need root, to mount a disk of their own';
  for (const program of ['mkfs.ext4', 'mount', 'umount', 'perl']) {
    if ((await findOnPath(program, process.env)) === null) return `they need the program ${program}`;
  }
  try {
    const disk = await openDisk();
    await disk[Symbol.asyncDispose]();
    return null;
  } catch (error) {
    return `no disk can be mounted here: ${error instanceof Error ? error.message : String(error)}`;
  }
}

export async function openDisk(): Promise<Disk> {
  await clearAbandoned();
  const place = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  const [image, folder] = [join(place, 'image'), join(place, 'mounted')];
  await mkdir(folder);
  await writeFile(image, '');
  await truncate(image, 2 ** 31);
  const mount = () => run('mount', ['-o', 'loop', image, folder]);
  try {
    await run('mkfs.ext4', ['-q', '-F', image]);
    await mount();
  } catch (error) {
    await rm(place, { recursive: true });
    throw error;
  }
  return {
    folder,
    cut: async () => {
      await assertMounted(folder);
      await run('perl', ['-e', cutPower, folder]);
    },
    restore: async () => {
      await unmount(folder);
      await mount();
    },
    [Symbol.asyncDispose]: async () => {
      await unmount(folder);
      await rm(place, { recursive: true });
    },
  };
}

const prefix = 'coop-disk-';

/** Disks of runs that were killed. */
async function clearAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : 0;
    if (pid === 0 || isAlive(pid)) continue;
    await run('umount', [join(tmpdir(), name, 'mounted')]).catch(() => {}); // it was not mounted any more
    await rm(join(tmpdir(), name), { recursive: true });
  }
}

/** Never the disk below it. */
async function assertMounted(folder: string): Promise<void> {
  const [own, below] = await Promise.all([stat(folder), stat(join(folder, '..'))]);
  if (own.dev === below.dev) throw new Error(`${folder} is no disk of its own`);
}

/**
 * EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH (Linux, fs/ext4/ext4.h): how the kernel's own tests cut the power. Not
 * even the journal is flushed. Once more it is made sure that it is not the disk below.
 */
const cutPower = `
  my ($folder) = @ARGV;
  opendir(my $disk, $folder) or die "$folder: $!";
  (stat $disk)[0] != (stat "$folder/..")[0] or die "$folder is no disk of its own";
  open(my $handle, '<', $folder) or die "$folder: $!";
  my $flags = pack('L', 2);
  ioctl($handle, 0x8004587d, $flags) or die "ioctl: $!";
`;

/** Somebody who just died may hold it for a moment. */
async function unmount(folder: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await run('umount', [folder]);
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(50);
    }
  }
}
