import type { Group } from '../method.ts';
import type { Election, Ranks } from './election.ts';
import { unwritable } from './unwritable.ts';

/** PrefLib's orders in the most restrictive type that fits, which is also the ending of the file's name. */
export function writePrefLib(
  { title, options }: Election,
  groups: readonly Group<Ranks>[],
): { text: string; type: 'soc' | 'soi' | 'toc' | 'toi' } {
  for (const option of options)
    if (/[\r\n]/u.test(option) || option !== option.trim() || option === '') throw unwritable('preflib', option);
  // An order of nobody has no line in this format.
  const orders = groups.filter(({ choice }) => choice.length > 0);
  const isComplete = orders.every(({ choice }) => choice.flat().length === options.length);
  const isStrict = orders.every(({ choice }) => choice.every((equals) => equals.length === 1));
  const type = `${isStrict ? 's' : 't'}o${isComplete ? 'c' : 'i'}` as const;
  const voters = orders.reduce((sum, { count }) => sum + count, 0n);
  const head = [
    `# TITLE: ${(title ?? '').replaceAll(/[\r\n]+/gu, ' ')}`,
    `# DATA TYPE: ${type}`,
    '# MODIFICATION TYPE: original',
    `# NUMBER ALTERNATIVES: ${options.length}`,
    `# NUMBER VOTERS: ${voters}`,
    `# NUMBER UNIQUE ORDERS: ${orders.length}`,
    ...options.map((option, place) => `# ALTERNATIVE NAME ${place + 1}: ${option}`),
  ];
  const lines = orders.map(({ choice, count }) => `${count}: ${choice.map(numbers).join(',')}`);
  return { text: `${[...head, ...lines].join('\n')}\n`, type };
}

function numbers(equals: readonly number[]): string {
  const all = equals.map((place) => place + 1).join(',');
  return equals.length === 1 ? all : `{${all}}`;
}
