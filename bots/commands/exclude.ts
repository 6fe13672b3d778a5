import type { Charter } from '../../core/charter/charter.ts';
import { exclusionVote } from '../../core/charter/exclusion.ts';
import { withinReach } from '../../core/charter/tiers.ts';
import { Refusal } from '../../core/errors.ts';
import type { PersonId } from '../../core/ids.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Messenger } from '../../core/ports/messenger.ts';
import type { Charters, Members, Network } from '../../core/ports/networks.ts';
import type { People } from '../../core/ports/people.ts';
import type { Votes } from '../../core/ports/votes.ts';
import { commandLine, message, moment, paragraph, say } from '../../core/text/text.ts';
import { castActions, castExample, howTo, statusOf } from '../../core/voting/announcement.ts';
import { hasPassed } from '../../core/voting/passed.ts';
import { clip } from '../conversation/clean-text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { durationWords } from '../conversation/duration-words.ts';
import { oneOf } from '../conversation/one-of.ts';
import { quote } from '../conversation/words.ts';
import { latest, unfinished } from './charter/unfinished.ts';
import { meant, waitingWords } from './networks/candidates.ts';
import type { Candidate } from './networks/candidates.ts';
import { addressFor } from './voting/address.ts';
import type { AddressPorts } from './voting/address.ts';
import { openAndAnnounce } from './voting/announce.ts';

type Ports = AddressPorts & {
  readonly charters: Pick<Charters, 'current' | 'hold'>;
  readonly members: Pick<Members, 'called' | 'tiers'>;
  readonly people: Pick<People, 'ids'>;
  readonly votes: Pick<Votes, 'open' | 'about' | 'turnout'>;
  readonly messenger: Messenger;
  readonly clock: Clock;
};

/** The only way in which a member is made to go: the others vote, and the person does too. */
export const exclude = defineCommand({
  name: 'exclude',
  summary: 'networks.exclude-summary',
  example: 'exclude Ada',
  needs: 'member',
  fields: { name: { kind: 'person', ask: 'networks.ask-exclude' } },
  run: async ({ input, ...call }, ports: Ports): Promise<Reply> => {
    const { network, person: asker } = call;
    const member = findMember(input.name, await ports.members.called(network.id, input.name));
    if (member.person === asker) throw new Refusal(say('networks.exclude-oneself', { leave: commandLine(`leave ${quote(network.name)}`) }));

    const now = ports.clock.now();
    await ports.charters.hold(network.id);
    const charter = await ports.charters.current(network.id);
    await refuseRepeating(member, { network, rules: charter.rules, now }, ports);
    const wanted = exclusionVote({ network: network.id, charter, member: member.person, asker, now });
    const counts = await ports.members.tiers(network.id, charter.rules.tiers);
    const { vote } = await openAndAnnounce(withinReach(wanted, counts), ports);

    const { number } = vote;
    const at = moment(vote.closesAt);
    // Beside the vote, whose words are sealed for good: whoever is erased later is not named in them.
    const note = message(say('networks.candidate-excluded', { candidate: waitingWords(member), network: network.name, number }));
    await ports.messenger.post(network.id, { subject: `candidate:${vote.id}`, occasion: 'asked', message: note });
    const told = message(say('networks.excluding-you', { network: network.name, number, at }));
    await ports.messenger.tell(member.person, { occasion: `excluding:${vote.id}`, message: told });

    const address = await addressFor(call, ports);
    const { quorum, threshold } = vote.rules;
    return {
      text: [
        paragraph(say('networks.excluding', { number, name: member.name, at })),
        paragraph(
          say('networks.excluding-needs', { threshold, name: member.name }),
          ...(quorum.startsWith('0/') ? [] : [say('networks.excluding-quorum', { quorum })]),
        ),
        paragraph(howTo(vote), { kind: 'command', text: address(castExample(vote)) }),
      ],
      actions: castActions(vote, address),
      status: statusOf(vote, 'open'),
    };
  },
});

function findMember(words: string, members: readonly Candidate[]): Candidate {
  const fitting = meant(words, members);
  const [only, another] = fitting;
  if (only === undefined) throw new Refusal(say('networks.unknown-member', { name: clip(words) }));
  if (another !== undefined) throw new Refusal(say('networks.which-member', { names: oneOf(fitting.slice(0, 10).map(waitingWords)) }));
  return only;
}

type Asked = { readonly network: Network; readonly rules: Charter; readonly now: Date };

/** One vote at a time about somebody, and peace for a while after one that was lost: nobody is voted on until they are worn out. */
async function refuseRepeating(
  { person, name }: { person: PersonId; name: string },
  asked: Asked,
  { votes, people }: Ports,
): Promise<void> {
  const earlier = await votes.about(asked.network.id, { excluding: await people.ids(person) }, latest);
  const running = unfinished(earlier);
  if (running !== null) throw new Refusal(say('networks.exclude-running', { number: running.number, name }));
  const lost = earlier.find(({ bundle }) => bundle !== null && !hasPassed(bundle));
  const { peace } = asked.rules.admission;
  if (lost === undefined || asked.now.getTime() >= lost.closesAt.getTime() + peace) return;
  const at = moment(new Date(lost.closesAt.getTime() + peace));
  throw new Refusal(say('networks.exclude-peace', { number: lost.number, name, duration: durationWords(peace), at }));
}
