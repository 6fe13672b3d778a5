import { vouchesNeeded } from '../../core/charter/admission.ts';
import { Refusal } from '../../core/errors.ts';
import type { PersonId, PlatformName } from '../../core/ids.ts';
import { countsIn } from '../../core/people/counts-in.ts';
import type { Messenger } from '../../core/ports/messenger.ts';
import type { Charters, Members, Network } from '../../core/ports/networks.ts';
import { commandLine, message, say } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { findCandidate, meant } from './networks/candidates.ts';
import type { Candidate } from './networks/candidates.ts';

type Ports = {
  readonly charters: Charters;
  readonly members: Pick<Members, 'waiting' | 'called' | 'vouch' | 'admit' | 'count' | 'isExcluded'>;
  readonly messenger: Messenger;
};

/** A member's word for somebody: who asked to join is admitted with enough of them, and a member better known. */
export const vouch = defineCommand({
  name: 'vouch',
  summary: 'networks.vouch-summary',
  example: 'vouch Ada',
  needs: 'member',
  fields: { name: { kind: 'person', ask: 'networks.ask-vouch', suggest: 'candidate' } },
  run: async ({ input, network, person, platform, at }, { charters, members, messenger }: Ports): Promise<Reply> => {
    const { rules } = await charters.current(network.id);
    const waiting = await members.waiting(network.id);
    if (rules.admission.by !== 'vouched' || meant(input.name, waiting).length === 0) {
      const [member, another] = meant(input.name, await members.called(network.id, input.name));
      if (member !== undefined && another === undefined)
        return vouchForMember(member, { network, person, platform }, { charters, members });
    }
    if (rules.admission.by !== 'vouched') {
      throw new Refusal(say(rules.admission.by === 'open' ? 'networks.vouch-open' : 'networks.vouch-voted', { network: network.name }));
    }
    if (!countsIn(network, platform))
      throw new Refusal(say('networks.vouch-uncounted', { network: network.name, link: commandLine('link') }));

    const candidate = findCandidate(input.name, waiting);
    const { name } = candidate;
    if (await members.isExcluded(network.id, candidate.person)) throw new Refusal(say('networks.vouch-excluded', { name }));
    const given = await members.vouch(network.id, { candidate: candidate.person, voucher: person });
    const needed = vouchesNeeded(rules, await members.count(network.id));
    if (given < needed) return { ...message(say('networks.vouched', { name, given, needed })), audience: 'everyone' };

    await members.admit(network.id, candidate.person);
    const occasion = `admitted:${candidate.person}:${at.toISOString()}`;
    const welcome = message(
      say('networks.admitted-you', { network: network.name }),
      say('networks.joined-next', { list: commandLine('vote list') }),
    );
    await messenger.tell(candidate.person, { occasion, message: welcome });
    return { ...message(say('networks.admitted', { name, network: network.name })), audience: 'everyone' };
  },
});

type Word = { readonly network: Network; readonly person: PersonId; readonly platform: PlatformName };

/** A word for somebody who is a member counts for their tier. */
async function vouchForMember(
  { person: candidate, name }: Candidate,
  { network, person: voucher, platform }: Word,
  { charters, members }: Pick<Ports, 'charters' | 'members'>,
): Promise<Reply> {
  if (!countsIn(network, platform))
    throw new Refusal(say('networks.vouch-uncounted', { network: network.name, link: commandLine('link') }));
  const given = await members.vouch(network.id, { candidate, voucher });
  const { vouches: needed } = (await charters.current(network.id)).rules.tiers;
  return message(say('networks.vouched-member', { name, given, needed, show: commandLine('charter show tier') }));
}
