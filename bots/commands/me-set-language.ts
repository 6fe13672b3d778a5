import type { People } from '../../core/ports/people.ts';
import { message, say } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { languageName } from './people/language-name.ts';

export const meSetLanguage = defineCommand({
  name: 'me set language',
  summary: 'people.set-language-summary',
  example: 'me set language English',
  needs: 'anyone',
  fields: { language: { kind: 'language', ask: 'people.ask-language' } },
  run: async ({ input: { language }, person }, { people }: { readonly people: Pick<People, 'change'> }): Promise<Reply> => {
    await people.change(person, { language });
    return message(say('people.set-language', { language: languageName(language) }));
  },
});
