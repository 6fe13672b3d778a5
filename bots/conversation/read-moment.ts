import { casual } from 'chrono-node/en';
import { DateTime } from 'luxon';
import { Refusal } from '../../core/errors.ts';
import { moment, say } from '../../core/text/text.ts';
import { clip } from './clean-text.ts';
import { spellDate } from './spell-date.ts';
import { parseDuration } from './parse-duration.ts';
import type { Reading } from './reading.ts';

type Understood = ReturnType<typeof casual.parse>[number];

/**
 * Reads a moment to come: "tomorrow 6pm", "Friday 18:00", "2026-12-01 18:00", "in 3 hours", in the person's zone.
 * Throws a Refusal with what was understood when it lies in the past, has two meanings, or is not all understood.
 */
export function readMoment(words: string, { now, timeZone }: Reading): Date {
  const text = words.trim();
  if (text.length > 100) throw new Refusal(say('conversation.bad-moment', { words: clip(text) }));

  const relative = parseDuration(text.replace(/^in\s+|\s+from now$/giu, ''));
  const at =
    relative === null
      ? readDate(text, { now, timeZone })
      : DateTime.fromJSDate(now, { zone: timeZone })
          .plus({ months: Math.min(relative.months, 1200), milliseconds: relative.milliseconds })
          .toJSDate();

  if (!(at.getTime() > now.getTime())) throw new Refusal(say('conversation.moment-past', { words: clip(text), at: moment(at) }));
  if (at.getTime() > now.getTime() + tenYears) throw new Refusal(say('conversation.moment-far', { words: clip(text) }));
  return at;
}

const tenYears = 3653 * 86_400_000;

function readDate(text: string, { now, timeZone }: Reading): Date {
  const here = DateTime.fromJSDate(now, { zone: timeZone });
  const spelt = spellDate(text, here.year);
  const results = casual.parse(spelt, { instant: now, timezone: here.offset }, { forwardDate: true });
  const [result] = results;
  if (result === undefined) throw new Refusal(say('conversation.bad-moment', { words: clip(text) }));
  if (results.length > 1 || (result.end ?? null) !== null || strayWords(spelt, result) !== '') {
    throw new Refusal(say('conversation.moment-partly', { words: clip(text), understood: result.text }));
  }
  if (!result.start.isCertain('hour')) {
    const day = `${number(result, 'year')}-${two(result, 'month')}-${two(result, 'day')}`;
    throw new Refusal(say('conversation.moment-no-time', { day, example: `${day} 18:00` }));
  }

  const at = result.start.isCertain('timezoneOffset') ? result.start.date() : wallToInstant(text, result, timeZone);
  if (hasTwoHalves(result)) {
    const half = at.getTime() + (number(result, 'hour') < 12 ? 1 : -1) * 12 * 3_600_000;
    const [first, second] = [at, new Date(half)].toSorted((a, b) => a.getTime() - b.getTime());
    throw new Refusal(say('conversation.moment-half', { words: clip(text), first: moment(first ?? at), second: moment(second ?? at) }));
  }
  return nextYearByMistake(result, at, here) ?? at;
}

/** The wall clock of the person's zone, where it shows that time exactly once. */
function wallToInstant(text: string, result: Understood, timeZone: string): Date {
  const wall = {
    year: number(result, 'year'),
    month: number(result, 'month'),
    day: number(result, 'day'),
    hour: number(result, 'hour'),
    minute: number(result, 'minute'),
    second: number(result, 'second'),
  };
  const at = DateTime.fromObject(wall, { zone: timeZone });
  if (!at.isValid) throw new Refusal(say('conversation.bad-moment', { words: clip(text) }));
  if (at.hour !== wall.hour || at.minute !== wall.minute) {
    throw new Refusal(say('conversation.moment-skipped', { words: clip(text), after: moment(at.toJSDate()) }));
  }
  const [first, second] = at.getPossibleOffsets().toSorted((a, b) => a.toMillis() - b.toMillis());
  if (first !== undefined && second !== undefined) {
    throw new Refusal(say('conversation.moment-twice', { words: clip(text), first: inUtc(first), second: inUtc(second) }));
  }
  return at.toJSDate();
}

/** "Nov 20" four days later means the one that has passed, more likely than the one in a year. */
function nextYearByMistake(result: Understood, at: Date, here: DateTime): Date | null {
  if (result.start.isCertain('year') || !result.start.isCertain('month') || !result.start.isCertain('day')) return null;
  const yearBefore = DateTime.fromJSDate(at, { zone: here.zone }).minus({ years: 1 });
  return yearBefore > here.minus({ days: 31 }) && yearBefore <= here ? yearBefore.toJSDate() : null;
}

/** "at 6" is morning or evening; "6:00", "6am", "tonight at 6" and "18" are not. */
function hasTwoHalves(result: Understood): boolean {
  const hour = number(result, 'hour');
  if (result.start.isCertain('meridiem') || result.start.isCertain('timezoneOffset')) return false;
  return hour >= 1 && hour <= 12 && !/\d[:.]\d\d|tonight|morning|evening|afternoon|night|noon/iu.test(result.text);
}

function strayWords(text: string, result: Understood): string {
  const around = `${text.slice(0, result.index)} ${text.slice(result.index + result.text.length)}`;
  return around.replaceAll(/\b(?:at|on|by|the|o'?clock)\b|[,.]/giu, '').trim();
}

type Component = Parameters<Understood['start']['get']>[0];
const number = (result: Understood, component: Component): number => result.start.get(component) ?? 0;
const two = (result: Understood, component: Component): string => String(number(result, component)).padStart(2, '0');
const inUtc = (at: DateTime): string => at.toUTC().toFormat("yyyy-MM-dd HH:mm 'UTC'");
