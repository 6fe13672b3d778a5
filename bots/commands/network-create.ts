import { charterFrom } from '../../core/charter/templates.ts';
import { readNetworkName, longestNetworkName } from '../../core/networks/network-name.ts';
import { countsIn } from '../../core/people/counts-in.ts';
import type { Networks } from '../../core/ports/networks.ts';
import { commandLine, paragraph, say } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { quote } from '../conversation/words.ts';
import { charterWords } from './networks/charter-words.ts';
import { isSayable } from './sayable.ts';

type Ports = { readonly networks: Pick<Networks, 'create'> };

/** Founds a network; whoever says it is its first member. Its charter is chosen here, and from then on changed only by vote. */
export const networkCreate = defineCommand({
  name: 'network create',
  summary: 'networks.create-summary',
  example: 'network create Night Bakers --admission vouched',
  needs: 'anyone',
  fields: {
    name: { kind: 'line', maxLength: longestNetworkName, ask: 'networks.ask-name' },
    template: {
      kind: 'choice',
      options: [
        { value: 'circle', label: 'networks.template-circle' },
        { value: 'assembly', label: 'networks.template-assembly' },
        { value: 'open-source', label: 'networks.template-open-source' },
      ],
      ask: 'networks.ask-template',
      optional: true,
      otherwise: 'networks.otherwise-template',
      named: true,
    },
    admission: {
      kind: 'choice',
      options: [
        { value: 'open', label: 'networks.admission-open' },
        { value: 'vouched', label: 'networks.admission-vouched' },
        { value: 'voted', label: 'networks.admission-voted' },
      ],
      ask: 'networks.ask-admission',
      optional: true,
      otherwise: 'networks.otherwise-admission',
      named: true,
    },
    console: { kind: 'flag', ask: 'networks.ask-console', optional: true, otherwise: 'networks.otherwise-console' },
  },
  run: async ({ input, person, platform, place }, { networks }: Ports): Promise<Reply> => {
    const { template, admission } = input;
    const name = readNetworkName(input.name);
    const charter = charterFrom({ template, admission });
    const network = await networks.create({ name, console: input.console === true, charter, founder: person });
    const bind = `space bind --network ${quote(network.name)}`;
    const canBind = !place.private && place.managed && charter.spaces === 'members' && isSayable(bind);
    return {
      text: [
        paragraph({ kind: 'strong', inlines: [say('networks.created', { network: network.name })] }),
        paragraph(say('networks.created-charter')),
        { kind: 'list', ordered: false, items: charterWords(charter).map((sentence) => [sentence]) },
        ...(countsIn(network, platform) ? [] : [paragraph(say('networks.created-uncounted', { link: commandLine('link') }))]),
        ...(network.console ? [paragraph(say('networks.console-counts'))] : []),
        paragraph(say('networks.created-next', { bind: commandLine('space bind') }), {
          kind: 'command',
          text: `join ${quote(network.name)}`,
        }),
      ],
      actions: canBind ? [{ kind: 'button', label: say('networks.bind-here'), say: bind, weight: 'primary' }] : [],
    };
  },
});
