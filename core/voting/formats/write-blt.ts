import type { Group } from '../method.ts';
import type { Election, Ranks } from './election.ts';
import { unwritable } from './unwritable.ts';

/** BLT; equal ballots on one line with their number as weight, equal ranks as 2=3. Reading it gives the same election. */
export function writeBlt({ title, options, seats = 1 }: Election, groups: readonly Group<Ranks>[]): string {
  for (const option of options) if (/[\r\n\\]/u.test(option) || option !== option.trim() || option === '') throw unwritable('blt', option);
  const ballots = groups.map(({ choice, count }) =>
    [count, ...choice.map((equals) => equals.map((place) => place + 1).join('=')), 0].join(' '),
  );
  const quoted = (text: string) => `"${text.replaceAll('"', '\\"')}"`;
  const lines = [
    `${options.length} ${seats}`,
    ...ballots,
    '0',
    ...options.map(quoted),
    quoted((title ?? '').replaceAll(/[\r\n\\]+/gu, ' ').trim()),
  ];
  return `${lines.join('\n')}\n`;
}
