import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockExclusively, tryLock } from '../../../adapters/embedded/process-lock.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coop-lock-'));
  path = join(folder, 'lock');
});
afterEach(() => rm(folder, { recursive: true }));

test('one holds it exclusively, and the next when it is released', () => {
  const first = tryLock(path, 'exclusive');
  expect(tryLock(path, 'exclusive')).toBeNull();
  expect(tryLock(path, 'shared')).toBeNull();
  first?.release();
  first?.release();
  expect(tryLock(path, 'exclusive')).not.toBeNull();
});

test('many share it, and nobody has it exclusively until the last of them let go', () => {
  const [first, second] = [tryLock(path, 'shared'), tryLock(path, 'shared')];
  first?.release();
  expect(tryLock(path, 'exclusive')).toBeNull();
  second?.release();
  expect(tryLock(path, 'exclusive')).not.toBeNull();
});

test('waiting for it ends when it is released, and with a refusal when patience is over', async () => {
  const first = tryLock(path, 'exclusive');
  await expect(lockExclusively(path, 100)).rejects.toMatchObject({ code: 'lock-busy' });
  let waits = 0;
  const second = lockExclusively(path, 5_000, () => (waits += 1));
  setTimeout(() => first?.release(), 100);
  (await second).release();
  expect(waits).toBe(1);
});

test('a holder that was killed -9 holds nothing', async () => {
  const lock = join(import.meta.dirname, '../../../adapters/embedded/process-lock.ts');
  const program = `import { tryLock } from ${JSON.stringify(lock)}; tryLock(${JSON.stringify(path)}, 'exclusive'); console.log('held'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  expect(tryLock(path, 'exclusive')).toBeNull();
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(tryLock(path, 'exclusive')).not.toBeNull();
});

test('a file that is no lock is refused with a way out', async () => {
  await writeFile(path, 'something else entirely, longer than a header of SQLite needs to be: '.repeat(4));
  expect(() => tryLock(path, 'shared')).toThrow(/remove it/);
});
