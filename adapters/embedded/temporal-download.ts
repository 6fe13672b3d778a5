import { readdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runProgram } from './run-program.ts';
import type { FetchOrder } from './temporal-ladder.ts';

/**
 * The SDK's own download from temporal.download. The SDK cannot be interrupted and wants to start what it fetched, so it
 * runs in a process of its own (this very file, see below) and is ended when nothing arrives for `patience` milliseconds.
 */
export async function downloadTemporal(order: FetchOrder, patience = 15_000): Promise<string | null> {
  const { version, place, environment, signal, progress } = order;
  const folder = await mkdtemp(join(dirname(place), 'download-'));
  let bytes = 0;
  let arrived = 0;
  let told = 5_000;
  const giveUp = (elapsed: number) => {
    const now = size(folder);
    if (now > bytes) [bytes, arrived] = [now, elapsed];
    if (elapsed > told) {
      told += 5_000;
      progress(`Downloading the Temporal server: ${Math.round(bytes / 1e6)} MB so far.`);
    }
    return elapsed - arrived > patience ? `nothing arrived from https://temporal.download for ${patience / 1000} s` : null;
  };
  try {
    const parameters = [...process.execArgv, import.meta.filename, folder, version];
    const { failure } = await runProgram({ program: process.execPath, parameters, environment, giveUp, signal });
    if (failure !== null) return failure;
    const [file] = await readdir(folder);
    if (file === undefined || !(await stat(join(folder, file))).isFile()) return 'the download left no program';
    await rename(join(folder, file), place);
    return null;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function size(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0), 0);
}

async function downloadHere(downloadDir: string, version: string): Promise<void> {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const executable = { type: 'cached-download', downloadDir, version: `v${version}` } as const;
  const environment = await TestWorkflowEnvironment.createLocal({ server: { executable, log: { format: 'pretty', level: 'error' } } });
  await environment.teardown();
}

if (process.argv[1] === import.meta.filename) {
  const [, , folder = '', version = ''] = process.argv;
  await downloadHere(folder, version).catch((error: unknown) => {
    // The bridge says the same thing several times over; what matters comes last.
    const parts = new Set(error instanceof Error ? error.message.split(': ') : [String(error)]);
    process.stderr.write(`${[...parts].slice(-3).join(': ')}\n`);
    process.exitCode = 1;
  });
}
