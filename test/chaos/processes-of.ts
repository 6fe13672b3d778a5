import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Everything that runs with the folder on its command line or works in it: servers of that home, and their leftovers. Linux only. */
export async function processesOf(folder: string): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    const place = await readlink(`/proc/${name}/cwd`).catch(() => '');
    if (line.includes(folder) || place.startsWith(folder)) found.push(Number(name));
  }
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
