import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** Everything that runs with the folder on its command line (on Linux also: works in it): servers of that home, and their leftovers. */
export async function processesOf(folder: string): Promise<number[]> {
  const found: number[] = [];
  for await (const { pid, line, place } of process.platform === 'linux' ? fromProc() : fromPs())
    if (pid !== process.pid && (line.includes(folder) || place.startsWith(folder))) found.push(pid);
  return found;
}

/** SIGKILL for all of them, until none is left. */
export async function killProcessesOf(folder: string): Promise<void> {
  for (let left = await processesOf(folder); left.length > 0; left = await processesOf(folder)) {
    left.forEach(kill);
    await sleep(20);
  }
}

/** SIGKILL. False: it was gone already. */
export function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

type Running = { readonly pid: number; readonly line: string; readonly place: string };

async function* fromProc(): AsyncGenerator<Running> {
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    const place = await readlink(`/proc/${name}/cwd`).catch(() => '');
    yield { pid: Number(name), line, place };
  }
}

async function* fromPs(): AsyncGenerator<Running> {
  const { stdout } = await promisify(execFile)('ps', ['-axww', '-o', 'pid=,args=']);
  for (const [, pid, line = ''] of stdout.matchAll(/^\s*(\d+)\s+(.*)$/gm)) yield { pid: Number(pid), line, place: '' };
}
