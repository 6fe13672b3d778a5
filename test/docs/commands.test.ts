import { expect, test } from 'vitest';
import { createTranslator } from '../../adapters/icu/translator.ts';
import { withHelp } from '../../bots/conversation/help.ts';
import { writeReference } from '../../bots/conversation/reference.ts';
import { commands } from '../../features/index.ts';

/** After a change of a command: `npx vitest run test/docs -u` writes it anew. */
test('docs/commands.md is what the definitions of the commands say', async () => {
  const translator = createTranslator();
  const reference = writeReference(withHelp(commands), (sentence) => translator.words(sentence, { language: 'en', timeZone: 'UTC' }));
  await expect(reference).toMatchFileSnapshot('../../docs/commands.md');
});
