import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanName, cleanText, clip, longestText } from '../../../bots/conversation/clean-text.ts';
import { hostileStrings } from '../../fixtures/hostile-strings.ts';
import { refusedBy } from './refused.ts';

describe('text of people', () => {
  test.each([
    ['NUL', 'a\u0000b', 'ab'],
    ['lone surrogates', '\uD800x\uDFFF', 'x'],
    ['right-to-left override', 'a\u202Eb\u2066c\u200Fd', 'abcd'],
    ['zero-width flood', `a${'\u200B'.repeat(100)}b\uFEFF`, 'ab'],
    ['hidden tags', `a\u{E0041}\u{E0042}b`, 'ab'],
    ['fillers that look like nothing', '\u3164\u115F\u2800', ''],
    ['a heap of accents', `Z${'\u0317'.repeat(50)}`, `Z${'\u0317'.repeat(4)}`],
    ['line ends of all systems', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['every kind of space', 'a\u00A0b\u2003c\td', 'a b c d'],
    ['control characters', 'a\u0007\u001B[31mb\u009F', 'a[31mb'],
    ['joined emoji', '👩‍👩‍👧 ❤️‍🔥 🏳️‍🌈 🇩🇪', '👩‍👩‍👧 ❤️‍🔥 🏳️‍🌈 🇩🇪'],
    ['Persian', 'می‌خواهم', 'می‌خواهم'],
    ['Hebrew, Thai, Hindi, Korean', 'עִבְרִית ไทยที่นี่ क्षि 한국어', 'עִבְרִית ไทยที่นี่ क्षि 한국어'.normalize('NFC')],
  ])('%s', (_, wild, clean) => {
    expect(cleanText(wild)).toBe(clean);
  });

  test('ten megabytes are refused at once', () => {
    const huge = '"'.repeat(10 * 1024 * 1024);
    const start = performance.now();
    expect(refusedBy(() => cleanText(huge))).toEqual(['conversation.far-too-long']);
    expect(performance.now() - start).toBeLessThan(50);
  });

  test('the longest text that fits is taken', () => {
    expect(cleanText('x'.repeat(longestText))).toHaveLength(longestText);
    expect(refusedBy(() => cleanText('x'.repeat(longestText + 1)))).toEqual(['conversation.too-long']);
  });

  // oxlint-disable-next-line no-control-regex -- they are what must be gone
  const dangerous = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF]|\p{Cs}/u;

  test('is harmless whatever it was, and cleaning it twice changes nothing', () => {
    const nasty = fc.constantFrom(
      '\u200D',
      '\u200C',
      '\uFE0F',
      '\u0301',
      '\u0327',
      'a',
      ' ',
      '\n',
      '\u202E',
      '\uD800',
      '\uDC00',
      '\u0000',
      '👍',
      '\u{E0100}',
    );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 50 }), fc.string({ unit: nasty, maxLength: 30 })), (wild) => {
        const clean = cleanText(wild);
        expect(clean).not.toMatch(dangerous);
        expect(clean.isWellFormed()).toBe(true);
        expect(cleanText(clean)).toBe(clean);
      }),
      { numRuns: 5000 },
    );
  });

  test('the hostile strings come out harmless', () => {
    for (const wild of hostileStrings()) expect(cleanText(wild)).not.toMatch(dangerous);
  });
});

test('a name is one short line, and never nothing', () => {
  expect(cleanName(' Ada\n\u202ELovelace ')).toBe('Ada Lovelace');
  expect(cleanName('\u200B')).toBe('?');
  expect(cleanName('x'.repeat(1_000_000))).toHaveLength(80);
});

test('words are cut between characters', () => {
  expect(clip('👍👍👍👍', 3)).toBe('👍👍…');
  expect(clip('abc', 3)).toBe('abc');
});
