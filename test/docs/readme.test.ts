import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { environmentTable } from '../../config.ts';

const path = new URL('../../README.md', import.meta.url);

/** After a change of config.ts: `npx vitest run test/docs -u` writes it anew. */
test('the README lists the settings that config.ts reads', async () => {
  const readme = await readFile(path, 'utf8');
  const [before = '', rest = ''] = readme.split(/(?<=<!-- settings: .*-->\n)/u);
  const after = rest.slice(rest.indexOf('<!-- /settings -->'));
  expect(after).not.toBe('');
  await expect(`${before}\n${environmentTable()}\n\n${after}`).toMatchFileSnapshot('../../README.md');
});

test('every file that the README links to is there', async () => {
  const readme = await readFile(path, 'utf8');
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/gu)].map(([, link = '']) => link);
  expect(links.length).toBeGreaterThan(4);
  for (const link of links) await expect(readFile(new URL(link, path)), link).resolves.toBeDefined();
});
