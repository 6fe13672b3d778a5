import { Refusal } from '../../core/errors.ts';
import { say } from '../../core/text/text.ts';
import { clip } from './clean-text.ts';
import { readWallTime } from './wall-time.ts';

/** Reads "22:00-07:00", "10pm-7am", "from 22 to 7" as "22:00-07:00", in the person's own wall time; "none" as "off". */
export function readQuietHours(words: string): string {
  if (/^\s*(?:off|none|never|no)\s*$/iu.test(words)) return 'off';
  const [, from, to] = /^\s*(?:from\s+)?([\d:.apm ]{1,9}?)\s*(?:-|–|—|to|until)\s*([\d:.apm ]{1,9}?)\s*$/iu.exec(words) ?? [];
  const start = readWallTime(from);
  const end = readWallTime(to);
  if (start === null || end === null || start === end) throw new Refusal(say('conversation.bad-quiet-hours', { words: clip(words) }));
  return `${start}-${end}`;
}
