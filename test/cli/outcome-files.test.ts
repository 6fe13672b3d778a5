import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hashing } from '../../adapters/crypto/sha256.ts';
import { fromHex, toHex } from '../../core/hex.ts';
import { rootOfProof } from '../../core/merkle/tree.ts';
import type { Bundle } from '../../core/voting/bundle.ts';
import { countVote } from '../../core/voting/count.ts';
import { sealBundle } from '../../core/voting/seal.ts';
import { closedVote, instance, stranger } from '../core/voting/closed-vote.ts';
import { coop, spawnCoop } from './run-coop.ts';

const Proven = z.object({
  inclusion: z.object({ ballot: z.unknown(), place: z.number(), leaf: z.string(), path: z.array(z.string()) }),
  tree: z.object({ size: z.number(), root: z.string() }),
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coop-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function save(content: string | Uint8Array | object, extension = 'json'): Promise<string> {
  const path = join(folder, `outcome-${(files += 1)}.${extension}`);
  await writeFile(path, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content));
  return path;
}

const good = countVote(closedVote(), instance);
const key = toHex(instance.signing.publicKey);

describe('coop verify', () => {
  test('an outcome in order: exit 0, with what was found to be true', async () => {
    const { code, out, err } = await coop('verify', await save(good));
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      'In order: vote #3 of Bakers, "Which colour?"',
      '  decided, winner: Blue; 5 of 9 voted',
      '  counted again from the ballots: the same; the fingerprint fits; the tree of ballots fits; the signature fits',
      `  fingerprint  ${good.hash}`,
      `  tree         ${good.tree?.root}`,
      `  signed with  ${key}`,
    ]);
    expect(err).toContain('--key');
  });

  test('with the right key nothing is left to compare', async () => {
    const path = await save(good);
    await expect(coop('verify', path, '--key', key)).resolves.toMatchObject({
      code: 0,
      out: expect.stringContaining('the key that you gave'),
      err: '',
    });
    await expect(coop('verify', path, '--key', key.toUpperCase())).resolves.toMatchObject({ code: 0 });
  });

  test('an outcome that was tampered with: exit 1, and it says what differs', async () => {
    const { code, out } = await coop('verify', await save({ ...good, ballots: good.ballots.with(0, { ...good.ballots[0]!, choice: 0 }) }));
    expect(code).toBe(1);
    expect(out).toMatch(/^NOT IN ORDER: .*outcome-\d+\.json\n {2}hash: The fingerprint does not fit/);
    expect(out).toContain('\n  tally.rounds[0].votes.Blue: The file says "3", counting again gives "2".');
  });

  test('an outcome that somebody else sealed: exit 1 against the key', async () => {
    const path = await save(sealBundle({ ...good, electors: 90 }, stranger));
    await expect(coop('verify', path, '--key', key)).resolves.toMatchObject({ code: 1, out: expect.stringMatching(/signature.publicKey/) });
  });

  test('--json is the same bytes for the same content, in whatever file, as a process too', async () => {
    const [here, there] = [await save(good), await save(JSON.stringify(good, null, 3).replaceAll('\n', '\r\n'))];
    const [once, twice] = [await spawnCoop('verify', here, '--json'), await coop('verify', there, '--json')];
    expect({ ...once, err: '' }).toEqual({ code: 0, out: `${twice.out}\n`, err: '' });
    expect(JSON.parse(once.out)).toEqual({
      ok: true,
      network: 'Bakers',
      console: false,
      vote: { id: good.vote.id, number: 3, question: 'Which colour?' },
      electors: 9,
      ballots: 5,
      verdict: 'decided',
      winners: ['Blue'],
      hash: good.hash,
      tree: good.tree,
      publicKey: key,
      differences: [],
    });
  });

  test('--json names what differs', async () => {
    const { code, out } = await coop('verify', await save({ ...good, verdict: 'no-quorum' }), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      ok: false,
      differences: [
        { at: 'hash', message: expect.stringContaining('does not fit') },
        { at: 'verdict', message: 'The file says "no-quorum", counting again gives "decided".' },
      ],
    });
  });

  test('words of strangers cannot steer the terminal', async () => {
    const hostile = countVote(closedVote({ question: '\u001b[2J\u202egnp', options: ['\u001b]0;x\u0007', 'B\n  ok'] }), instance);
    const { out } = await coop('verify', await save(hostile));
    expect(out).toContain(String.raw`\u001b[2J\u{202e}gnp`);
    const tallied = await coop('tally', await save(hostile));
    expect(tallied.out).toContain(String.raw`\u{1b}]0;x\u{7}`);
    // oxlint-disable-next-line no-control-regex
    expect(`${out}${tallied.out}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  test('in Latin-1 it is read as well, and holds', async () => {
    const bundle = countVote(closedVote({ question: 'Café à la crème?' }), instance);
    await expect(coop('verify', await save(new Uint8Array(Buffer.from(JSON.stringify(bundle), 'latin1'))))).resolves.toMatchObject({
      code: 0,
      out: expect.stringContaining('"Café à la crème?"'),
    });
  });

  test('--receipt shows the ballot and its proof of inclusion; one that is not there is exit 1', async () => {
    const path = await save(good);
    const { code, out } = await coop('verify', path, '--receipt', 'TAG03-ABCDE', '--json');
    const { inclusion, tree } = Proven.parse(JSON.parse(out));
    expect({ code, ballot: inclusion.ballot, place: inclusion.place }).toEqual({
      code: 0,
      ballot: { tag: 'TAG03-ABCDE', choice: 0 },
      place: 3,
    });
    const root = rootOfProof({ leaf: fromHex(inclusion.leaf), place: 3, size: tree.size, path: inclusion.path.map(fromHex) }, hashing);
    expect(toHex(root ?? new Uint8Array())).toBe(tree.root);
    await expect(coop('verify', path, '--receipt', 'TAG99')).resolves.toMatchObject({
      code: 1,
      out: expect.stringContaining('ballots: No ballot in this outcome has the receipt TAG99.'),
    });
  });

  test('an election is no outcome: exit 1, and the way to one', async () => {
    await expect(coop('verify', await save('#/Candidates: A;B\nA\n', 'cvotes'))).resolves.toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/this is an election, not an outcome.*coop tally FILE/u),
    });
  });

  test('what is no object is said in words: exit 1', async () => {
    await expect(coop('verify', await save('[]'))).resolves.toMatchObject({
      code: 1,
      out: expect.stringMatching(/This is no outcome of a vote: an outcome is a JSON object/),
    });
  });

  test.each(['', 'xyz', `${key}00`])('a key %j is a wrong command line: exit 2', async (wrong) => {
    await expect(coop('verify', 'x.json', '--key', wrong)).resolves.toEqual({ code: 2, out: '', err: expect.stringMatching(/--key/) });
  });
});

describe('coop tally', () => {
  test('counts as the vote did, in lines for people', async () => {
    const { code, out } = await coop('tally', await save(good));
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      'Which colour?',
      '',
      '   1. Blue        3',
      '   2. Red         2',
      '   3. Dark Green  0',
      '',
      'Winner: Blue (single, 5 ballots)',
    ]);
  });

  test('says how a tie was settled', async () => {
    const { out } = await coop('tally', await save(countVote(closedVote({ choices: [0, 1] }), instance)));
    expect(out).toMatch(
      /A tie:\n {2}2 options lead with 1 vote each\.\n {2}Sorted .*\n {2}The seed, .*\n {2}The seed: [0-9a-f]{64}\nWinner: (Red|Blue)/,
    );
  });

  test('--json is the tally of the bundle, the same bytes whatever the order of the ballots, as a process too', async () => {
    const [straight, turned] = [await save(good), await save({ ...good, ballots: good.ballots.toReversed() })];
    const [once, twice] = [await spawnCoop('tally', straight, '--method', 'single', '--json'), await coop('tally', turned, '--json')];
    expect(once).toEqual({ code: 0, out: `${twice.out}\n`, err: '' });
    expect(JSON.parse(once.out)).toEqual(good.tally);
    expect(twice.err).toMatch(/ballots\[1\]\.tag: .* counted as it stands/);
  });

  test.each([
    ['a ballot of another method', good, ['--method', 'approval'], 1, /ballots\[0\]\.choice: .*an approval is a list.*cast by "single"/],
    ['a method that is not there', good, ['--method', 'coin'], 2, /--method coin: this release counts by single, approval/],
    [
      'a bundle of a method that is not there',
      { ...good, vote: { ...good.vote, method: 'coin' } },
      [],
      1,
      /vote\.method: nothing here counts by "coin"/,
    ],
    ['an option twice', { ...good, vote: { ...good.vote, options: ['A', 'A', 'B'] } }, [], 1, /vote\.options\[1\]: .*twice/],
    ['a field of another type', { ...good, electors: '9' }, [], 1, /electors: this is no outcome of a vote: .*expected number/],
    ['something else', [], [], 1, /: this is no outcome of a vote/],
  ])('refuses %s', async (_, content: Bundle | object, words, code, said) => {
    await expect(coop('tally', await save(content), ...words)).resolves.toEqual({ code, out: '', err: expect.stringMatching(said) });
  });
});

describe.each(['tally', 'verify'])('coop %s refuses with the name of the file, without a stack trace,', (verb) => {
  test.each<[string, () => Promise<string>, RegExp]>([
    ['a file that is not there', async () => join(folder, 'nothing.json'), /nothing\.json: there is no such file/],
    ['a folder', async () => folder, /coop-files-.*: this is not a file/],
    ['an endless device', async () => '/dev/zero', /\/dev\/zero: this is not a file/],
    ['nothing', () => save(''), /\.json, line 1, column 1: the text ends too early/],
    ['broken JSON', () => save('{\n"a": 1,,}'), /\.json, line 2, column 8: expected a name/],
    ['a name that stands twice', () => save('{"hash": 1, "hash": 2}'), /\.json, line 1, column 13: the name "hash" stands twice/],
    ['half a megabyte of brackets', () => save('['.repeat(500_000)), /line 1, column 65: nested deeper than 64 levels/],
    ['a number that is not exact', () => save('{"electors": 9007199254740993}'), /not exact beyond 2\^53/],
    ['a picture', () => save(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0xff)), /line 1, column 1: expected a value/],
    [
      'UTF-16',
      () => save(new Uint8Array(Buffer.from('\ufeff{"format":"x"}', 'utf16le'))),
      /it is UTF-16 or UTF-32 text\. Save it as UTF-8/,
    ],
    ['a NUL byte', () => save('{"a":\n"\0"}'), /\.json, line 2, column 2: found a NUL byte/],
    ['more than 128 MiB', () => hugeFile(), /it has more than 128 MiB/],
  ])('%s', async (_, path, said) => {
    const { code, out, err } = await coop(verb, await path());
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(said);
    expect(err).not.toMatch(/\bat .*:\d+:\d+|defect/);
  });

  test.each([[[]], [['a', 'b']], [['a', '--jsno']]])('a wrong command line %j: exit 2', async (words) => {
    await expect(coop(verb, ...words)).resolves.toMatchObject({ code: 2, out: '' });
  });
});

/** Takes no room on the disk. */
async function hugeFile(): Promise<string> {
  const path = await save('');
  await truncate(path, 129 * 1024 * 1024);
  return path;
}

test('a file full of wrong ballots takes bounded time', async () => {
  const ballots = Array.from({ length: 200_000 }, () => '{"tag":"T","choice":9}').join(',');
  const path = await save(JSON.stringify(good).replace(/"ballots":\[.*?\],"tree"/, `"ballots":[${ballots}],"tree"`));
  const { code, out } = await coop('verify', path);
  expect(code).toBe(1);
  expect(out.split('\n').length).toBeLessThan(30);
});
