import type { RuleValue } from './charter.ts';
import type { Rule } from './rules.ts';

/** A value in words that mean it when they are typed: "1/4", "open", "3 days 12 hours". English, because votes are sealed with them. */
export function writeValue({ takes }: Rule, value: RuleValue): string {
  return takes.kind === 'duration' ? writeDuration(Number(value)) : String(value);
}

function writeDuration(milliseconds: number): string {
  let left = Math.floor(milliseconds / 1000);
  const parts: string[] = [];
  for (const [unit, seconds] of units) {
    const count = Math.floor(left / seconds);
    left -= count * seconds;
    if (count > 0) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
  }
  return parts.length === 0 ? '0 seconds' : parts.join(' ');
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;
