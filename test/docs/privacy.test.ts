import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { PersonalTable } from '../../core/people/personal-table.ts';
import { features } from '../../features/index.ts';

const listed = features.flatMap(({ personal }): readonly PersonalTable[] => personal).map(({ table }) => table);

test('the page about privacy says of every table that names a person what erasing does with it', async () => {
  const page = await readFile(new URL('../../docs/privacy.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/gu)].map(([, table = '']) => table));
  expect(named.toSorted()).toEqual(listed.toSorted());
});
