import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../core/errors.ts';
import { readOption, readOptions, writeOption } from '../../../core/voting/option-words.ts';

const colours = ['Blue', 'Red', 'Dark  Green', 'Grey'];

/** The id and values of the refusal that it throws. */
function refusal(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return { id: error.sentences[0]?.id, ...error.sentences[0]?.values };
  }
  throw new Error('nothing was refused');
}

describe('an option is meant', () => {
  test.each([
    ['Blue', 0],
    ['  bLUE ', 0],
    ['“Red”', 1],
    ['dark green', 2],
    ['DARK\tGREEN', 2],
    ['d', 2],
    ['gr', 3],
    ['2', 1],
    ['2.', 1],
    ['#2', 1],
    ['# 4', 3],
    ['Ｂｌｕｅ', 0],
  ])('by %j', (words, place) => {
    expect(readOption(words, colours)).toBe(place);
  });

  test('by its name in whatever Unicode form', () => {
    expect(readOption('cafe\u0301', ['Café', 'Cafeteria'])).toBe(0);
  });

  test('by the whole name before a longer one that begins with it', () => {
    expect(readOption('yes', ['Yes, but', 'Yes'])).toBe(1);
  });

  test('by name before number, and by # for a number whatever the names', () => {
    const hours = ['1', '5', '2'];
    expect(readOption('2', hours)).toBe(2);
    expect(readOption('#2', hours)).toBe(1);
    expect(readOption('3', hours)).toBe(2);
  });

  test('even when it is called __proto__', () => {
    expect(readOption('__proto__', ['constructor', '__proto__'])).toBe(1);
  });
});

describe('the options are listed', () => {
  test.each(['Purple', '', '   ', '0', '5', '#9', '-1', '1e0', 'constructor', '99999999999999999999'])('for %j', (words) => {
    expect(refusal(() => readOption(words, colours))).toEqual({
      id: 'voting.no-option',
      words: words.trim(),
      options: '1 Blue, 2 Red, 3 Dark  Green, 4 Grey',
    });
  });

  test('for the beginning of more than one name, only those', () => {
    expect(refusal(() => readOption('g', ['Grey', 'Green', 'Blue']))).toEqual({
      id: 'voting.several-options',
      words: 'g',
      options: '1 Grey, 2 Green',
    });
  });

  test('with # where a number would be taken for a name', () => {
    expect(refusal(() => readOption('x', ['2', '7']))).toMatchObject({ options: '#1 “2”, #2 “7”' });
  });

  test('with a long text cut short', () => {
    expect(refusal(() => readOption('x'.repeat(5_000), colours))).toMatchObject({ words: `${'x'.repeat(59)}…` });
  });
});

describe('several options are meant', () => {
  test.each<[string, number[]]>([
    ['Blue, Red', [0, 1]],
    ['3,1', [0, 2]],
    ['#3;1\nred', [0, 1, 2]],
    ['Blue', [0]],
    ['blue,, blue,1,', [0]],
    ['"Blue", "Grey"', [0, 3]],
  ])('by %j', (words, places) => {
    expect(readOptions(words, colours)).toEqual(places);
  });

  test('also where names have commas in them', () => {
    const options = ['Yes', 'Yes, but later', 'No, never; ever', 'No'];
    expect(readOptions('Yes, but later, No', options)).toEqual([1, 3]);
    expect(readOptions('no, never; ever,yes', options)).toEqual([0, 2]);
  });

  test('but one that does not exist refuses all', () => {
    expect(refusal(() => readOptions('Blue, Purple', colours))).toMatchObject({ id: 'voting.no-option', words: 'Purple' });
    expect(refusal(() => readOptions(' , ', colours))).toMatchObject({ id: 'voting.no-option' });
  });

  test('a hostile line takes no time', () => {
    const options = Array.from({ length: 50 }, (_, place) => `${place}${','.repeat(99)}`);
    const started = performance.now();
    expect(() => readOptions('x,'.repeat(2_000), options)).toThrow(Refusal);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

test('what is written for a button is read as exactly that option, whatever the options are called', () => {
  const name = fc.oneof(fc.integer({ min: 0, max: 12 }).map(String), fc.constantFrom('#1', '#2', '1.', 'none', 'A, 2', '2,'), fc.string());
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 12 }), fc.nat(), (options, any) => {
      const place = any % options.length;
      expect(readOption(writeOption(place, options), options)).toBe(place);
    }),
  );
});
