import type { Group } from '../method.ts';
import type { Election, Ranks } from './election.ts';
import { unwritable } from './unwritable.ts';

/** Condorcet Election Format; equal ballots on one line with a quantifier. Reading it gives the same election. */
export function writeCvotes({ title, options, seats, unranked }: Election, groups: readonly Group<Ranks>[]): string {
  for (const option of options) {
    if (/[<>=*^|;,#/\r\n]/u.test(option) || option !== option.trim() || option === '') throw unwritable('cvotes', option);
  }
  const comment = title === null ? [] : [`# ${title.replaceAll(/[\r\n]+/gu, ' ')}`];
  const head = [
    ...comment,
    `#/Candidates: ${options.join(' ; ')}`,
    ...(seats === undefined ? [] : [`#/Number of Seats: ${seats}`]),
    `#/Implicit Ranking: ${unranked === 'ignored' ? 'false' : 'true'}`,
    '#/Weight Allowed: false',
    '',
  ];
  const lines = groups.map(({ choice, count }) => {
    const ranking = choice.map((equals) => equals.map((place) => options[place] ?? '').join(' = ')).join(' > ');
    return `${ranking === '' ? '/EMPTY_RANKING/' : ranking} * ${count}`;
  });
  return `${[...head, ...lines].join('\n')}\n`;
}
