import { Refusal } from '../../core/errors.ts';
import type { Messenger } from '../../core/ports/messenger.ts';
import type { Members, Network, Networks } from '../../core/ports/networks.ts';
import type { People } from '../../core/ports/people.ts';
import type { Votes } from '../../core/ports/votes.ts';
import { commandLine, paragraph, say } from '../../core/text/text.ts';
import type { Inline } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { quote } from '../conversation/words.ts';
import { admissionOf } from './networks/ask-to-join.ts';
import { namedNetwork } from './networks/named-network.ts';
import { isSayable } from './sayable.ts';
import { cancelVote } from './voting/cancel-vote.ts';

type Ports = {
  readonly networks: Pick<Networks, 'findByName' | 'of'>;
  readonly members: Pick<Members, 'status' | 'leave'>;
  readonly votes: Pick<Votes, 'list' | 'cancel'>;
  readonly people: Pick<People, 'ids'>;
  readonly messenger: Pick<Messenger, 'post'>;
};

/** Leaves a network, or takes back the wish to join it. Nobody is asked, nobody can be kept. */
export const leave = defineCommand({
  name: 'leave',
  summary: 'networks.leave-summary',
  example: 'leave Night Bakers',
  needs: 'anyone',
  fields: {
    network: { kind: 'line', maxLength: 200, ask: 'networks.ask-leave', optional: true, otherwise: 'networks.otherwise-here' },
  },
  run: async ({ input, network: here, person }, ports: Ports): Promise<Reply> => {
    const network = input.network === undefined ? here : await namedNetwork(input.network, ports.networks);
    if (network === null) return whichNetwork(await ports.networks.of(person));

    const { name } = network;
    const status = await ports.members.status(network.id, person);
    if (status === 'none' || status === 'left') throw new Refusal(say('networks.not-a-member', { network: name }));
    const admission = status === 'asked' ? await admissionOf(network, person, ports) : null;
    // What is being counted would admit them after they left.
    if (admission?.status === 'counting')
      throw new Refusal(say('networks.leave-later', { network: name, leave: commandLine(`leave ${quote(name)}`) }));

    await ports.members.leave(network.id, person);
    if (admission !== null) await cancelVote(admission, ports);
    const rejoin: Inline = { kind: 'command', text: `join ${quote(name)}` };
    if (status === 'asked') return { text: [paragraph(say('networks.asked-no-more', { network: name }), rejoin)] };
    return { text: [paragraph(say('networks.left', { network: name })), paragraph(say('networks.left-next'), rejoin)] };
  },
});

/** Leaving is never guessed, not even where there is only one. */
function whichNetwork(own: readonly Network[]): Reply {
  if (own.length === 0) throw new Refusal(say('networks.in-none', { join: commandLine('join NAME') }));
  return {
    text: [
      paragraph(say('networks.leave-which', { leave: commandLine('leave NAME') })),
      { kind: 'list', ordered: false, items: own.map(({ name }) => [{ kind: 'quote', text: name }]) },
    ],
    actions: own
      .map(({ name }) => ({ name, words: `leave ${quote(name)}` }))
      .filter(({ words }) => isSayable(words))
      .slice(0, 5)
      .map(({ name, words }) => ({ kind: 'button', label: say('networks.leave-one', { network: name }), say: words, weight: 'danger' })),
  };
}
