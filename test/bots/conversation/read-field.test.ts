import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field } from '../../../bots/conversation/field.ts';
import { readField } from '../../../bots/conversation/read-field.ts';
import type { ReadValue } from '../../../bots/conversation/read-field.ts';
import { Refusal } from '../../../core/errors.ts';
import { refusalOf, refusedBy } from './refused.ts';

const ask = 'conversation.help-topic';
const day = 86_400_000;
const fields = {
  line: { kind: 'line', maxLength: 10, ask },
  paragraph: { kind: 'paragraph', maxLength: 20, ask },
  list: { kind: 'list', minItems: 2, maxItems: 4, maxLength: 12, ask },
  choice: {
    kind: 'choice',
    ask,
    options: [
      { value: 'single', label: ask },
      { value: 'ranked-pairs', label: ask },
    ],
  },
  integer: { kind: 'integer', min: -5, max: 100, ask },
  number: { kind: 'number-sign', ask },
  duration: { kind: 'duration', min: 60_000, max: 366 * day, ask },
  moment: { kind: 'moment', ask },
  person: { kind: 'person', ask },
  zone: { kind: 'time-zone', ask },
  language: { kind: 'language', ask },
  quiet: { kind: 'quiet-hours', ask },
  flag: { kind: 'flag', ask, optional: true },
} satisfies Record<string, Field>;

/** A Tuesday, 15:00 in Berlin. */
const now = new Date('2026-11-24T14:00:00Z');
const read = (name: keyof typeof fields, words: string, timeZone = 'Europe/Berlin', at = now): ReadValue =>
  readField(fields[name], words, { now: at, timeZone });

describe('words as values', () => {
  test.each<[keyof typeof fields, string, ReadValue]>([
    ['line', '  a\n b ', 'a b'],
    ['paragraph', 'a\n\n\n\nb', 'a\n\nb'],
    ['list', 'A, B ,C', ['A', 'B', 'C']],
    ['list', 'A;B, C', ['A', 'B, C']],
    ['list', 'A|B', ['A', 'B']],
    ['list', '- A, or so\n- B\n\n3. C', ['A, or so', 'B', 'C']],
    ['list', '"A, B", C', ['A, B', 'C']],
    ['list', '"A, B"', ['A', 'B']],
    ['list', String.raw`A\, B, C`, ['A, B', 'C']],
    ['list', 'A,,B,', ['A', 'B']],
    ['list', '“Deep Blue”, don’t', ['Deep Blue', 'don’t']],
    ['choice', 'Single', 'single'],
    ['choice', 'ranked pairs', 'ranked-pairs'],
    ['integer', ' 7 ', 7],
    ['integer', '-5', -5],
    ['number', '#3', 3],
    ['number', '12', 12],
    ['duration', '2d', 2 * day],
    ['duration', '90m', 5_400_000],
    ['duration', '1 h 30 min', 5_400_000],
    ['duration', '1h30m', 5_400_000],
    ['duration', '1.5 h', 5_400_000],
    ['duration', 'two days', 2 * day],
    ['duration', '1 week', 7 * day],
    ['duration', 'A week and two days', 9 * day],
    ['duration', 'half an hour', 1_800_000],
    ['duration', 'a month', 30 * day],
    ['duration', '1 year', 365 * day],
    ['duration', 'until Friday 18:00', 3 * day + 3 * 3_600_000],
    ['moment', 'tomorrow 6pm', new Date('2026-11-25T17:00:00Z')],
    ['moment', 'Friday 18:00', new Date('2026-11-27T17:00:00Z')],
    ['moment', 'in 3 hours', new Date('2026-11-24T17:00:00Z')],
    ['moment', '2026-12-01 18:00', new Date('2026-12-01T17:00:00Z')],
    ['moment', '2026-12-01T18:00Z', new Date('2026-12-01T18:00:00Z')],
    ['moment', '2026-07-01T18:00+02:00'.replace('2026', '2027'), new Date('2027-07-01T16:00:00Z')],
    ['moment', '27/11/2026 18:00', new Date('2026-11-27T17:00:00Z')],
    ['moment', '27.11.2026 18:00', new Date('2026-11-27T17:00:00Z')],
    ['moment', '27.11. 18h30', new Date('2026-11-27T17:30:00Z')],
    ['moment', 'tonight at 8', new Date('2026-11-24T19:00:00Z')],
    ['moment', 'tomorrow at noon', new Date('2026-11-25T11:00:00Z')],
    ['moment', '2pm', new Date('2026-11-25T13:00:00Z')],
    ['moment', 'Dec 1 18:00 EST', new Date('2026-12-01T23:00:00Z')],
    ['person', '@Ada  Lovelace', 'Ada Lovelace'],
    ['zone', 'europe/berlin', 'Europe/Berlin'],
    ['zone', 'Berlin', 'Europe/Berlin'],
    ['zone', 'new york', 'America/New_York'],
    ['zone', 'San Francisco', 'America/Los_Angeles'],
    ['zone', 'utc', 'UTC'],
    ['zone', 'US/Eastern', 'America/New_York'],
    ['language', 'German', 'de'],
    ['language', 'deutsch', 'de'],
    ['language', 'PT-br', 'pt-BR'],
    ['language', 'zh_Hant', 'zh-Hant'],
    ['quiet', '22:00-07:00', '22:00-07:00'],
    ['quiet', '10pm-7am', '22:00-07:00'],
    ['quiet', 'None', 'off'],
    ['quiet', 'from 22 to 7', '22:00-07:00'],
    ['quiet', '12am – 6:30 am', '00:00-06:30'],
    ['flag', 'Yes', true],
    ['flag', 'off', false],
  ])('%s: %j', (name, words, value) => {
    expect(read(name, words)).toEqual(value);
  });

  test.each<[keyof typeof fields, string, string]>([
    ['line', ' ', 'nothing-said'],
    ['line', 'x'.repeat(11), 'too-long'],
    ['list', 'A', 'few-items'],
    ['list', ',,', 'few-items'],
    ['list', 'A,B,C,D,E', 'many-items'],
    ['list', 'A, a', 'same-item'],
    ['list', `A,${'x'.repeat(13)}`, 'long-item'],
    ['choice', 'singel', 'bad-choice-near'],
    ['choice', '__proto__', 'bad-choice'],
    ['integer', '101', 'bad-integer'],
    ['integer', '1e2', 'bad-integer'],
    ['integer', '٣', 'bad-integer'],
    ['number', '#0', 'bad-number-sign'],
    ['number', '3.5', 'bad-number-sign'],
    ['duration', 'banana', 'bad-duration'],
    ['duration', '-2d', 'bad-duration'],
    ['duration', '90', 'duration-unit'],
    ['duration', '1s', 'short-duration'],
    ['duration', '53 weeks', 'long-duration'],
    ['duration', '999999 months', 'long-duration'],
    ['duration', '2 years', 'long-duration'],
    ['moment', 'banana', 'bad-moment'],
    ['moment', 'yesterday 18:00', 'moment-past'],
    ['moment', 'Nov 20 18:00', 'moment-past'],
    ['moment', 'tomorrow', 'moment-no-time'],
    ['moment', 'next week', 'moment-no-time'],
    ['moment', 'tomorrow at 6', 'moment-half'],
    ['moment', '03/04/2027 18:00', 'moment-ambiguous'],
    ['moment', 'Friday 9:00 or Saturday 9:00', 'moment-partly'],
    ['moment', 'Friday 9:00-11:00', 'moment-partly'],
    ['moment', 'tomorrow 6pm please', 'moment-partly'],
    ['moment', '2040-01-01 10:00', 'moment-far'],
    ['moment', '2026-13-40 25:99', 'bad-moment'],
    ['moment', 'tomorrow '.repeat(100), 'bad-moment'],
    ['person', '@', 'nothing-said'],
    ['zone', 'Berln', 'bad-zone-near'],
    ['zone', 'EST', 'zone-initials'],
    ['zone', 'qqqqqqq', 'bad-zone'],
    ['zone', 'Nowhere/Land', 'bad-zone'],
    ['language', 'Germna', 'bad-language-near'],
    ['language', 'xx', 'bad-language'],
    ['language', '!!!!!!!!!', 'bad-language'],
    ['quiet', '22:00', 'bad-quiet-hours'],
    ['quiet', '25:00-07:00', 'bad-quiet-hours'],
    ['quiet', '7-7', 'bad-quiet-hours'],
    ['flag', 'perhaps', 'bad-flag'],
  ])('%s: %j is refused', (name, words, id) => {
    expect(refusedBy(() => read(name, words))).toEqual([`conversation.${id}`]);
  });
});

