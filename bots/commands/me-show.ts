import type { Networks } from '../../core/ports/networks.ts';
import type { People } from '../../core/ports/people.ts';
import { commandLine, paragraph, say } from '../../core/text/text.ts';
import type { Block, Inline } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { languageName } from './people/language-name.ts';

type Ports = { readonly people: Pick<People, 'settings' | 'accounts'>; readonly networks: Pick<Networks, 'of'> };

/** What is known about whoever asks, for their eyes only. */
export const meShow = defineCommand({
  name: 'me show',
  summary: 'people.show-summary',
  example: 'me show',
  needs: 'anyone',
  fields: {},
  run: async ({ person }, { people, networks }: Ports): Promise<Reply> => {
    const { timeZone, language, quietHours, reminders } = await people.settings(person);
    const accounts = await people.accounts(person);
    const own = await networks.of(person);
    return {
      text: [
        { kind: 'heading', inlines: [say('people.shown')] },
        paragraph(say('people.shown-accounts', { accounts: accounts.length })),
        listOf(accounts.map(({ displayName: name, platform }) => [say('people.account', { name, platform })])),
        ...(own.length === 0
          ? [paragraph(say('people.shown-no-networks', { join: commandLine('join NAME') }))]
          : [paragraph(say('people.shown-networks')), listOf(own.map(({ name }) => [{ kind: 'quote', text: name }]))]),
        paragraph(say('people.shown-settings')),
        listOf([
          [
            timeZone === null
              ? say('people.no-time-zone', { set: commandLine('me set timezone Berlin') })
              : say('people.time-zone', { timeZone }),
          ],
          [
            language === null
              ? say('people.no-language', { set: commandLine('me set language English') })
              : say('people.language', { language: languageName(language) }),
          ],
          [
            quietHours === null
              ? say('people.no-quiet-hours', { set: commandLine('me set quiet-hours 22:00-07:00') })
              : say('people.quiet-hours', { quietHours }),
          ],
          [
            say('people.shown-reminders', {
              wanted: String(reminders),
              change: commandLine(`me set reminders ${reminders ? 'off' : 'on'}`),
            }),
          ],
        ]),
      ],
      // Which accounts are one person is nobody else's business.
      secret: true,
    };
  },
});

const listOf = (items: readonly (readonly Inline[])[]): Block => ({ kind: 'list', ordered: false, items });
