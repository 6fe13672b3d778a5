import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../core/errors.ts';
import { irv } from '../../../core/voting/irv.ts';
import { letters, ranks } from './some-rankings.ts';

const options = ['Blue', 'Red', 'Green'];

describe('a ranking in words', () => {
  test.each([
    ['Blue > Red = Green', 'A>B=C'],
    ['blue>green', 'A>C'],
    ['2>1=3', 'B>A=C'],
    ['#3 > #1', 'C>A'],
    ['Green, Blue, Red', 'C>A>B'],
    ['Green\nBlue\n', 'C>A'],
    ['g > b', 'C>A'],
    ['Red', 'B'],
    ['> Red >', 'B'],
    ['Red = Blue', 'A=B'],
    ['none', ''],
  ])('%j', (words, expected) => {
    expect(irv.read(words, options)).toEqual(ranks(expected));
  });

  test('names may have marks of their own', () => {
    const named = ['A > B', 'A', 'B', 'x=y', 'Yes, but'];
    expect(irv.read('A > B', named)).toEqual([[0]]);
    expect(irv.read('A > B > x=y = Yes, but > A', named)).toEqual([[0], [3, 4], [1]]);
    expect(irv.read('B > A', named)).toEqual([[2], [1]]);
  });

  test.each(['Blue > Yellow', '', '>', 'Blue > Red > Blue', 'Blue = = Red', '5'])('%j is refused with words', (words) => {
    expect(() => irv.read(words, options)).toThrow(Refusal);
  });

  test('what is written for a button is read as exactly that ballot', () => {
    const name = fc.oneof(fc.string(), fc.constantFrom('1', '2', '3', '1>2', '#1', '1=2', 'none', 'a,b', '__proto__', '>', '='));
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(6), { minLength: 6, maxLength: 6 }),
        (names, levels) => {
          const places = [...names.keys()].filter((place) => levels[place] !== 6);
          const choice = [...Map.groupBy(places, (place) => levels[place] ?? 0)].toSorted(([a], [b]) => a - b).map(([, equals]) => equals);
          fc.pre(choice.length > 0 || !names.some((option) => option.toLowerCase().startsWith('none')));
          expect(irv.read(irv.write(choice, names), names)).toEqual(choice);
        },
      ),
    );
  });

  test('says a ballot back', () => {
    expect(irv.show([[2], [0, 1]], options)).toBe('Green > Blue = Red');
    expect(irv.show([], options)).toMatchObject({ id: 'ballots.nothing-supported' });
  });

  test.each([
    null,
    1,
    '1',
    {},
    [0],
    [[]],
    [[0, 0]],
    [[1, 0]],
    [[0], [0]],
    [[3]],
    [[-1]],
    [[0.5]],
    [['0']],
    [[Number.NaN]],
    [null],
    [[null]],
  ])('a ballot %j from a file is refused', (choice) => {
    expect(() => irv.parse(choice, letters(3))).toThrow(expect.objectContaining({ code: 'ballot-malformed' }));
  });
});
