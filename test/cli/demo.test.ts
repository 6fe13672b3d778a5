import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { processVariables } from '../../config.ts';
import { processesOf } from '../chaos/processes-of.ts';
import { havePeers } from '../peers/install.ts';
import { haveSynapse } from '../peers/matrix/install.ts';
import { temporalPatience } from '../servers/temporal.ts';

const door = join(import.meta.dirname, '../../cli/coop.mjs');

let home: string;
beforeEach(async () => void (home = await mkdtemp(join(tmpdir(), 'coop-demo-'))));
afterEach(async () => {
  for (const pid of await processesOf(home)) process.kill(pid, 'SIGKILL');
  await rm(home, { recursive: true, maxRetries: 10 });
});

async function coop(folder: string, words: readonly string[], input = '') {
  const child = spawn(process.execPath, [door, ...words], { env: { ...processVariables, COOP_HOME: folder } });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.stdin.end(input);
  const [code, out, err] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  return { code, out, err };
}

describe.skipIf(!(await havePeers()) || !(await haveSynapse()))('the demo', () => {
  test('tells its story to the end, leaves no process, and the last line casts a real ballot', { timeout: temporalPatience }, async () => {
    const { code, out, err } = await coop(home, ['demo', '--quick', '--record', join(home, 'demo.svg')]);
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('Setting the stage') });
    const told = [
      'Ada on Discord',
      'Bea on Slack',
      'Cem on Matrix',
      'Dan on GitHub',
      'Ada on Matrix',
      'It replaces your earlier ballot',
      'killed',
      '4 of 5 voted',
      'recounted',
      'tampered',
      'Digest of Night Bakers',
      'Your turn',
      'coop chat --as you',
    ];
    for (const word of told) {
      expect(out).toContain(word);
    }
    expect(out + err).not.toContain('cannot run');
    expect(out).toMatch(/In order: vote #1 of Night Bakers[^]*NOT IN ORDER: tampered-1\.json/u);
    expect(await readFile(join(home, 'demo.svg'), 'utf8')).toContain('Your turn');
    await expect(processesOf(home)).resolves.toEqual([]);

    const [, words = ''] = /echo "([^"]+)" \|/u.exec(out) ?? [];
    const said = await coop(join(home, 'demo'), ['chat', '--as', 'you'], `${words}\n`);
    expect(said).toMatchObject({ code: 0, out: expect.stringContaining('Counted in vote #2: Crumb.') });
    await expect(processesOf(home)).resolves.toEqual([]);
  });
});
