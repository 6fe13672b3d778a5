import { describe, expect, test } from 'vitest';
import { readAccount, readRoom } from '../../../bots/console/names.ts';
import { Refusal } from '../../../core/errors.ts';

describe('a name', () => {
  test.each([
    ['ada', 'ada', 'ada'],
    ['  Ada Lovelace ', 'ada lovelace', 'Ada Lovelace'],
    ['ＡＤＡ', 'ada', 'ＡＤＡ'],
    ['ﬁnn', 'finn', 'ﬁnn'],
    ['Ünal', 'ünal', 'Ünal'],
    ['U\u0308nal', 'ünal', 'Ünal'],
    ['ada\u0000\u202Ebob', 'adabob', 'adabob'],
    ['\u{1b}[31mada', '[31mada', '[31mada'],
    ['ada\nbob', 'ada bob', 'ada bob'],
    ['__proto__', '__proto__', '__proto__'],
    ['علی', 'علی', 'علی'],
    ['👩‍🌾', '👩‍🌾', '👩‍🌾'],
    ['x'.repeat(60), 'x'.repeat(60), 'x'.repeat(60)],
  ])('%j is the account %j, shown as %j', (typed, externalId, displayName) => {
    expect(readAccount(typed)).toEqual({ externalId, displayName });
  });

  test.each(['', '  ', '\u200B\u2060', '\u202E', '\u0000', '\ud800'])('%j cannot be seen', (typed) => {
    expect(() => readAccount(typed)).toThrow(Refusal);
    expect(() => readAccount(typed)).toThrow('console.name-missing');
    expect(() => readRoom(typed)).toThrow('console.room-missing');
  });

  test.each(['x'.repeat(61), 'x'.repeat(1_000_000)])('of too many characters is refused', (typed) => {
    expect(() => readAccount(typed)).toThrow('console.name-too-long');
    expect(() => readRoom(typed)).toThrow('console.room-too-long');
  });

  test('is one account however it is written', () => {
    expect(new Set(['Ada', 'ada ', 'ADA', 'ａｄａ'].map((typed) => readAccount(typed).externalId))).toEqual(new Set(['ada']));
  });
});

describe('a room', () => {
  test('is one in any capitals', () => {
    expect(readRoom(' Kitchen')).toBe('kitchen');
  });

  test('is never the place where an account talks alone', () => {
    expect(() => readRoom('Direct:ada')).toThrow('console.room-reserved');
    expect(() => readRoom('ｄirect：ada')).toThrow('console.room-reserved');
  });
});
