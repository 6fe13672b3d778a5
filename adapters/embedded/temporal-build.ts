import { mkdtemp, readdir, rename, rm, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { findOnPath } from './find-program.ts';
import { runProgram } from './run-program.ts';
import type { FetchOrder } from './temporal-ladder.ts';

/**
 * Builds the Temporal server from its source with the machine's Go, once: 3-8 minutes on 2 cores, 1.9 GB of memory.
 * Go's own caches (3.2 GB) stand beside the place and are removed afterwards.
 */
export async function buildTemporal({ version, place, environment, signal, progress }: FetchOrder): Promise<string | null> {
  const go = await findOnPath(process.platform === 'win32' ? 'go.exe' : 'go', environment);
  if (go === null) return 'there is no `go` on the PATH';
  const folder = dirname(place);
  await removeLeftOvers(folder);
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < 4e9) return `it takes 4 GB of free disk for a few minutes and ${folder} has ${((bavail * bsize) / 1e9) | 0} GB`;
  const work = await mkdtemp(join(folder, 'build-'));
  progress('Building the Temporal server with Go: 3-8 minutes, only this once, about 2 GB of memory.');
  let told = 15_000;
  const tell = (elapsed: number) => {
    if (elapsed > told) {
      told += 15_000;
      progress(`Building the Temporal server with Go: ${minutes(elapsed)} so far.`);
    }
    return elapsed > 45 * 60_000 ? 'it was not done after 45 minutes' : null;
  };
  try {
    const { failure } = await runProgram({
      program: go,
      parameters: ['install', '-modcacherw', '-trimpath', '-ldflags=-s -w', `github.com/temporalio/cli/cmd/temporal@v${version}`],
      environment: { ...environment, CGO_ENABLED: '0', GOBIN: join(work, 'bin'), GOPATH: join(work, 'path'), GOCACHE: join(work, 'cache') },
      giveUp: tell,
      signal,
    });
    if (failure !== null) return `go install: ${failure}`;
    await rename(join(work, 'bin', basename(place)), place);
    return null;
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What a killed build left. We hold the lock, so nobody works there. */
async function removeLeftOvers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith('build-')) await rm(join(folder, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

function minutes(elapsed: number): string {
  return `${Math.floor(elapsed / 60_000)} min ${Math.floor((elapsed % 60_000) / 1000)} s`;
}
