import { Refusal } from '../../core/errors.ts';
import { countsIn } from '../../core/people/counts-in.ts';
import type { Charters, Members, Network, Networks } from '../../core/ports/networks.ts';
import type { People } from '../../core/ports/people.ts';
import { commandLine, message, say } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { askToBeVotedOn, askToBeVouchedFor } from './networks/ask-to-join.ts';
import type { Asking, AskingPorts } from './networks/ask-to-join.ts';
import { namedNetwork } from './networks/named-network.ts';

type Ports = Omit<AskingPorts, 'members' | 'people'> & {
  readonly networks: Pick<Networks, 'findByName'>;
  readonly charters: Charters;
  readonly members: Pick<Members, 'status' | 'count' | 'admit' | 'ask' | 'isExcluded' | 'tiers'>;
  readonly people: Pick<People, 'accounts' | 'name' | 'ids'>;
};

/** Becomes a member, or asks to, as the charter says. Said again, it says where one stands. */
export const join = defineCommand({
  name: 'join',
  summary: 'networks.join-summary',
  example: 'join Night Bakers',
  needs: 'anyone',
  fields: {
    network: { kind: 'line', maxLength: 200, ask: 'networks.ask-join', optional: true, otherwise: 'networks.otherwise-here' },
  },
  run: async ({ input, network: here, person, at }, ports: Ports): Promise<Reply> => {
    const network = input.network === undefined ? here : await namedNetwork(input.network, ports.networks);
    if (network === null) throw new Refusal(say('networks.join-which', { join: commandLine('join NAME') }));
    const status = await ports.members.status(network.id, person);
    if (status === 'member') return message(say('networks.member-already', { network: network.name }));

    refuseUncounted(network, await ports.people.accounts(person));
    const asking = { network, person, status, charter: await ports.charters.current(network.id), at };
    return admit(asking, ports);
  },
});

async function admit(asking: Asking, ports: Ports): Promise<Reply> {
  const { network, person, charter } = asking;
  const members = await ports.members.count(network.id);
  // Where everybody has left there is nobody to ask.
  const excluded = await ports.members.isExcluded(network.id, person);
  const by = members === 0 ? 'open' : excluded ? 'voted' : charter.rules.admission.by;
  switch (by) {
    case 'open':
      await ports.members.admit(network.id, person);
      return message(
        say('networks.joined', { network: network.name, members: members + 1 }),
        say('networks.joined-next', { list: commandLine('vote list') }),
      );
    case 'vouched':
      return askToBeVouchedFor(asking, ports);
    case 'voted':
      return askToBeVotedOn(asking, ports);
    default:
      return by satisfies never;
  }
}

/** A member whose ballot cannot count would only make every quorum harder to reach. */
function refuseUncounted(network: Network, accounts: Awaited<ReturnType<People['accounts']>>): void {
  if (accounts.some(({ platform }) => countsIn(network, platform))) return;
  throw new Refusal(say('networks.console-cannot-join', { network: network.name, link: commandLine('link') }));
}
