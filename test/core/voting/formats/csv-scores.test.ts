import { describe, expect, test } from 'vitest';
import { readCsvScores } from '../../../../core/voting/formats/csv-scores.ts';
import { ballotsIn, faultOf } from './said.ts';

describe('a table of scores', () => {
  test('has exact decimals, negative ones, and empty cells for no score', () => {
    const election = readCsvScores('A,B,"C, ""the"" third"\r\n5,-2.50,\r\n+0.1,.5,9007199254740993\r\n5,-2.5,\r\n');
    expect(election.options).toEqual(['A', 'B', 'C, "the" third']);
    expect(ballotsIn(election)).toEqual([
      'A:5 B:-2.5 C, "the" third: * 1',
      'A:0.1 B:0.5 C, "the" third:9007199254740993 * 1',
      'A:5 B:-2.5 C, "the" third: * 1',
    ]);
  });

  test.each([';', '\t'])('may have %j between the cells, as spreadsheets save it', (mark) => {
    expect(ballotsIn(readCsvScores(`A${mark}"B, or not"\n1${mark}2\n\n3${mark}\n`))).toEqual(['A:1 B, or not:2 * 1', 'A:3 B, or not: * 1']);
  });

  test('a name that was guarded against formulas is read as it was', () => {
    expect(readCsvScores("'=1+1,'@x,'plain\n1,2,3\n").options).toEqual(['=1+1', '@x', "'plain"]);
  });

  test('a line end in quotes is a line of the file', () => {
    expect(faultOf('"A\nlong name",B\n1,x\n', '.csv')).toMatch(/^line 3, column 3: found "x"/);
  });

  test.each([
    ['1e400', 'found "1e400"'],
    ['NaN', 'found "NaN"'],
    ['Infinity', 'found "Infinity"'],
    ['0x10', 'found "0x10"'],
    ['５', 'found "５"'],
    ['1 000', 'found "1 000"'],
    ['--1', 'found "--1"'],
    ['.', 'found "."'],
    ['9'.repeat(41), 'at most 40 digits'],
    ['1/2', 'found "1/2"'],
  ])('refuses %s as a score', (cell, said) => {
    expect(faultOf(`A,B\n1,${cell}\n`, '.csv')).toContain('line 2, column 3: ');
    expect(faultOf(`A,B\n1,${cell}\n`, '.csv')).toContain(said);
  });

  test.each([
    ['a cell too few', 'A,B\n1\n', 'line 2, column 2: found 1 cell, expected 2 cells'],
    ['a cell too many', 'A,B\n1,2,3\n', 'line 2, column 5: found 3 cells, expected 2 cells'],
    ['an option twice', 'A,A\n', 'line 1, column 3: found "A" for the second time'],
    ['an option without a name', 'A,,B\n', 'line 1, column 3: found nothing'],
    ['a quote that nobody closes', 'A,"B\n1,2\n', 'line 1, column 3: found a double quote that nobody closes'],
    ['words after a quote', '"A"x,B\n', 'line 1, column 4: found "x"'],
    ['nothing', '', 'line 1, column 1: found nothing'],
  ])('refuses %s', (_, text, said) => {
    expect(faultOf(text, '.csv')).toContain(said);
  });
});
