import { describe, expect, test } from 'vitest';
import { tallyLines } from '../../../cli/tally/tally-lines.ts';
import type { Tally } from '../../../core/voting/method.ts';

const tally = (wish: Partial<Tally>): Tally => ({
  method: 'm',
  options: ['A', 'B'],
  ballots: 3,
  winners: ['A'],
  ranking: [['A'], ['B']],
  tie: null,
  rounds: [],
  rules: {},
  ...wish,
});

describe('a count for people', () => {
  test('of seats: a column for each stage, as an official return prints it', () => {
    const stage = (votes: readonly string[], more: object) => ({
      votes: { Orange: votes[0] ?? '', Pear: votes[1] ?? '' },
      quota: '6.00000',
      exhausted: votes[2] ?? '',
      ...more,
    });
    const lines = tallyLines(
      tally({
        method: 'stv',
        options: ['Orange', 'Pear'],
        ranking: [['Orange'], ['Pear']],
        elected: ['Orange'],
        rounds: [
          stage(['4.00000', '12.00000', '0.00000'], { elected: [], excluded: ['Pear'] }),
          stage(['15.99999', '0.00000', '0.00001'], { elected: ['Orange'], excluded: [] }),
        ],
      }),
    );
    expect(lines).toEqual([
      '              stage 1   stage 2',
      '  Orange      4.00000  15.99999',
      '  Pear       12.00000   0.00000',
      '  exhausted   0.00000   0.00001',
      '  quota       6.00000   6.00000',
      '',
      '  stage 1: Pear excluded',
      '  stage 2: Orange elected',
      '',
      '   1. Orange',
      '   2. Pear',
      '',
      'Elected: Orange (stv, 3 ballots)',
    ]);
  });

  test('of pairs: who is preferred to whom', () => {
    expect(tallyLines(tally({ rounds: [{ pairwise: { A: { B: 2 }, B: { A: '1' } } }] })).slice(0, 3)).toEqual([
      '  prefer row to column  A  B',
      '  A                     -  2',
      '  B                     1  -',
    ]);
  });

  test('of many stages: what is wider than a terminal goes on below', () => {
    const lines = tallyLines(tally({ rounds: Array.from({ length: 30 }, () => ({ votes: { A: '2', B: '1' } })) }));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(102);
    expect(lines.filter((line) => line.startsWith('  A')).length).toBeGreaterThan(1);
    expect(lines.join('\n')).toContain('stage 30');
  });

  test('of a budget: names beside ids, figures in one column, what was spent', () => {
    const lines = tallyLines(
      tally({
        options: ['P1', 'P204'],
        ranking: [['P204'], ['P1']],
        selected: ['P204'],
        spent: '60.5',
        rounds: [{ votes: { P1: '7', P204: '12' } }],
      }),
      ['公園', 'x'.repeat(80)],
    );
    expect(lines).toEqual([
      `   1. P204  ${'x'.repeat(59)}…  12`,
      `   2. P1    公園${' '.repeat(56)}  7`,
      '',
      'Spent: 60.5 on 1 of 2 projects',
      'Selected: P204 (m, 3 ballots)',
    ]);
  });

  test('options with names of objects are options', () => {
    const options = ['__proto__', 'constructor'];
    const votes = Object.fromEntries(options.map((option, place) => [option, String(2 - place)]));
    expect(
      tallyLines(tally({ options, ranking: [['__proto__'], ['constructor']], winners: ['__proto__'], rounds: [{ votes, quota: 2 }] })),
    ).toEqual([
      '               stage 1',
      '  __proto__          2',
      '  constructor        1',
      '  quota              2',
      '',
      '   1. __proto__    2',
      '   2. constructor  1',
      '',
      'Winner: __proto__ (m, 3 ballots)',
    ]);
  });
});
