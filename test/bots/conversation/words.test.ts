import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText } from '../../../bots/conversation/clean-text.ts';
import { quote, splitWords, unquote } from '../../../bots/conversation/words.ts';
import { Refusal } from '../../../core/errors.ts';

const texts = (line: string): readonly string[] => splitWords(line).map((word) => word.text);

describe('a line in words', () => {
  test.each<[string, readonly string[]]>([
    ['', []],
    ['  vote   open ', ['vote', 'open']],
    ['a "b c" d', ['a', 'b c', 'd']],
    [`a 'b c' d`, ['a', 'b c', 'd']],
    ['“Which name?” x', ['Which name?', 'x']],
    ['„Welcher Name?“ x', ['Welcher Name?', 'x']],
    ['«Quel nom ?» x', ['Quel nom ?', 'x']],
    ['‘b c’ x', ['b c', 'x']],
    [`'don't stop' x`, [`don't stop`, 'x']],
    [`don't stop`, [`don't`, 'stop']],
    [`'tis so`, [`'tis`, 'so']],
    ['a 5" pipe', ['a', '5"', 'pipe']],
    [String.raw`"say \"hi\" \\ bye"`, [String.raw`say "hi" \ bye`]],
    [String.raw`Deep\ Blue C:\temp`, ['Deep Blue', String.raw`C:\temp`]],
    [String.raw`\"quoted\"`, ['"quoted"']],
    ['--name="A B" x', ['--name=A B', 'x']],
    ['A,"B, C",D', ['A,B, C,D']],
    ['a\nb', ['a', 'b']],
    ['""', ['']],
    ['\\', ['\\']],
  ])('%j', (line, expected) => {
    expect(texts(line)).toEqual(expected);
  });

  test('an open double quote is refused and shown', () => {
    expect(() => splitWords('vote open "Which name')).toThrow(Refusal);
  });

  test('any cleaned text, quoted, is one word that reads as the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (wild) => {
        const text = cleanText(wild);
        expect(texts(`a ${quote(text)} b`)).toEqual(['a', text, 'b']);
        expect(unquote(`"${text.replaceAll(/["\\]/gu, String.raw`\$&`)}"`)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test('any string is taken apart or refused, and the words stand where they say', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from(`ab "'“”„«»‘’\\-=,;|\n#3é👍`)), maxLength: 40 }), (line) => {
        try {
          for (const word of splitWords(line)) expect(line.slice(word.start, word.end)).toBe(word.raw);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
