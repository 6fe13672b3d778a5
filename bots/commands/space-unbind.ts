import { Refusal } from '../../core/errors.ts';
import type { Charters, Spaces } from '../../core/ports/networks.ts';
import { commandLine, paragraph, say } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { refuseUnlessManaging } from './networks/managing.ts';

type Ports = { readonly charters: Charters; readonly spaces: Pick<Spaces, 'of' | 'unbind'> };

export const spaceUnbind = defineCommand({
  name: 'space unbind',
  summary: 'networks.unbind-summary',
  example: 'space unbind',
  needs: 'member',
  fields: {},
  run: async ({ network, platform, installation, place }, { charters, spaces }: Ports): Promise<Reply> => {
    const { rules } = await charters.current(network.id);
    refuseUnlessManaging({ place, charter: rules, network: network.name });
    const unbound = await spaces.unbind(network.id, { platform, installation, externalId: place.externalId });
    if (!unbound) throw new Refusal(say('networks.not-bound', { network: network.name, bind: commandLine('space bind') }));
    const { length: others } = await spaces.of(network.id);
    const next =
      others === 0
        ? say('networks.unbound-last', { bind: commandLine('space bind') })
        : say('networks.unbound-elsewhere', { spaces: others });
    return { text: [paragraph(say('networks.unbound', { network: network.name }), next)], audience: 'everyone' };
  },
});
