import { weekdays } from './slot.ts';
import type { Slot } from './slot.ts';

const day = 86_400_000;

/** The first moment of the slot after this one. */
export function dueAfter(slot: Slot, after: Date): Date {
  return find(slot, { from: after, step: 1, wanted: (at) => at > after });
}

/** The last moment of the slot up to this one, itself included. */
export function dueUntil(slot: Slot, until: Date): Date {
  return find(slot, { from: until, step: -1, wanted: (at) => at <= until });
}

type Search = { readonly from: Date; readonly step: 1 | -1; readonly wanted: (at: Date) => boolean };

/** Day by day from a day on the other side: a wall time is never further from its own date than that. */
function find(slot: Slot, { from, step, wanted }: Search): Date {
  const today = Math.floor((from.getTime() + offsetAt(slot.timeZone, from.getTime())) / day) * day;
  for (let date = today - 2 * step * day; ; date += step * day) {
    if (!isDayOf(slot, date)) continue;
    const at = wallToInstant(slot, date);
    if (wanted(at)) return at;
  }
}

function isDayOf(slot: Slot, date: number): boolean {
  // The first of January 1970 was a Thursday; weeks begin on Monday here.
  return slot.every === 'daily' || weekdays[(Math.floor(date / day) + 3) % 7] === slot.weekday;
}

/**
 * Where clocks show the time twice, the second of the two, which is when Temporal's schedules wake; where they skip it, as much
 * later as they skip, as RFC 5545 reads such times: 02:30 in the night in which 02:00 becomes 03:00 is 03:30. Temporal does not
 * wake then: the look of every three minutes finds who is due.
 */
function wallToInstant({ time, timeZone }: Slot, date: number): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const wall = date + (hours * 60 + minutes) * 60_000;
  const before = offsetAt(timeZone, wall - day);
  const candidates = [wall - before, wall - offsetAt(timeZone, wall + day)].toSorted((a, b) => a - b);
  return new Date(candidates.findLast((at) => at + offsetAt(timeZone, at) === wall) ?? wall - before);
}

/** How far a zone's wall clock is ahead of UTC at a moment; both in milliseconds. */
function offsetAt(timeZone: string, at: number): number {
  const second = Math.floor(at / 1000) * 1000;
  const parts = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(second)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0, second: seconds = 0 } = parts;
  return Date.UTC(year, month - 1, date, hour, minute, seconds) - second;
}

/** Making one takes longer than asking it a thousand times. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const numeric = 'numeric';
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  });
  clocks.set(timeZone, clock);
  return clock;
}
