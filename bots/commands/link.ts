import { Refusal } from '../../core/errors.ts';
import { readHolder } from '../../core/people/link-holder.ts';
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
  fields: {
    code: { kind: 'line', maxLength: 100, ask: 'people.ask-code', optional: true, otherwise: 'people.otherwise-code' },
    for: { kind: 'line', maxLength: 100, ask: 'people.ask-holder', optional: true, named: true, otherwise: 'people.otherwise-holder' },
  },
  run: async ({ input, account }, { links, people }: Ports): Promise<Reply> => {
    if (input.code === undefined) {
      const holder = input.for === undefined ? undefined : readHolder(input.for);
      if (holder === null) throw new Refusal(say('people.link-no-holder', { example: commandLine('link --for github/octocat') }));
      const { code, expiresAt } = await links.issue(account, holder);
      return {
        text: [
          paragraph(say('people.link-issued'), { kind: 'code', text: `link ${code}` }),
          paragraph(say('people.link-issued-until', { at: moment(expiresAt) })),
          paragraph(
            holder === undefined
              ? say('people.link-public', { example: commandLine('link --for github/NAME') })
              : say('people.link-held', { holder }),
          ),
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
