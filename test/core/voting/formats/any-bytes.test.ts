import { describe, expect, test } from 'vitest';
import { CoopError } from '../../../../core/errors.ts';
import { decodeText } from '../../../../core/voting/formats/decode-text.ts';
import { detectFormat, readElection } from '../../../../core/voting/formats/read-election.ts';

const samples = {
  '.cvotes':
    '# x\n#/Candidates: A ; Bé ; __proto__\n#/Implicit Ranking: false\n#/Weight Allowed: true\n\ntag || A > Bé = __proto__ ^7 * 8 # c\n/EMPTY_RANKING/ * 2\n',
  '.blt': '3 2\n-2\n3 1 3 0\n(id) 4 1=3 0\n1 - 3 0\n0\n"Adam"\n"Basil \\"B\\""\n"Chloé"\n"Title"\n',
  '.pb':
    'META\nkey;value\nbudget;100.5\nvote_type;cumulative\nPROJECTS\nproject_id;cost;name\nA;50;"a; ""b"""\nB;60;é\nVOTES\nvoter_id;vote;points\n1;A,B;2,1\n2;B;3\n',
  '.toi':
    '# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 5\n# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n# ALTERNATIVE NAME 3: C\n2: 1,{3,2}\n3: 3\n',
  '.csv': 'A,"B, é",__proto__\r\n1,-2.5,\r\n,0,9007199254740993\r\n',
} as const;

describe('bytes', () => {
  test.each([
    ['UTF-8', Buffer.from('Ünal,Bé'), { text: 'Ünal,Bé', encoding: 'UTF-8' }],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffÜnal'), { text: 'Ünal', encoding: 'UTF-8' }],
    ['Latin-1', Buffer.from('Ünal, Bé, ÿ', 'latin1'), { text: 'Ünal, Bé, ÿ', encoding: 'Latin-1' }],
    ['nothing', Buffer.from(''), { text: '', encoding: 'UTF-8' }],
  ])('%s', (_, bytes, decoded) => {
    expect(decodeText(bytes)).toEqual(decoded);
  });

  test.each([
    ['UTF-16 with a mark', Buffer.from('\ufeffA > B', 'utf16le'), /UTF-16 or UTF-32/],
    ['UTF-16 without one', Buffer.from('A > B\nB > A\n', 'utf16le'), /UTF-16 or UTF-32/],
    ['big-endian UTF-16', Buffer.from('A > B\nB > A\n', 'utf16le').swap16(), /UTF-16 or UTF-32/],
    ['a NUL byte', Buffer.from('A > B\r\nB\0 > A\n'), /^line 2, column 2: found a NUL byte/],
  ])('refuses %s', (_, bytes, said) => {
    expect(() => decodeText(bytes)).toThrow(said);
  });
});

describe('what a file is', () => {
  test.each(Object.entries(samples).filter(([extension]) => extension !== '.csv'))('is seen in %s whatever its name', (extension, text) => {
    expect(detectFormat(text, '.txt')).toBe(detectFormat(text, extension));
    expect(detectFormat(text, '.txt')).not.toBeNull();
  });

  test('is not guessed: words are nothing', () => {
    expect(detectFormat('hello', '')).toBeNull();
    expect(() => readElection('hello', '')).toThrow(/nothing here reads this kind of file.*\.cvotes/u);
  });
});

/** xorshift128: the same files on every machine. */
function createChance(seed: number) {
  let [a, b, c, d] = [seed, 362_436_069, 521_288_629, 88_675_123];
  return (below: number): number => {
    const mixed = a ^ (a << 11);
    [a, b, c] = [b, c, d];
    d = d ^ (d >>> 19) ^ mixed ^ (mixed >>> 8);
    return (d >>> 0) % below;
  };
}

const pieces = [
  ...'\n\r;:,"#/<>=^*|{}()-+.0123456789 \t\\'.split(''),
  '\r\n',
  '||',
  '1e400',
  'NaN',
  '__proto__',
  '9'.repeat(50),
  '/EMPTY_RANKING/',
  '\ufeff',
  '😀',
  '\u2028',
  '１',
  '-1',
  '0x10',
  '#/',
  'META',
  'VOTES',
];

describe('10,000 files of each format, mutated and random, are read or refused in words, in bounded time', () => {
  test.each(Object.entries(samples))('%s', (extension, sample) => {
    const chance = createChance(20_261_126);
    const began = process.cpuUsage();
    let read = 0;
    let refused = 0;
    for (let run = 0; run < 10_000; run += 1) {
      const text = run % 5 === 0 ? random(chance) : mutate(sample, chance);
      try {
        const { options, ballots } = readElection(text, extension);
        read += 1;
        expect(new Set(options).size).toBe(options.length);
        for (const { count } of ballots.groups) expect(count > 0n).toBe(true);
      } catch (error) {
        if (!(error instanceof CoopError)) throw new Error(`not refused in words: ${JSON.stringify(text)}`, { cause: error });
        expect(error.message).toMatch(/^line \d+, column \d+: found .+, expected .+|^nothing here reads/u);
        expect(error.message.length).toBeLessThan(400);
        refused += 1;
      }
    }
    const { user } = process.cpuUsage(began);
    expect(user / 1e6).toBeLessThan(20);
    // Otherwise it would not have tried anything.
    expect(read).toBeGreaterThan(500);
    expect(refused).toBeGreaterThan(500);
  });
});

function mutate(sample: string, chance: (below: number) => number): string {
  let text = sample;
  for (let times = 1 + chance(4); times > 0; times -= 1) {
    const at = chance(text.length + 1);
    const length = chance(3) === 0 ? chance(12) : 0;
    text = text.slice(0, at) + (chance(3) === 0 ? '' : pieces[chance(pieces.length)]) + text.slice(at + length);
  }
  return text;
}

function random(chance: (below: number) => number): string {
  return Array.from({ length: chance(40) }, () => pieces[chance(pieces.length)]).join('');
}

describe('large and hostile files take time in proportion', () => {
  test.each([
    ['one line of 4 MB', '.cvotes', `#/Candidates: A\nA${' '.repeat(4_000_000)}`],
    ['four million lines', '.cvotes', `#/Candidates: A\n${'A\n'.repeat(4_000_000)}`],
    ['four million returns', '.cvotes', `#/Candidates: A\nA${'\r'.repeat(4_000_000)}`],
    ['a million names passed over', '.cvotes', `#/Candidates: A\n${'A>Z\n'.repeat(1_000_000)}`],
    ['a million quotes', '.csv', `A\n${'"'.repeat(1_000_000)}`],
    ['a million parentheses', '.blt', `1 1\n${'('.repeat(1_000_000)}`],
    ['a million braces', '.toi', `# NUMBER ALTERNATIVES: 1\n# ALTERNATIVE NAME 1: A\n1: ${'{'.repeat(1_000_000)}`],
    ['a name of 4 MB', '.blt', `1 1\n0\n"${'x'.repeat(4_000_000)}"`],
    ['hashes', '.cvotes', '#'.repeat(4_000_000)],
    ['lines of hashes', '.txt', '#\n'.repeat(2_000_000)],
  ])('%s', (_, extension, text) => {
    const began = process.cpuUsage();
    try {
      readElection(text, extension);
    } catch (error) {
      if (!(error instanceof CoopError)) throw error;
    }
    expect(process.cpuUsage(began).user / 1e6).toBeLessThan(10);
  });
});
