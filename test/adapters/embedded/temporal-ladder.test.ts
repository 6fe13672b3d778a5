import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildTemporal } from '../../../adapters/embedded/temporal-build.ts';
import { downloadTemporal } from '../../../adapters/embedded/temporal-download.ts';
import { climb } from '../../../adapters/embedded/temporal-ladder.ts';
import type { Rung } from '../../../adapters/embedded/temporal-ladder.ts';
import { fetchRung, temporalRungs } from '../../../adapters/embedded/temporal-rungs.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coop-ladder-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A program that says what the given shell script says. */
async function program(path: string, script: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

const temporal = 'echo "temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)"';
const environment = () => ({ PATH: [join(folder, 'bin'), '/usr/bin', '/bin'].join(':') });
const source = (named: string | null = null) => ({ program: named, cache: join(folder, 'cache'), environment: environment() });
const nobody = () => {};
const missing = (name: string, reason: string): Rung => ({ name, fetches: false, find: async () => ({ missing: reason }) });

describe('the ladder', () => {
  test('takes the first rung that finds a program and asks no further', async () => {
    const never: Rung = { name: 'never', fetches: false, find: () => Promise.reject(new Error('asked')) };
    const found = await climb(
      [missing('first', 'no'), { name: 'second', fetches: false, find: async () => ({ program: '/p' }) }, never],
      nobody,
    );
    expect(found).toEqual({ program: '/p', rung: 'second' });
  });

  test('refuses with every rung, why it failed, and what helps', async () => {
    const refusal = climb([missing('on the PATH', 'not there'), missing('download', 'no network')], nobody);
    await expect(refusal).rejects.toMatchObject({ code: 'temporal-missing' });
    await expect(refusal).rejects.toThrow(/on the PATH: not there\n.*download: no network\n.*install Go/);
  });
});

describe('the rungs', () => {
  test('a program on the PATH is taken', async () => {
    const path = await program(join(folder, 'bin', 'temporal'), temporal);
    await expect(climb(temporalRungs(source()), nobody)).resolves.toEqual({ program: path, rung: 'temporal on the PATH' });
  });

  test('another program of that name on the PATH is passed over for the one in the cache', async () => {
    await program(join(folder, 'bin', 'temporal'), 'echo "a clock"');
    const cached = await program(join(folder, 'cache', 'temporal', '1.5.1', 'temporal'), temporal);
    await expect(climb(temporalRungs(source()), nobody)).resolves.toEqual({ program: cached, rung: 'our cache' });
  });

  test('a program that was named and does not run is refused, never replaced by another', async () => {
    await program(join(folder, 'bin', 'temporal'), temporal);
    const broken = await program(join(folder, 'broken'), 'echo "no such library" >&2; exit 3');
    await expect(climb(temporalRungs(source(broken)), nobody)).rejects.toThrow(/TEMPORAL_CLI_PATH: .*no such library/);
    await expect(climb(temporalRungs(source(join(folder, 'nowhere'))), nobody)).rejects.toThrow(/no program that may be run/);
  });

  test('two that fetch at once fetch once', async () => {
    const place = join(folder, 'cache', 'temporal', '1.5.1', 'temporal');
    let fetched = 0;
    const waits: string[] = [];
    const rung = fetchRung(source(), {
      name: 'fetch',
      place,
      fetch: async () => {
        fetched += 1;
        await new Promise((resolve) => setTimeout(resolve, 200));
        await program(place, temporal);
        return null;
      },
    });
    const both = await Promise.all([1, 2].map(() => rung.find((line) => waits.push(line))));
    expect(both).toEqual([{ program: place }, { program: place }]);
    expect({ fetched, waits: waits.length }).toEqual({ fetched: 1, waits: 1 });
  });
});

describe('the download of the SDK', () => {
  /** The SDK goes through the proxy of the environment, so that no test reaches the network. */
  const download = async (proxy: string) => {
    const place = join(folder, 'temporal');
    const order = { version: '1.5.1', place, environment: { ...environment(), HTTPS_PROXY: proxy }, progress: nobody };
    const failure = await downloadTemporal(order, 1_500);
    return { failure, left: await readdir(folder) };
  };

  test('says in one line why it fails, and leaves nothing', async () => {
    await expect(download('http://127.0.0.1:1')).resolves.toEqual({ failure: expect.stringMatching(/^[^\n]*refused[^\n]*$/), left: [] });
  });

  test('is given up when nothing arrives', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : null;
    await expect(download(`http://127.0.0.1:${port}`)).resolves.toEqual({
      failure: 'nothing arrived from https://temporal.download for 1.5 s',
      left: [],
    });
    silent.close();
  });
});

describe('building with Go', () => {
  const order = (place: string, progress: (line: string) => void = nobody) => ({
    version: '1.5.1',
    place,
    environment: environment(),
    progress,
  });
  const place = async () => {
    await mkdir(join(folder, 'cache'));
    return join(folder, 'cache', 'temporal');
  };

  test('tells how long it takes, installs the pinned version and leaves nothing else', async () => {
    await program(
      join(folder, 'bin', 'go'),
      `echo "$@ $CGO_ENABLED" > ${folder}/said; mkdir -p "$GOPATH/pkg" "$GOCACHE"; mkdir -p "$GOBIN"; touch "$GOBIN/temporal"`,
    );
    await mkdir(join(folder, 'cache', 'build-left-by-a-kill'), { recursive: true });
    const lines: string[] = [];
    await expect(buildTemporal(order(join(folder, 'cache', 'temporal'), (line) => lines.push(line)))).resolves.toBeNull();
    await expect(readdir(join(folder, 'cache'))).resolves.toEqual(['temporal']);
    expect(lines.join()).toMatch(/3-8 min.*2 GB of memory/);
    await expect(readFile(join(folder, 'said'), 'utf8')).resolves.toMatch(
      /^install .*github\.com\/temporalio\/cli\/cmd\/temporal@v1\.5\.1 0\n$/,
    );
  });

  test('says what Go said when it fails, and what is missing when there is none', async () => {
    const target = await place();
    await expect(buildTemporal({ ...order(target), environment: { PATH: join(folder, 'bin') } })).resolves.toMatch(/no `go`/);
    await program(join(folder, 'bin', 'go'), 'echo "dial tcp: no route" >&2; exit 1');
    await expect(buildTemporal(order(target))).resolves.toBe('go install: dial tcp: no route');
    await expect(readdir(join(folder, 'cache'))).resolves.toEqual([]);
  });

  test('ends a build that is interrupted, and everything that it started', async () => {
    const target = await place();
    await program(join(folder, 'bin', 'go'), `sleep 30 & echo $! > ${folder}/child; wait`);
    const interrupt = new AbortController();
    const build = buildTemporal({ ...order(target), signal: interrupt.signal });
    setTimeout(() => interrupt.abort(), 300);
    await expect(build).resolves.toBe('go install: interrupted');
    const child = Number(await readFile(join(folder, 'child'), 'utf8'));
    await expect.poll(() => isThere(child)).toBe(false);
  });
});

async function isThere(pid: number): Promise<boolean> {
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return state !== '' && !/\) Z /.test(state);
}
