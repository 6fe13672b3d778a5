import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { dueAfter, dueUntil } from '../../../core/digest/due.ts';
import { Slot, slotName, weekdays } from '../../../core/digest/slot.ts';

const daily = (time: string, timeZone: string): Slot => ({ every: 'daily', time, timeZone });
const weekly = (weekday: (typeof weekdays)[number], time: string, timeZone: string): Slot => ({ every: 'weekly', weekday, time, timeZone });

/** The next moments from one on. */
function run(slot: Slot, from: string, count: number): string[] {
  const moments: string[] = [];
  for (let at = new Date(from); moments.length < count;) {
    at = dueAfter(slot, at);
    moments.push(at.toISOString().replace(':00.000Z', 'Z'));
  }
  return moments;
}

describe('when a digest leaves', () => {
  test.each<[string, Slot, string, string[]]>([
    ['in spring it keeps its wall time', daily('09:00', 'Europe/Berlin'), '2026-03-28T00:00Z', ['2026-03-28T08:00Z', '2026-03-29T07:00Z']],
    ['in autumn it keeps its wall time', daily('09:00', 'Europe/Berlin'), '2026-10-24T00:00Z', ['2026-10-24T07:00Z', '2026-10-25T08:00Z']],
    [
      'a time that clocks skip is an hour later, that day',
      daily('02:30', 'Europe/Berlin'),
      '2026-03-28T00:00Z',
      ['2026-03-28T01:30Z', '2026-03-29T01:30Z', '2026-03-30T00:30Z'],
    ],
    [
      'a time that clocks show twice is the second of the two, once',
      daily('02:30', 'Europe/Berlin'),
      '2026-10-24T12:00Z',
      ['2026-10-25T01:30Z', '2026-10-26T01:30Z'],
    ],
    [
      'Lord Howe moves its clocks by half an hour, forward',
      daily('02:15', 'Australia/Lord_Howe'),
      '2026-10-02T20:00Z',
      ['2026-10-03T15:45Z', '2026-10-04T15:15Z'],
    ],
    ['and back', daily('01:45', 'Australia/Lord_Howe'), '2026-04-03T20:00Z', ['2026-04-04T15:15Z', '2026-04-05T15:15Z']],
    [
      'where midnight is skipped it leaves when that day begins',
      daily('00:00', 'Africa/Cairo'),
      '2026-04-22T23:00Z',
      ['2026-04-23T22:00Z', '2026-04-24T21:00Z'],
    ],
    ['one day of the week', weekly('monday', '09:00', 'Europe/Berlin'), '2026-11-25T12:00Z', ['2026-11-30T08:00Z', '2026-12-07T08:00Z']],
    ['today, a minute before', weekly('wednesday', '12:01', 'UTC'), '2026-11-25T12:00Z', ['2026-11-25T12:01Z', '2026-12-02T12:01Z']],
    ['never at the moment itself', weekly('wednesday', '12:00', 'UTC'), '2026-11-25T12:00Z', ['2026-12-02T12:00Z']],
    ['far in the east it is tomorrow', weekly('thursday', '00:30', 'Pacific/Kiritimati'), '2026-11-25T10:00Z', ['2026-11-25T10:30Z']],
    ['far in the west it is yesterday', weekly('tuesday', '23:30', 'Pacific/Pago_Pago'), '2026-11-25T10:00Z', ['2026-11-25T10:30Z']],
    ['before the years were counted', weekly('thursday', '00:00', 'UTC'), '1969-12-31T00:00Z', ['1970-01-01T00:00Z']],
  ])('%s', (_, slot, from, moments) => {
    expect(run(slot, from, moments.length)).toEqual(moments);
  });

  const anySlot = fc.record({
    every: fc.constantFrom('daily', 'weekly'),
    weekday: fc.constantFrom(...weekdays),
    time: fc
      .record({ hour: fc.nat(23), minute: fc.nat(59) })
      .map(({ hour, minute }) => [hour, minute].map((part) => String(part).padStart(2, '0')).join(':')),
    timeZone: fc.constantFrom('Europe/Berlin', 'Australia/Lord_Howe', 'Africa/Cairo', 'America/New_York', 'Asia/Kathmandu', 'UTC'),
  });
  const anyMoment = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });

  test('the next moment lies after, the last one up to now, nothing between; and the wall shows it unless it is skipped', () => {
    fc.assert(
      fc.property(anySlot, anyMoment, (given, now) => {
        const slot = Slot.parse(given);
        const [last, next] = [dueUntil(slot, now), dueAfter(slot, now)];
        expect(last <= now && next > now).toBe(true);
        expect(dueAfter(slot, last)).toEqual(next);
        expect(dueUntil(slot, next)).toEqual(next);
        const wall = DateTime.fromJSDate(next, { zone: slot.timeZone });
        const day = wall.startOf('day').set({ hour: Number(slot.time.slice(0, 2)), minute: Number(slot.time.slice(3)) });
        expect(wall.toFormat('HH:mm')).toBe(day.toFormat('HH:mm'));
        if (slot.every === 'weekly') expect(weekdays[wall.weekday - 1]).toBe(slot.weekday);
      }),
      { numRuns: 300 },
    );
  });
});

test('a slot has one name', () => {
  expect(slotName(daily('09:00', 'Europe/Berlin'))).toBe('daily-09:00-Europe/Berlin');
  expect(slotName(weekly('monday', '09:00', 'UTC'))).toBe('weekly-monday-09:00-UTC');
});
