import { describe, expect, test } from 'vitest';
import { readBlt } from '../../../../core/voting/formats/blt.ts';
import { ballotsIn, faultOf } from './said.ts';

describe('BLT', () => {
  test('is read as Hill, Wichmann and Woodall show it; who withdrew is in no ballot', () => {
    const election = readBlt(
      '4 2\n-2\n3 1 3 4 0\n4 1 3 2 0\n2 4 1 3 0\n1 2 0\n2 2 4 3 1 0\n1 3 4 2 0\n0\n"Adam"\n"Basil"\n"Charlotte"\n"Donald"\n"Title"\n',
    );
    expect(election).toMatchObject({ title: 'Title', seats: 2, options: ['Adam', 'Charlotte', 'Donald'] });
    expect(ballotsIn(election)).toEqual([
      'Adam > Charlotte > Donald * 3',
      'Adam > Charlotte * 4',
      'Donald > Adam > Charlotte * 2',
      ' * 1',
      'Donald > Charlotte > Adam * 2',
      'Charlotte > Donald * 1',
    ]);
    expect(election.warnings).toEqual(['"Basil" withdrew and is passed over in every ballot.']);
  });

  test('may be one line; equals, skipped ranks, own ids, comments as OpenSTV has them', () => {
    const text = '3 1 (id 7) 1 2=3 1 0 # two equal\n 2 1 - 3 0 1 (1 2) 3 0 1 0 0 "A # a" "B (b)" C "T" "source"';
    expect(ballotsIn(readBlt(text))).toEqual(['B (b) = C > A # a * 1', 'A # a > C * 2', 'A # a = B (b) > C * 1', ' * 1']);
  });

  test.each([
    ['no candidates', '0 2\n0\n"T"', 'line 1, column 1: found "0", expected the number of candidates'],
    ['a candidate that there is not', '2 1\n1 3 0\n0\n"A"\n"B"', 'line 2, column 3: found "3"'],
    ['a candidate twice', '2 1\n1 1 2 1 0\n0\n"A"\n"B"', 'line 2, column 7: found candidate 1 for the second time'],
    ['a ballot without its 0', '2 1\n1 1\n"A"\n"B"', 'line 3, column 1: found "A", expected the 0 that ends the ballot'],
    ['no last 0', '2 1\n1 1 0\n"A"\n"B"', 'line 3, column 1: found "A", expected the weight of a ballot'],
    ['a name that nobody closes', '1 1\n0\n"A', 'line 3, column 1: found a double quote that nobody closes'],
    ['a name too few', '2 1\n0\n"A"', 'found the end of the file, expected the name of candidate 2'],
    ['the same name twice', '2 1\n0\n"A"\n"A"', 'line 4, column 1: found "A" for the second time'],
    ['who withdrew and is not there', '2 1\n-3\n0\n"A"\n"B"', 'line 2, column 1: found "-3"'],
    ['nobody who stayed', '1 1\n-1\n0\n"A"', 'found only candidates who withdrew'],
    ['a decimal weight', '1 1\n1.5 1 0\n0\n"A"', 'line 2, column 1: found "1.5", expected the weight'],
    ['a negative weight', '1 1\n2 1 0\n-5 1 0\n0\n"A"', 'line 3, column 1: found "-5"'],
    ['1e400', '1e400 1', 'found "1e400"'],
    ['words after the title', '1 1\n0\n"A"\n"T"\nx', 'line 5, column 1: found "x"'],
    ['a half-open parenthesis', '2 1\n1 (1 2\n0', 'line 2, column 3: found (, expected )'],
  ])('refuses %s', (_, text, said) => {
    expect(faultOf(text, '.blt')).toContain(said);
  });
});
