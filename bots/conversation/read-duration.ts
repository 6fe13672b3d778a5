import { DateTime } from 'luxon';
import { Refusal } from '../../core/errors.ts';
import { say } from '../../core/text/text.ts';
import { clip } from './clean-text.ts';
import { durationWords } from './duration-words.ts';
import { parseDuration } from './parse-duration.ts';
import { readMoment } from './read-moment.ts';

type Bounds = { readonly now: Date; readonly timeZone: string; readonly min: number; readonly max: number };

/**
 * Reads how long something takes, in milliseconds: "2d", "90m", "1 h 30 min", "two days", "1 week", "a month" (of the
 * calendar, from now), "until Friday 18:00". Throws a Refusal with an example, or with the bound that is passed.
 */
export function readDuration(words: string, { now, timeZone, min, max }: Bounds): number {
  const until = /^\s*(?:until|till|til)\s+(.+)$/isu.exec(words);
  const duration =
    until?.[1] === undefined ? inMilliseconds(words, { now, timeZone }) : readMoment(until[1], { now, timeZone }).getTime() - now.getTime();

  if (duration === null) {
    const bare = /^\s*\d{1,6}\s*$/u.test(words);
    throw new Refusal(
      bare ? say('conversation.duration-unit', { number: words.trim() }) : say('conversation.bad-duration', { words: clip(words) }),
    );
  }
  if (duration < min) throw new Refusal(say('conversation.short-duration', { words: clip(words), least: durationWords(min) }));
  if (duration > max) throw new Refusal(say('conversation.long-duration', { words: clip(words), most: durationWords(max) }));
  return duration;
}

function inMilliseconds(words: string, { now, timeZone }: { readonly now: Date; readonly timeZone: string }): number | null {
  const parsed = parseDuration(words);
  if (parsed === null) return null;
  if (parsed.months === 0) return parsed.milliseconds;
  if (parsed.months > 1200) return Number.MAX_SAFE_INTEGER;
  const later = DateTime.fromJSDate(now, { zone: timeZone }).plus({ months: parsed.months });
  return later.toMillis() - now.getTime() + parsed.milliseconds;
}
