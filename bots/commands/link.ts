import type { Links, People } from '../../core/ports/people.ts';
import { commandLine, message, moment, paragraph, say } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';

type Ports = { readonly links: Links; readonly people: Pick<People, 'accounts'> };

/** Without a code: shows one. With it, said by the other account: both are one person from then on, with one voice. */
export const link = defineCommand({
  name: 'link',
  summary: 'people.link-summary',
  example: 'link',
  needs: 'anyone',
  fields: { code: { kind: 'line', maxLength: 100, ask: 'people.ask-code', optional: true, otherwise: 'people.otherwise-code' } },
  run: async ({ input, account }, { links, people }: Ports): Promise<Reply> => {
    if (input.code === undefined) {
      const { code, expiresAt } = await links.issue(account);
      return {
        text: [
          paragraph(say('people.link-issued'), { kind: 'code', text: `link ${code}` }),
          paragraph(say('people.link-issued-until', { at: moment(expiresAt) })),
        ],
        secret: true,
      };
    }
    const { person, with: other } = await links.redeem(input.code, account);
    const { length: accounts } = await people.accounts(person);
    return message(
      say('people.linked', { name: other.displayName, platform: other.platform }),
      say('people.linked-accounts', { accounts, show: commandLine('me show') }),
    );
  },
});
