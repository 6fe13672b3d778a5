import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { methods } from '../../core/voting/methods.ts';

const folder = join(import.meta.dirname, '../../docs/methods');
const page = (name: string) => readFileSync(join(folder, `${name}.md`), 'utf8');

describe('the pages of the methods', () => {
  test('there is one for each method, and none for another', () => {
    const pages = readdirSync(folder).filter((file) => file !== 'README.md');
    expect(pages.toSorted()).toEqual(methods.map(({ name }) => `${name}.md`).toSorted());
    for (const { name } of methods) expect(page('README')).toContain(`](${name}.md)`);
  });

  test.each(methods.map((method) => [method.name, method] as const))(
    '%s: says what there is to know, and its ballot is one',
    (name, method) => {
      const text = page(name);
      expect(text.match(/^## .+$/gmu)).toEqual([
        '## A ballot',
        '## Unranked and equal',
        '## Abstention',
        '## Ties',
        '## Rounding',
        '## Source',
      ]);
      expect(text).toContain(`--method ${name}`);
      const [, ballot = ''] = /```\n(.+)\n```/u.exec(text) ?? [];
      const options = ['A', 'B', 'C'];
      const choice = method.read(ballot, options, {});
      expect(method.count([{ choice, count: 1n }], options, { threshold: '0/1', seed: 'ab' }).ballots).toBe(1);
      expect(method.read(method.write(choice, options), options, {})).toEqual(choice);
    },
  );
});
