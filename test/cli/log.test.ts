import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { createLog } from '../../cli/log.ts';

function collect(isTTY: boolean) {
  const lines: string[] = [];
  return { isTTY, lines, write: (text: string) => lines.push(text) };
}

test('what collects the log gets JSON lines', () => {
  const stderr = collect(false);
  createLog({ home: '/nowhere', log: { level: 'info' } }, stderr).info({ port: 1 }, 'it listens');
  expect(JSON.parse(stderr.lines.join(''))).toMatchObject({ level: 30, msg: 'it listens', port: 1 });
});

test('a person at a terminal gets short lines, and the data folder the JSON', async () => {
  const home = await mkdtemp(join(tmpdir(), 'coop-log-'));
  const stderr = collect(true);
  createLog({ home, log: { level: 'info' } }, stderr).warn({ port: 1, err: new Error('refused') }, 'it fails');
  expect(stripVTControlCharacters(stderr.lines.join(''))).toMatch(/^\d\d:\d\d:\d\d it fails port=1 error=refused\n$/);
  expect(JSON.parse(await readFile(join(home, 'coop.log'), 'utf8'))).toMatchObject({ msg: 'it fails', err: { message: 'refused' } });
  await rm(home, { recursive: true });
});

test('secrets are left out', () => {
  const stderr = collect(false);
  createLog({ home: '/nowhere', log: { level: 'info' } }, stderr).info({ token: 'hunter2', discord: { token: 'hunter2' } }, 'it connects');
  expect(stderr.lines.join('')).not.toContain('hunter2');
});
