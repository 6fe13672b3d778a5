import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ballots, Election, FormatName } from '../../../../core/voting/formats/election.ts';
import { readElection } from '../../../../core/voting/formats/read-election.ts';
import { writeElection } from '../../../../core/voting/formats/write-election.ts';
import { writePrefLib } from '../../../../core/voting/formats/write-preflib.ts';

const names = (hostile: readonly string[]) =>
  fc.uniqueArray(fc.oneof(fc.stringMatching(/^[A-Za-zé]{1,8}$/u), fc.constantFrom('__proto__', 'constructor', 'toString', ...hostile)), {
    minLength: 1,
    maxLength: 6,
  });

/** Equal ballots once, as a reader gathers them. */
function unique<Choice>(choices: readonly Choice[], counts: readonly number[]) {
  const seen = new Map(choices.map((choice, place) => [JSON.stringify(choice), { choice, count: BigInt(counts[place] ?? 1) }]));
  return [...seen.values()];
}

const counts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 8, maxLength: 8 });
const election = (format: FormatName, options: readonly string[], ballots: Ballots, more: Partial<Election> = {}): Election => ({
  format,
  title: null,
  options,
  ballots,
  warnings: [],
  ...more,
});

/** A ranking from one number for each option: its rank, or 0 for unranked. */
function ranksOf(numbers: readonly number[], options: readonly string[]) {
  const ranked = options.map((_, place) => [numbers[place] ?? 0, place] as const).filter(([rank]) => rank > 0);
  const equals = Map.groupBy(ranked, ([rank]) => rank);
  return [...equals].toSorted(([a], [b]) => a - b).map(([, places]) => places.map(([, place]) => place));
}
const numbers = fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 6, maxLength: 6 }), { maxLength: 8 });

describe('what was written is read as the same', () => {
  test.each(['.cvotes', '.blt'] as const)('rankings as %s', (extension) => {
    fc.assert(
      fc.property(
        names(extension === '.blt' ? ['A "B" C', '#1', '1', "o'c; d"] : ['A "B" C', '1 2', "o'c"]),
        numbers,
        counts,
        (options, raw, times) => {
          const groups = unique(
            raw.map((row) => ranksOf(row, options)),
            times,
          );
          const format = extension === '.blt' ? 'blt' : 'cvotes';
          const before = election(
            format,
            options,
            { kind: 'ranks', groups },
            { seats: 2, ...(format === 'cvotes' ? { unranked: 'ignored' as const } : {}) },
          );
          expect(readElection(writeElection(before, extension), extension)).toEqual(before);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('rankings as PrefLib, in the most restrictive type', () => {
    fc.assert(
      fc.property(names(['A: b, c', '#']), numbers, counts, (options, raw, times) => {
        const groups = unique(
          raw.map((row) => ranksOf(row, options)),
          times,
        ).filter(({ choice }) => choice.length > 0);
        const before = election('preflib', options, { kind: 'ranks', groups });
        const { text, type } = writePrefLib(before, groups);
        expect(readElection(text, `.${type}`)).toEqual(before);
      }),
      { numRuns: 200 },
    );
  });

  test('scores as CSV, whatever the names', () => {
    const cell = fc.oneof(fc.constant(null), fc.constantFrom('0', '5', '-2.5', '0.25', '9007199254740993'));
    fc.assert(
      fc.property(
        names(['=1+1', '@x', '-2', '+a', "'=x", 'a,b', 'say "hi"', 'two\nlines']),
        fc.array(fc.array(cell, { minLength: 6, maxLength: 6 }), { maxLength: 8 }),
        counts,
        (options, raw, times) => {
          const groups = unique(
            raw.map((row) => options.map((_, place) => row[place] ?? null)),
            times,
          );
          const before = election('csv-scores', options, { kind: 'scores', groups });
          const text = writeElection(before, '.csv');
          expect(readElection(text, '.csv')).toEqual(before);
          expect(text).not.toMatch(/(?:^|,|\n)"?[=+@]/u);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('a budget with its decimals', () => {
    const budget = { costs: ['50000', '49950', '25'], total: '100000', decimals: 2 };
    const labels = ['A "park"; x', 'B', 'C'];
    for (const ballots of [
      {
        kind: 'approvals',
        groups: [
          { choice: [0, 2], count: 3n },
          { choice: [], count: 1n },
        ],
      },
      {
        kind: 'points',
        groups: [
          {
            choice: [
              [0, '2.5'],
              [1, '-1'],
            ],
            count: 2n,
          },
        ],
      },
      { kind: 'ranks', groups: [{ choice: [[2], [0]], count: 2n }] },
    ] satisfies Ballots[]) {
      const before = election('pabulib', ['A', 'B', '__proto__'], ballots, { title: 'Łódź; "x"', labels, budget });
      expect(readElection(writeElection(before, '.pb'), '.pb')).toEqual(before);
    }
  });
});

describe('nothing is made up', () => {
  const ranked = election('cvotes', ['A', 'B > C'], { kind: 'ranks', groups: [{ choice: [[0]], count: 1n }] });
  test.each([
    ['.csv', /a \.csv holds scores/],
    ['.pb', /a \.pb has costs/],
    ['.cvotes', /cvotes cannot hold the name "B > C"/],
    ['.soc', /these orders are soi/],
    ['.xlsx', /nothing is written as "\.xlsx"/],
  ])('%s', (extension, said) => {
    expect(() => writeElection(ranked, extension)).toThrow(said);
  });
});
