import { weekdays } from '../../../core/digest/slot.ts';
import type { Weekday } from '../../../core/digest/slot.ts';
import { Refusal } from '../../../core/errors.ts';
import { commandLine, say } from '../../../core/text/text.ts';
import { clip } from '../../conversation/clean-text.ts';
import { readWallTime } from '../../conversation/wall-time.ts';

export type When = { readonly weekday: Weekday | null; readonly time: string | null };

/** "Monday 9:00", "fri at 6pm", "9:00 on Friday", "friday", "9:00". Throws a Refusal for anything else. */
export function readWhen(words: string, every: 'daily' | 'weekly'): When {
  const example = every === 'daily' ? 'digest set daily 9:00' : 'digest set weekly Monday 9:00';
  const parts = words
    .trim()
    .toLowerCase()
    .split(/[\s,]+/u)
    .filter((part) => part !== '' && part !== 'at' && part !== 'on' && part !== 'every');
  const days = parts.filter((part) => readWeekday(part) !== null);
  const clock = parts.filter((part) => readWeekday(part) === null).join(' ');
  const time = clock === '' ? null : readWallTime(clock);
  if (days.length > 1 || (clock !== '' && time === null) || parts.length === 0) {
    throw new Refusal(say('digest.bad-at', { words: clip(words), example: commandLine(example) }));
  }
  const [day] = days;
  if (day !== undefined && every === 'daily')
    throw new Refusal(say('digest.daily-weekday', { example: commandLine(`digest set weekly ${words.trim()}`) }));
  return { weekday: day === undefined ? null : readWeekday(day), time };
}

/** By its first three letters or more: "mon", "Mondays". */
function readWeekday(word: string): Weekday | null {
  const name = word.replace(/\.$/u, '').replace(/days$/u, 'day');
  return name.length < 3 ? null : (weekdays.find((day) => day.startsWith(name)) ?? null);
}
