import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { createTranslator } from '../../adapters/icu/translator.ts';
import { withHelp } from '../../bots/conversation/help.ts';
import { writeReference } from '../../bots/conversation/reference.ts';
import { commands } from '../../features/index.ts';

const translator = createTranslator();
const pages = writeReference(withHelp(commands), (sentence) => translator.words(sentence, { language: 'en', timeZone: 'UTC' }));

/** After a change of a command: `npx vitest run test/docs -u` writes its page anew; the page of one that is gone is removed by hand. */
describe('docs/commands', () => {
  test.each([...pages])('%s.md is what the definition says', async (page, text) => {
    await expect(text).toMatchFileSnapshot(`../../docs/commands/${page}.md`);
  });

  test('has no page of a command that is gone', async () => {
    const files = await readdir(new URL('../../docs/commands/', import.meta.url));
    expect(files.filter((file) => !pages.has(file.replace(/\.md$/u, '')))).toEqual([]);
  });
});
