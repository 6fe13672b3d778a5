import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { coop, coopIn, spawnCoop } from './run-coop.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coop-tally-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function save(content: string | Uint8Array, extension: string): Promise<string> {
  const path = join(folder, `election-${(files += 1)}.${extension}`);
  await writeFile(path, content);
  return path;
}

const Tallied = z.looseObject({
  ballots: z.union([z.number(), z.string()]),
  winners: z.array(z.string()),
  ranking: z.array(z.array(z.string())),
  tie: z.looseObject({ seed: z.string() }).nullable(),
});
const parse = (out: string) => Tallied.parse(JSON.parse(out));

const cvotes = '#/Candidates: Anna ; Bé ; __proto__\nAnna > Bé * 5\nBé > Anna > Zed * 4\n__proto__ > Bé > Anna * 3\n/EMPTY_RANKING/\n';
const pb =
  'META\nkey;value\ndescription;Town\nbudget;100\nvote_type;approval\nPROJECTS\nproject_id;cost;name\nP1;60;Park\nP2;50;Bench\nVOTES\nvoter_id;vote\n1;P1\n2;P1,P2\n3;\n';

describe('coop tally on files', () => {
  test('counts first preferences of rankings, and says what it could not count', async () => {
    const { code, out, err } = await coop('tally', await save(cvotes, 'cvotes'), '--method', 'single', '--json');
    expect(code).toBe(0);
    expect(parse(out)).toMatchObject({ ballots: 12, winners: ['Anna'], ranking: [['Anna'], ['Bé'], ['__proto__']], tie: null });
    expect(err.split('\n')).toEqual([
      expect.stringMatching(/election-\d+\.cvotes, line 3: "Zed" is not in the list of candidates and is passed over\.$/),
      'Only the first preference of each ballot is counted.',
      '1 ballot has nobody alone first, which is no single choice: not counted.',
    ]);
  });

  test('prints a table for people, with the names of projects', async () => {
    const { out } = await coop('tally', await save(pb, 'pb'), '--method', 'approval');
    expect(out.split('\n')).toEqual(['Town', '', '   1. P1  Park   2', '   2. P2  Bench  1', '', 'Winner: P1 (approval, 3 ballots)']);
  });

  test.each([
    ['BLT', '2 1\n2 2 1 0\n1 1 0\n0\n"A"\n"B"\n"T"\n', 'blt', 'single', 'B'],
    ['PrefLib', '# NUMBER ALTERNATIVES: 2\n# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n2: 2,1\n1: 1\n', 'soi', 'single', 'B'],
    ['scores, exact beyond floats', 'A,B\n0.1,0.1000000000000000000001\n', 'csv', 'single', 'B'],
    ['negative scores', 'A,B\n-10,-9\n,\n', 'csv', 'single', 'B'],
    ['an approval as ranked formats write it', 'A = B * 2\nB\n', 'cvotes', 'approval', 'B'],
    ['a budget by first preference', pb.replace('2;P1,P2', '2;P2').replace('3;', '3;P2'), 'pb', 'single', 'P2'],
  ])('%s', async (_, content, extension, method, winner) => {
    const { code, out } = await coop('tally', await save(content, extension), '--method', method, '--json');
    expect({ code, winners: parse(out).winners }).toEqual({ code: 0, winners: [winner] });
  });

  test('Latin-1 is read, accents and all, and said', async () => {
    const { out, err } = await coop('tally', await save(Buffer.from('Bé\nBé\nÜ\n', 'latin1'), 'cvotes'), '--method', 'single');
    expect(out).toContain('Bé  2');
    expect(err).toMatch(/it is not UTF-8 and was read as Latin-1/);
  });

  test('numbers beyond 2^53 are exact', async () => {
    const { out } = await coop(
      'tally',
      await save('A * 9007199254740992\nB * 9007199254740993\n', 'cvotes'),
      '--method',
      'single',
      '--json',
    );
    expect(parse(out)).toMatchObject({ winners: ['B'], ballots: '18014398509481985', rounds: [{ votes: { B: '9007199254740993' } }] });
  });

  test('a tie is settled by the ballots, whatever their order, or by the seed that is given', async () => {
    const [straight, turned] = [
      await save('A > B * 2\nB > A * 2\n', 'cvotes'),
      await save('#/Candidates: A;B\nB > A\nA > B * 2\nB > A\n', 'cvotes'),
    ];
    const once = parse((await coop('tally', straight, '--method', 'single', '--json')).out);
    const twice = parse((await coop('tally', turned, '--method', 'single', '--json')).out);
    expect(twice).toEqual(once);
    expect(once.tie?.seed).toMatch(/^[0-9a-f]{64}$/);
    const given = 'ab'.repeat(32);
    const seeds = ['one', 'two', 'three', 'four', 'five', 'six'];
    expect(parse((await coop('tally', straight, '--method', 'single', '--json', '--seed', given)).out).tie?.seed).toBe(given);
    const winners = await Promise.all(
      seeds.map(async (seed) => parse((await coop('tally', straight, '--method', 'single', '--json', '--seed', seed)).out).winners),
    );
    expect(new Set(winners.flat())).toEqual(new Set(['A', 'B']));
  });

  test('--json is the same bytes for the same content in whatever file, as a process too', async () => {
    const [here, there] = [await save(cvotes, 'cvotes'), await save(cvotes.replaceAll('\n', '\r\n'), 'cvotes')];
    const once = await spawnCoop('tally', here, '--method', 'single', '--compare', '--json');
    expect(once.out).toBe(`${(await coop('tally', there, '--method', 'single', '--compare', '--json')).out}\n`);
    expect(once.code).toBe(0);
  });

  test('--compare says who beats whom and why a method chooses another', async () => {
    const { out } = await coop('tally', await save(cvotes, 'cvotes'), '--method', 'single', '--compare');
    expect(out).toContain(
      '  prefer row to column  Anna  Bé  __proto__\n  Anna                     -   5          9\n  Bé                       7   -          9\n  __proto__                3   3          -\n',
    );
    expect(out).toContain(
      'Bé beats every other option one against one.\nsingle chooses Anna all the same: it looks at first preferences only.',
    );
    expect(out).toMatch(/ {2}approval +- approval cannot count this file: a ranking does not say whom its voter approves of/);
  });

  test('--compare in a circle: nobody beats everybody', async () => {
    const { out } = await coop(
      'tally',
      await save('A > B > C\nB > C > A\nC > A > B\n', 'cvotes'),
      '--method',
      'single',
      '--compare',
      '--json',
    );
    expect(JSON.parse(out)).toMatchObject({ compare: { condorcetWinner: null, pairwise: { A: { B: 2, C: 1 } } } });
  });
});

