import { readdir, readFile, readlink } from 'node:fs/promises';

/** Everything that runs with the folder on its command line or works in it: servers of that home, and their leftovers. Linux only. */
export async function processesOf(folder: string): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    const place = await readlink(`/proc/${name}/cwd`).catch(() => '');
    if (line.includes(folder) || place.startsWith(folder)) found.push(Number(name));
  }
  return found;
}
