import { describe, expect, test } from 'vitest';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import { CoopError } from '../../../core/errors.ts';
import { moment, say } from '../../../core/text/text.ts';

const past = say('conversation.moment-past', { words: 'Friday', at: moment(new Date('2026-11-27T13:00:00Z')) });
const german = {
  'conversation.cancel': 'Abbrechen',
  'conversation.days': '{count, plural, one {# Tag} other {# Tage}}',
  'conversation.moment-past': '„{words}“ war {at}.',
};
const translator = createTranslator({ de: german });
const inBerlin = { language: 'en', timeZone: 'Europe/Berlin' };

describe('a sentence in words', () => {
  test.each([
    ['Europe/Berlin', 'Fri 27 Nov 2026, 14:00 CET'],
    ['America/New_York', 'Fri 27 Nov 2026, 08:00 EST'],
    ['Australia/Sydney', 'Sat 28 Nov 2026, 00:00 AEDT'],
    ['Asia/Kolkata', 'Fri 27 Nov 2026, 18:30 GMT+5:30'],
    ['UTC', 'Fri 27 Nov 2026, 13:00 UTC'],
    ['No/Where', 'Fri 27 Nov 2026, 13:00 UTC'],
  ])('has its moments on the clock of %s', (timeZone, written) => {
    expect(translator.words(past, { language: 'en', timeZone })).toBe(
      `“Friday” is ${written}, and that has passed. Please choose a later time.`,
    );
  });

  test('says summer time in summer', () => {
    const summer = say('conversation.moment-past', { words: 'x', at: moment(new Date('2026-07-01T12:00:00Z')) });
    expect(translator.words(summer, inBerlin)).toContain('Wed 1 Jul 2026, 14:00 CEST');
  });

  test.each([
    ['de', 'Abbrechen'],
    ['de-AT', 'Abbrechen'],
    ['DE-Latn-CH', 'Abbrechen'],
    ['fr', 'Cancel'],
    ['', 'Cancel'],
    ['not a tag!', 'Cancel'],
    ['__proto__', 'Cancel'],
  ])('is in the nearest language to %j', (language, written) => {
    expect(translator.words(say('conversation.cancel'), { language, timeZone: 'UTC' })).toBe(written);
  });

  test('takes from English what a catalogue lacks, with moments in the language', () => {
    const reader = { language: 'de', timeZone: 'Europe/Berlin' };
    expect(translator.words(say('conversation.back'), reader)).toBe('Back');
    expect(translator.words(past, reader)).toMatch(/^„Friday“ war Fr.*27\. Nov.*2026.*14:00 MEZ\.$/u);
  });

  test('counts in its language, with sentences inside sentences', () => {
    const least = (count: number) => say('conversation.short-duration', { words: 'x', least: say('conversation.days', { count }) });
    expect(translator.words(least(1), inBerlin)).toContain('at least 1 day.');
    expect(translator.words(least(2), inBerlin)).toContain('at least 2 days.');
    expect(translator.words(least(2), { language: 'de', timeZone: 'UTC' })).toContain('2 Tage');
  });

  test('shows a person’s words as they are, whatever they look like', () => {
    const words = `{count, plural} <b>#</b> '{x}' ''`;
    expect(translator.words(say('conversation.unknown-command', { words }), inBerlin)).toContain(words);
  });

  test('without a value, or with an id of nobody, is a surprise that says what to do', () => {
    expect(() => translator.words(say('conversation.moment-past'), inBerlin)).toThrow(CoopError);
    const foreign: typeof past = JSON.parse('{"kind":"sentence","id":"gone.away"}');
    expect(() => translator.words(foreign, inBerlin)).toThrow(CoopError);
  });
});

test('a phrase keeps its moments apart, also those of sentences inside', () => {
  const at = new Date('2026-11-27T13:00:00Z');
  const nested = say('conversation.and-more', { first: past, second: say('conversation.cancel') });
  expect(translator.phrase(nested, inBerlin)).toEqual([
    { kind: 'words', text: '“Friday” is ' },
    { kind: 'moment', at },
    { kind: 'words', text: ', and that has passed. Please choose a later time. Cancel' },
  ]);
});

test('the pseudo-language accents our words, brackets each sentence and leaves values alone', () => {
  const sentence = say('conversation.short-duration', { words: 'Blue', least: say('conversation.days', { count: 2 }) });
  expect(translator.words(sentence, { language: 'en-XA', timeZone: 'UTC' })).toBe('⟦“Blue” îš ţöö šĥöŕţ: åţ ļéåšţ ⟦2 ðåýš⟧.⟧');
});