describe('coop tally --bundle', () => {
  test.each([
    ['cvotes', cvotes, 'single', []],
    ['pb', pb, 'approval', []],
    ['cvotes', 'A * 1000000000000\nB * 1000000000000\n', 'single', ['--seed', 'lot']],
  ])('an outcome of a .%s that coop verify accepts, and nobody changes unseen', async (extension, content, method, more) => {
    const file = await save(content, extension);
    const saved = join(folder, `outcome-${(files += 1)}.json`);
    const { code, out } = await coopIn({ COOP_HOME: folder }, 'tally', file, '--method', method, '--json', '--bundle', saved, ...more);
    expect(code).toBe(0);
    const verified = await coop('verify', saved, '--json');
    expect({ code: verified.code, ok: JSON.parse(verified.out) }).toMatchObject({
      code: 0,
      ok: { ok: true, source: { format: expect.any(String) } },
    });
    expect((await coop('tally', saved, '--json')).out).toBe(out);

    const text = await readFile(saved, 'utf8');
    const bundle = z.looseObject({ ballots: z.array(z.looseObject({})) }).parse(JSON.parse(text));
    for (const tampered of [
      { ...bundle, ballots: bundle.ballots.slice(1) },
      { ...bundle, ballots: bundle.ballots.map((ballot) => ({ ...ballot, weight: '7' })) },
      { ...bundle, source: undefined },
      { ...bundle, electors: 1 },
      { ...bundle, tree: undefined },
    ]) {
      await writeFile(saved, JSON.stringify(tampered));
      await expect(coop('verify', saved)).resolves.toMatchObject({
        code: 1,
        out: expect.stringMatching(/hash: The fingerprint does not fit/),
      });
    }
  });

  test('is not written for more ballots than JSON holds exactly', async () => {
    const file = await save(`A * ${'9'.repeat(20)}\n`, 'cvotes');
    await expect(
      coopIn({ COOP_HOME: folder }, 'tally', file, '--method', 'single', '--bundle', join(folder, 'no.json')),
    ).resolves.toMatchObject({
      code: 1,
      err: expect.stringMatching(/holds at most 2\^53 - 1 ballots/),
    });
  });
});

