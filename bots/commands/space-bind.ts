import type { Messenger } from '../../core/ports/messenger.ts';
import type { Charters, Spaces } from '../../core/ports/networks.ts';
import type { Votes } from '../../core/ports/votes.ts';
import { commandLine, message, say } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { isSamePlace, refuseUnlessManaging } from './networks/managing.ts';
import { announce } from './voting/announce.ts';

type Ports = {
  readonly charters: Charters;
  readonly spaces: Pick<Spaces, 'of' | 'bind'>;
  readonly votes: Pick<Votes, 'list' | 'turnout'>;
  readonly messenger: Pick<Messenger, 'post'>;
};

/** Makes a place one of the network's: what it announces stands there, and nobody has to say which network is meant. */
export const spaceBind = defineCommand({
  name: 'space bind',
  summary: 'networks.bind-summary',
  example: 'space bind',
  needs: 'member',
  fields: {},
  run: async ({ network, platform, installation, place }, { charters, spaces, votes, messenger }: Ports): Promise<Reply> => {
    const { rules } = await charters.current(network.id);
    refuseUnlessManaging({ place, charter: rules, network: network.name });
    const here = { platform, installation, externalId: place.externalId };
    const bound = await spaces.of(network.id);
    if (bound.some((space) => isSamePlace(space, here))) return message(say('networks.bound-already', { network: network.name }));

    await spaces.bind(network.id, here);
    for (const vote of await votes.list(network.id, { status: 'open', limit: mostAnnounced })) {
      await announce(vote, { occasion: 'opened', votes, messenger });
    }
    return {
      ...message(say('networks.bound', { network: network.name, join: commandLine('join'), list: commandLine('vote list') })),
      audience: 'everyone',
    };
  },
});

/** Of votes that are open already, so that a new place shows them too. Where they stand they are not posted again. */
const mostAnnounced = 10;
