import { countsIn } from '../../core/people/counts-in.ts';
import type { Networks } from '../../core/ports/networks.ts';
import type { People } from '../../core/ports/people.ts';
import { commandLine, paragraph, say } from '../../core/text/text.ts';
import type { Block, Inline } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';

type Ports = { readonly people: Pick<People, 'accounts' | 'name'>; readonly networks: Pick<Networks, 'of'> };

/** Who one is taken for: which accounts, which voice, and what is stored. For their eyes only. */
export const whoami = defineCommand({
  name: 'whoami',
  summary: 'people.whoami-summary',
  example: 'whoami',
  needs: 'anyone',
  fields: {},
  run: async ({ person, account }, { people, networks }: Ports): Promise<Reply> => {
    const accounts = await people.accounts(person);
    const own = await networks.of(person);
    const speaking = accounts.find(({ id }) => id === account)?.displayName ?? (await people.name(person));
    const [silent, heard] = [
      own.filter((network) => !accounts.some(({ platform }) => countsIn(network, platform))),
      own.filter((network) => accounts.some(({ platform }) => countsIn(network, platform))),
    ];
    return {
      text: [
        { kind: 'heading', inlines: [say('people.whoami', { name: speaking })] },
        paragraph(say('people.shown-accounts', { accounts: accounts.length })),
        listOf(accounts.map(({ displayName: name, platform }) => say('people.account', { name, platform }))),
        ...(own.length === 0 ? [paragraph(say('people.shown-no-networks', { join: commandLine('join NAME') }))] : []),
        ...(heard.length === 0 ? [] : [paragraph(say('people.whoami-voice')), listOf(heard.map(quoted))]),
        ...(silent.length === 0 ? [] : [paragraph(say('people.whoami-silent', { link: commandLine('link') })), listOf(silent.map(quoted))]),
        paragraph(
          say('people.whoami-stored', {
            all: commandLine('me export'),
            erase: commandLine('me erase'),
            unlink: commandLine('unlink'),
          }),
        ),
      ],
      secret: true,
    };
  },
});

const quoted = ({ name }: { readonly name: string }): Inline => ({ kind: 'quote', text: name });
const listOf = (items: readonly Inline[]): Block => ({ kind: 'list', ordered: false, items: items.map((item) => [item]) });
