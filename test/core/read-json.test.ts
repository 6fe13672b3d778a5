import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../core/read-json.ts';

test('reads what JSON.parse reads, to the same values', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
      const value: unknown = JSON.parse(text);
      fc.pre(!text.includes('-0') && text.isWellFormed() && !hasUnsafeNumber(value));
      expect(readJson(JSON.stringify(value, null, indent))).toEqual(value);
    }),
  );
});

test('never ends in anything but a value or a place where it is wrong', () => {
  const text = fc.oneof(fc.string(), fc.stringMatching(/^[[\]{}",:0-9eE.+\-\\untrfals ]{0,40}$/));
  fc.assert(
    fc.property(text, (any) => {
      try {
        expect(readJson(any)).toEqual(JSON.parse(any));
      } catch (error) {
        expect(error).toMatchObject({ code: 'json-malformed', message: expect.stringMatching(/^line \d+, column \d+: ./) });
      }
    }),
    { numRuns: 2_000 },
  );
});

test('__proto__ is a name like another', () => {
  const value = readJson('{"__proto__": {"a": 1}, "constructor": 2}');
  expect(Object.entries(Object(value))).toEqual([
    ['__proto__', { a: 1 }],
    ['constructor', 2],
  ]);
  expect(() => readJson('{"__proto__": 1, "__proto__": 2}')).toThrow('line 1, column 18: the name "__proto__" stands twice in one object');
});

describe('refuses, with the place,', () => {
  test.each([
    ['nothing', '', 'line 1, column 1: the text ends too early'],
    ['half a document', '{"a": [1,', 'line 1, column 10: the text ends too early'],
    ['two documents', '{}\n{}', 'line 2, column 1: expected the end of the text'],
    ['a name twice', '{\n  "a": 1,\n  "a": 1\n}', 'line 3, column 3: the name "a" stands twice in one object'],
    ['a name twice, differently written', '{"a": 1, "\\u0061": 1}', 'line 1, column 10: the name "a" stands twice in one object'],
    ['a comma too many', '[1,]', 'line 1, column 4: expected a value'],
    ['a missing comma', '[1 2]', 'line 1, column 4: expected a comma or ]'],
    ['a missing colon', '{"a" 1}', 'line 1, column 6: expected a colon'],
    ['a name without quotes', '{a: 1}', 'line 1, column 2: expected a name in double quotes'],
    ['a lone surrogate', '["\\ud800"]', 'line 1, column 2: half of a surrogate pair stands alone in this text'],
    ['a line end in a text', '["a\nb"]', 'line 1, column 4: a control character must be written as \\u00..'],
    ['an open text', '["a', 'line 1, column 2: this text has no closing quote'],
    ['an open text after a backslash', '"\\', 'line 1, column 1: this text has no closing quote'],
    ['a wrong escape', '["\\x"]', 'line 1, column 2: there is a wrong escape after a backslash in this text'],
    ['an integer that is not exact', '9007199254740993', 'line 1, column 1: this number is not exact beyond 2^53 - 1: write it in quotes'],
    ['a number beyond a double', '1e400', 'line 1, column 1: this number is too large'],
    ['minus zero', '[-0.0]', 'line 1, column 2: there is no -0 here: write 0'],
    ['NaN', 'NaN', 'line 1, column 1: expected a value'],
    ['a leading zero', '01', 'line 1, column 2: expected the end of the text'],
    ['65 levels', '['.repeat(65), 'line 1, column 65: nested deeper than 64 levels'],
    ['a million levels', '['.repeat(1_000_000), 'line 1, column 65: nested deeper than 64 levels'],
  ])('%s', (_, text, said) => {
    expect(() => readJson(text)).toThrow(said);
  });
});

function hasUnsafeNumber(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
  return value !== null && typeof value === 'object' && Object.values(value).some(hasUnsafeNumber);
}