describe('coop tally --export', () => {
  test('writes another format, without a method; what cannot be written is refused', async () => {
    const file = await save(cvotes, 'cvotes');
    const there = join(folder, 'there.blt');
    await expect(coop('tally', file, '--export', there)).resolves.toMatchObject({ code: 0, out: '' });
    expect(await readFile(there, 'utf8')).toBe('3 1\n5 1 2 0\n4 2 1 0\n3 3 2 1 0\n1 0\n0\n"Anna"\n"Bé"\n"__proto__"\n""\n');
    await expect(coop('tally', file, '--export', join(folder, 'there.pb'))).resolves.toMatchObject({
      code: 1,
      err: expect.stringMatching(/there\.pb: a \.pb has costs/),
    });
    await expect(coop('tally', file, '--export', join(folder, 'no', 'there.blt'))).resolves.toMatchObject({
      code: 1,
      err: expect.stringMatching(/it cannot be written/),
    });
  });

  test('writes a saved outcome too', async () => {
    const saved = join(folder, 'again.json');
    await coopIn({ COOP_HOME: folder }, 'tally', await save(cvotes, 'cvotes'), '--method', 'single', '--bundle', saved);
    const there = join(folder, 'again.cvotes');
    await coop('tally', saved, '--export', there);
    expect((await readFile(there, 'utf8')).split('\n').slice(-4)).toEqual(['Anna * 5', 'Bé * 4', '__proto__ * 3', '']);
  });
});

describe('coop tally refuses', () => {
  test.each([
    [
      'a malformed file',
      '#/Candidates: A;B\nA > A\n',
      'cvotes',
      ['--method', 'single'],
      1,
      /election-\d+\.cvotes, line 2, column 5: found "A" for the second time, expected each/,
    ],
    ['a file without a method', 'A\n', 'cvotes', [], 2, /--method is missing/],
    ['a method that is not there', 'A\n', 'cvotes', ['--method', 'coin'], 2, /counts by single, approval/],
    [
      'scores as approvals',
      'A,B\n1,2\n',
      'csv',
      ['--method', 'approval'],
      1,
      /\.csv: approval cannot count this file: scores other than 1 and 0 do not say/,
    ],
    ['no seats', 'A\n', 'cvotes', ['--method', 'single', '--seats', '0'], 2, /--seats 0: a whole number/],
    [
      'another rule for the unranked',
      'A\n',
      'cvotes',
      ['--method', 'single', '--unranked', 'first'],
      2,
      /--unranked first: it is last or ignored/,
    ],
    ['another completion', 'A\n', 'cvotes', ['--method', 'single', '--completion', 'x'], 2, /--completion x: it is greedy/],
    ['a file of nothing known', 'hello', 'txt', ['--method', 'single'], 1, /\.txt: nothing here reads this kind of file/],
    ['what steers a terminal', '\u001b[2J > \u001b[2J\n', 'cvotes', ['--method', 'single'], 1, /found "\\u001b\[2J" for the second time/],
  ])('%s', async (_, content, extension, words, code, said) => {
    const ran = await coop('tally', await save(content, extension), ...words);
    expect(ran).toEqual({ code, out: '', err: expect.stringMatching(said) });
    expect(ran.err).not.toMatch(/\bat .*:\d+:\d+|defect/);
  });

  test.skipIf(process.platform === 'win32')('a pipe that nobody writes into, at once', async () => {
    const pipe = join(folder, 'pipe.cvotes');
    spawnSync('/usr/bin/env', ['mkfifo', pipe]);
    await expect(coop('tally', pipe, '--method', 'single')).resolves.toMatchObject({
      code: 1,
      err: expect.stringMatching(/this is not a file/),
    });
  });
});