describe('clocks that change', () => {
  test('a time that the clocks skip is refused, with the one after it', () => {
    const refusal = refusalOf(() => read('moment', '2027-03-28 02:30'));
    expect(refusal.id).toBe('conversation.moment-skipped');
    expect(refusal.values).toMatchObject({ after: { moment: '2027-03-28T01:30:00.000Z' } });
  });

  test('a time that comes twice is refused with both', () => {
    expect(refusalOf(() => read('moment', '2027-10-31 02:30'))).toMatchObject({
      id: 'conversation.moment-twice',
      values: { first: '2027-10-31 00:30 UTC', second: '2027-10-31 01:30 UTC' },
    });
    expect(read('moment', '2027-10-31 01:30 UTC')).toEqual(new Date('2027-10-31T01:30:00Z'));
  });

  test('days are of the wall clock, hours are hours', () => {
    const saturday = new Date('2027-03-27T17:00:00Z');
    expect(read('moment', 'tomorrow 18:00', 'Europe/Berlin', saturday)).toEqual(new Date('2027-03-28T16:00:00Z'));
    expect(read('moment', 'in 24 hours', 'Europe/Berlin', saturday)).toEqual(new Date('2027-03-28T17:00:00Z'));
  });

  test.each([
    ['Pacific/Auckland', '2026-11-26T05:00:00Z'],
    ['America/Los_Angeles', '2026-11-26T02:00:00Z'],
    ['Asia/Kolkata', '2026-11-25T12:30:00Z'],
    ['UTC', '2026-11-25T18:00:00Z'],
  ])('tomorrow 6pm is of the person, in %s', (timeZone, at) => {
    expect(read('moment', 'tomorrow 6pm', timeZone)).toEqual(new Date(at));
  });

  test('what a moment is shown as is read as that moment', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Pacific/Auckland', 'Asia/Kathmandu', 'UTC');
    fc.assert(
      fc.property(zones, fc.integer({ min: 1, max: 3_000_000 }), (timeZone, minutes) => {
        const at = new Date(now.getTime() + minutes * 60_000);
        expect(read('moment', `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`, timeZone)).toEqual(at);
      }),
      { numRuns: 300 },
    );
  });
});

test('every kind reads every string or refuses it', () => {
  const words = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom('1', '22', ':', '-', ' ', 'd', 'h', 'pm', 'Friday', 'tomorrow', 'until ', ',', '"', '/', '.', 'Europe/'),
      maxLength: 15,
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...Object.values<Field>(fields)), words, (field, text) => {
      try {
        readField(field, text, { now, timeZone: 'Europe/Berlin' });
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    }),
    { numRuns: 3000 },
  );
});
