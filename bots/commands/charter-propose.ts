import { charterVote, isRecoverable } from '../../core/charter/charter-vote.ts';
import { valueOf } from '../../core/charter/rules.ts';
import { withinReach } from '../../core/charter/tiers.ts';
import { writeValue } from '../../core/charter/write-value.ts';
import { Refusal } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Charters, Members } from '../../core/ports/networks.ts';
import type { Votes } from '../../core/ports/votes.ts';
import { moment, paragraph, say } from '../../core/text/text.ts';
import { castActions, castExample, howTo, statusOf } from '../../core/voting/announcement.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { namedRule } from './charter/find-rule.ts';
import { latest, unfinished } from './charter/unfinished.ts';
import { readRuleValue } from './charter/rule-value.ts';
import { addressFor } from './voting/address.ts';
import type { AddressPorts } from './voting/address.ts';
import { openAndAnnounce } from './voting/announce.ts';
import type { Announcing } from './voting/announce.ts';

type Ports = AddressPorts &
  Announcing & {
    readonly charters: Pick<Charters, 'current' | 'hold'>;
    readonly members: Pick<Members, 'tiers'>;
    readonly votes: Pick<Votes, 'about'>;
    readonly clock: Clock;
  };

/**
 * Opens a vote that changes a rule when it passes. Any member may, whatever the charter says of other votes: a network that could not
 * change its rules would be stuck with them. One vote at a time about one rule, so that no two outcomes contradict each other.
 */
export const charterPropose = defineCommand({
  name: 'charter propose',
  summary: 'charter.propose-summary',
  example: 'charter propose quorum 1/3',
  needs: 'member',
  fields: {
    rule: { kind: 'line', maxLength: 60, ask: 'charter.ask-rule', suggest: 'rule' },
    value: { kind: 'line', maxLength: 60, ask: 'charter.ask-value', suggest: 'rule-value' },
  },
  run: async ({ input, ...call }, ports: Ports): Promise<Reply> => {
    const { network, person, reader } = call;
    const now = ports.clock.now();
    const rule = namedRule(input.rule);
    const value = readRuleValue(rule, input.value, { now, timeZone: reader.timeZone });

    await ports.charters.hold(network.id);
    const charter = await ports.charters.current(network.id);
    const words = { rule: rule.name, value: writeValue(rule, value) };
    if (valueOf(charter.rules, rule) === value) throw new Refusal(say('charter.says-so', words));
    const earlier = await ports.votes.about(network.id, { rule: rule.name }, latest);
    const running = unfinished(earlier);
    if (running !== null) throw new Refusal(say('charter.voted-on', { number: running.number, rule: rule.name }));

    const recovery = isRecoverable(earlier, value);
    const wanted = charterVote({ network: network.id, charter, rule, value, recovery, proposer: person, now });
    const counts = await ports.members.tiers(network.id, charter.rules.tiers);
    const { vote, electors } = await openAndAnnounce(withinReach(wanted, counts), ports);
    const address = await addressFor(call, ports);
    const { quorum, threshold } = vote.rules;
    return {
      text: [
        paragraph(
          say('charter.proposed', { number: vote.number, ...words, at: moment(vote.closesAt) }),
          say('voting.electors', { electors }),
        ),
        paragraph(
          ...(recovery ? [say('charter.proposed-recovery')] : []),
          say('charter.proposed-needs', { threshold }),
          ...(quorum.startsWith('0/') ? [] : [say('charter.proposed-quorum', { quorum })]),
        ),
        paragraph(howTo(vote), { kind: 'command', text: address(castExample(vote)) }),
      ],
      actions: castActions(vote, address),
      status: statusOf(vote, 'open'),
    };
  },
});
