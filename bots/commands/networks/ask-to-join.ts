import { admissionVote, isAbout, vouchesNeeded } from '../../../core/charter/admission.ts';
import type { Charter } from '../../../core/charter/charter.ts';
import { withinReach } from '../../../core/charter/tiers.ts';
import type { PersonId } from '../../../core/ids.ts';
import { markOf } from '../../../core/people/mark.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Messenger } from '../../../core/ports/messenger.ts';
import type { Members, MemberStatus, Network } from '../../../core/ports/networks.ts';
import type { People } from '../../../core/ports/people.ts';
import type { Vote, Votes } from '../../../core/ports/votes.ts';
import { message, moment, paragraph, say } from '../../../core/text/text.ts';
import type { Message } from '../../../core/text/text.ts';
import { unfinishedVotes } from '../voting/about-vote.ts';
import { openAndAnnounce } from '../voting/announce.ts';
import { waitingWords } from './candidates.ts';

type AdmissionPorts = { readonly votes: Pick<Votes, 'list'>; readonly people: Pick<People, 'ids'> };

export type AskingPorts = {
  readonly members: Pick<Members, 'ask' | 'count' | 'tiers'>;
  readonly people: Pick<People, 'name' | 'ids'>;
  readonly messenger: Messenger;
  readonly votes: Pick<Votes, 'open' | 'list' | 'turnout'>;
  readonly clock: Clock;
};

export type Asking = {
  readonly network: Network;
  readonly person: PersonId;
  /** Before. */
  readonly status: MemberStatus;
  readonly charter: { readonly version: number; readonly rules: Charter };
  /** When it was said. */
  readonly at: Date;
};

/** Asks the members, the first time with a word to them. */
export async function askToBeVouchedFor({ network, person, status, charter, at }: Asking, ports: AskingPorts): Promise<Message> {
  const needed = vouchesNeeded(charter.rules, await ports.members.count(network.id));
  const name = await ports.people.name(person);
  const vouch = `vouch ${markOf(person)}`;
  if (status !== 'asked') {
    await ports.members.ask(network.id, person);
    // Whoever left and asks again asks anew.
    const asked = `asked:${person}:${at.toISOString()}`;
    await ports.messenger.post(network.id, {
      subject: asked,
      occasion: 'asked',
      message: {
        text: [
          paragraph(say('networks.asks-to-join', { name, network: network.name, needed })),
          paragraph(say('networks.how-to-vouch'), { kind: 'command', text: vouch }),
        ],
        actions: [{ kind: 'button', label: say('networks.vouch-for', { name }), say: vouch }],
      },
    });
  }
  const words = { network: network.name, needed };
  return {
    text: [
      paragraph(status === 'asked' ? say('networks.asked-vouches-before', words) : say('networks.asked-vouches', words)),
      paragraph(say('networks.asked-how'), { kind: 'command', text: vouch }),
    ],
  };
}

/** Opens the vote about somebody, unless one runs. */
export async function askToBeVotedOn({ network, person, charter }: Asking, ports: AskingPorts): Promise<Message> {
  await ports.members.ask(network.id, person);
  const running = await admissionOf(network, person, ports);
  const vote = running ?? (await openAdmission());
  return message(say('networks.asked-vote', { network: network.name, number: vote.number, at: moment(vote.closesAt) }));

  async function openAdmission(): Promise<Vote> {
    const counts = await ports.members.tiers(network.id, charter.rules.tiers);
    const { vote: opened } = await openAndAnnounce(
      withinReach(admissionVote({ network: network.id, charter, candidate: person, now: ports.clock.now() }), counts),
      ports,
    );
    // Beside the vote, whose words are sealed for good: whoever is erased later is not named in them.
    const candidate = waitingWords({ person, name: await ports.people.name(person) });
    const note = message(say('networks.candidate-asks', { candidate, network: network.name, number: opened.number }));
    await ports.messenger.post(network.id, { subject: `candidate:${opened.id}`, occasion: 'asked', message: note });
    return opened;
  }
}

/** The vote about admitting somebody that is not over yet. */
export async function admissionOf(network: Network, person: PersonId, ports: AdmissionPorts): Promise<Vote | null> {
  const ids = await ports.people.ids(person);
  return (await unfinishedVotes(network, ports)).find((vote) => ids.some((id) => isAbout(vote, id))) ?? null;
}
