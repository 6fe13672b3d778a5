import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { doctor } from '../../cli/doctor.ts';
import { processVariables } from '../../config.ts';

let home: string;
let started: ChildProcess[];
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'coop-main-'));
  started = [];
});
afterEach(async () => {
  for (const child of started) child.kill('SIGKILL');
  for (const pid of await processesOf(home)) process.kill(pid, 'SIGKILL');
  await rm(home, { recursive: true, maxRetries: 10 });
});

const environment = () => ({ ...processVariables, COOP_HOME: home, COOP_PORT: '0' });

/** `coop start WORDS`, until it says that it runs. */
async function start(...words: string[]) {
  const door = join(import.meta.dirname, '../../cli/coop.mjs');
  const child = spawn(process.execPath, [door, 'start', ...words], { env: environment(), stdio: ['ignore', 'ignore', 'pipe'] });
  started.push(child);
  const log: string[] = [];
  const runs = Promise.withResolvers<void>();
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.push(line);
    if (line.includes('Coop runs')) runs.resolve();
  });
  const ended = once(child, 'exit').then(([code, signal]: unknown[]) => ({ code, signal }));
  await Promise.race([runs.promise, ended.then(() => Promise.reject(new Error(`it did not start:\n${log.join('\n')}`)))]);
  return { child, log, ended };
}

/** Everything that runs with the folder on its command line: servers of that home, and their leftovers. */
async function processesOf(folder: string): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(folder)) found.push(Number(name));
  }
  return found;
}

async function examine(): Promise<string> {
  const out: string[] = [];
  const terminal = { print: (text: string) => void out.push(text), printJson: () => {}, note: () => {} };
  await doctor.run({ positional: [], options: {}, terminal, environment: { COOP_HOME: home, COOP_PORT: '0' } });
  return out.join('\n');
}

describe('an instance', { timeout: 90_000 }, () => {
  test('brings its own servers, satisfies the doctor, and leaves no process behind', async () => {
    const { child, ended } = await start();
    const said = await examine();
    expect(said).toContain('the embedded PostgreSQL answers');
    expect(said).toContain('every migration is applied');
    expect(said).toContain('every open vote has its workflow (0)');
    expect(said).not.toContain('WRONG');
    child.kill('SIGTERM');
    await expect(ended).resolves.toEqual({ code: 0, signal: null });
    await expect(processesOf(home)).resolves.toEqual([]);
  });

  test('survives a kill -9: its servers live on and the next start adopts them', async () => {
    const first = await start();
    first.child.kill('SIGKILL');
    await first.ended;
    const servers = await processesOf(home);
    expect(servers.length).toBeGreaterThanOrEqual(2);

    const second = await start();
    expect(second.log.join('\n')).toContain('embedded Temporal: adopted');
    await expect(processesOf(home)).resolves.toEqual(servers);
    second.child.kill('SIGINT');
    await expect(second.ended).resolves.toEqual({ code: 0, signal: null });
    await expect(processesOf(home)).resolves.toEqual([]);
  });

  test('can be split: processes of several roles share the servers, and the last stops them', async () => {
    const [bots, rest] = await Promise.all([start('--roles', 'bots'), start('--roles', 'worker,relay,web')]);
    bots.child.kill('SIGTERM');
    await expect(bots.ended).resolves.toEqual({ code: 0, signal: null });
    expect(await examine()).toContain('the embedded PostgreSQL answers');
    rest.child.kill('SIGTERM');
    await expect(rest.ended).resolves.toEqual({ code: 0, signal: null });
    await expect(processesOf(home)).resolves.toEqual([]);
  });

  test('interrupted while it starts, it ends without a complaint and without leftovers', async () => {
    const door = join(import.meta.dirname, '../../cli/coop.mjs');
    const child = spawn(process.execPath, [door, 'start'], { env: environment(), stdio: ['ignore', 'ignore', 'pipe'] });
    started.push(child);
    const ended = once(child, 'exit');
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    await expect(ended).resolves.toEqual([0, null]);
    await expect.poll(() => processesOf(home), { timeout: 10_000 }).toEqual([]);
  });
});
