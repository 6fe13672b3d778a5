import { cases } from './cases/index.ts';
import { platformTraits } from './traits.ts';
import type { PlatformTraits } from './traits.ts';

/** The page that says which platform keeps which case of the contract. Markdown. */
export function writePlatformTable(): string {
  const platforms: readonly PlatformTraits[] = Object.values(platformTraits);
  const reasons: string[] = [];
  const cell = (title: string, { without = {} }: PlatformTraits): string => {
    const reason = Object.entries(without).find(([left]) => left === title)?.[1];
    if (reason === undefined) return 'yes';
    if (!reasons.includes(reason)) reasons.push(reason);
    return `– (${reasons.indexOf(reason) + 1})`;
  };
  const rows = Object.keys(cases).map((title) => [title, ...platforms.map((platform) => cell(title, platform))]);
  return [
    '# What every platform does',
    '',
    'One suite, `test/contracts/`, is played on every platform over its real wire: the product on one side, people and a real peer on the other.',
    'A "yes" is a test that must pass; a "–" is a case that means nothing there, with the reason below. After each suite no request may have',
    'broken a rule that the peer enforces (limits, sizes, signatures); the console has no such rules.',
    '',
    ...aligned([['case', ...platforms.map(({ title }) => title)], ...rows]),
    '',
    ...reasons.map((reason, place) => `${place + 1}. ${reason}`),
    '',
    'This page is made from the suite: `npx vitest run test/docs -u`. What passed in a run is printed by',
    '`npx vitest run contract.test --reporter=./test/contracts/table.ts`.',
    '',
  ].join('\n');
}

/** A table whose columns are as wide as their widest cell; the first row is the head. */
function aligned([head = [], ...rows]: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}
