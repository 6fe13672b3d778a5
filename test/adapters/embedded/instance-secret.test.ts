import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findInstanceSecret, readInstanceSecret } from '../../../adapters/embedded/instance-secret.ts';

let home: string;
beforeEach(async () => {
  home = join(await mkdtemp(join(tmpdir(), 'coop-secret-')), 'home');
});
afterEach(() => rm(join(home, '..'), { recursive: true }));

test('a given secret is taken, and nothing is written', async () => {
  await expect(readInstanceSecret(home, 'x'.repeat(32))).resolves.toEqual(Buffer.from('x'.repeat(32)));
  await expect(stat(home)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('without one it is made once, for its owner alone, and those who start at once get the same', async () => {
  await expect(findInstanceSecret(home, null)).resolves.toBeNull();
  const secrets = await Promise.all([1, 2, 3].map(() => readInstanceSecret(home, null)));
  expect(new Set(secrets.map(String)).size).toBe(1);
  expect(secrets[0]?.length).toBeGreaterThanOrEqual(32);
  expect((await stat(join(home, 'secret'))).mode & 0o777).toBe(0o600);
  await expect(readdir(home)).resolves.toEqual(['secret']);
  await expect(readInstanceSecret(home, null)).resolves.toEqual(secrets[0]);
});

test('a damaged one is refused, never replaced', async () => {
  await readInstanceSecret(home, null);
  await writeFile(join(home, 'secret'), 'short');
  await expect(readInstanceSecret(home, null)).rejects.toThrow(/damaged.*backup/);
});
