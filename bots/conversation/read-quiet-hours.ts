import { Refusal } from '../../core/errors.ts';
import { say } from '../../core/text/text.ts';
import { clip } from './clean-text.ts';

/** Reads "22:00-07:00", "10pm-7am", "from 22 to 7" as "22:00-07:00", in the person's own wall time; "none" as "off". */
export function readQuietHours(words: string): string {
  if (/^\s*(?:off|none|never|no)\s*$/iu.test(words)) return 'off';
  const [, from, to] = /^\s*(?:from\s+)?([\d:.apm ]{1,9}?)\s*(?:-|–|—|to|until)\s*([\d:.apm ]{1,9}?)\s*$/iu.exec(words) ?? [];
  const start = wallTime(from);
  const end = wallTime(to);
  if (start === null || end === null || start === end) throw new Refusal(say('conversation.bad-quiet-hours', { words: clip(words) }));
  return `${start}-${end}`;
}

/** "7", "7:30", "7.30", "7pm" as "19:00"; null when there is no such time. */
function wallTime(words: string | undefined): string | null {
  const match = /^(\d{1,2})(?:[:.](\d{2}))?\s*([ap]m)?$/iu.exec(words?.trim() ?? '');
  if (match === null) return null;
  const half = match[3]?.toLowerCase();
  const said = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (half !== undefined && (said < 1 || said > 12)) return null;
  const hour = half === undefined ? said : (said % 12) + (half === 'pm' ? 12 : 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
