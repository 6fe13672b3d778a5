import { Refusal } from '../../core/errors.ts';
import { rulesFor, tierRules } from '../../core/charter/rules-for.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Charters, Members } from '../../core/ports/networks.ts';
import { commandLine, moment, paragraph, say } from '../../core/text/text.ts';
import { castActions, castExample, howTo, methodOf, statusOf } from '../../core/voting/announcement.ts';
import { largerShare } from '../../core/voting/share.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';
import { durationWords } from '../conversation/duration-words.ts';
import { readShare } from './charter/read-share.ts';
import { addressFor } from './voting/address.ts';
import type { AddressPorts } from './voting/address.ts';
import { countSettings } from './voting/count-settings.ts';
import { openAndAnnounce } from './voting/announce.ts';
import type { Announcing } from './voting/announce.ts';

type Ports = Announcing &
  AddressPorts & {
    readonly clock: Clock;
    readonly charters: Pick<Charters, 'current'>;
    readonly members: Pick<Members, 'tiers' | 'tierOf'>;
  };

/** In milliseconds: seconds are enough for a demonstration, and nobody remembers a question for longer than a year. */
const shortest = 10_000;
const longest = 366 * 86_400_000;

export const voteOpen = defineCommand({
  name: 'vote open',
  summary: 'voting.open-summary',
  example: 'vote open "Which name?" --options Anchor,Beacon --for 2d',
  needs: 'member',
  creates: 'vote',
  fromMessage: { label: 'voting.from-message', field: 'question' },
  fields: {
    question: { kind: 'line', maxLength: 300, ask: 'voting.ask-question' },
    options: { kind: 'list', minItems: 2, maxItems: 100, maxLength: 100, ask: 'voting.ask-options', named: true },
    for: {
      kind: 'duration',
      min: shortest,
      max: longest,
      ask: 'voting.ask-for',
      optional: true,
      otherwise: 'voting.otherwise-for',
      named: true,
    },
    until: { kind: 'moment', ask: 'voting.ask-until', optional: true, named: true },
    method: {
      kind: 'choice',
      options: [
        { value: 'single', label: 'voting.method-single' },
        { value: 'approval', label: 'voting.method-approval' },
        { value: 'score', label: 'ballots.method-score' },
        { value: 'star', label: 'ballots.method-star' },
        { value: 'irv', label: 'ballots.method-irv' },
        { value: 'stv', label: 'ballots.method-stv' },
        { value: 'meek', label: 'ballots.method-meek' },
        { value: 'schulze', label: 'ballots.method-schulze' },
        { value: 'ranked-pairs', label: 'ballots.method-ranked-pairs' },
        { value: 'minimax', label: 'ballots.method-minimax' },
        { value: 'copeland', label: 'ballots.method-copeland' },
        { value: 'borda', label: 'ballots.method-borda' },
        { value: 'kemeny', label: 'ballots.method-kemeny' },
        { value: 'majority-judgment', label: 'ballots.method-majority-judgment' },
        { value: 'quadratic', label: 'ballots.method-quadratic' },
        { value: 'consent', label: 'ballots.method-consent' },
        { value: 'equal-shares', label: 'ballots.method-equal-shares' },
        { value: 'greedy', label: 'ballots.method-greedy' },
        { value: 'lottery', label: 'ballots.method-lottery' },
      ],
      ask: 'voting.ask-method',
      optional: true,
      otherwise: 'voting.otherwise-method',
      named: true,
    },
    threshold: {
      kind: 'line',
      maxLength: 30,
      ask: 'voting.ask-threshold',
      optional: true,
      otherwise: 'voting.otherwise-threshold',
      named: true,
    },
    times: {
      kind: 'integer',
      min: 1,
      max: 100,
      ask: 'voting.ask-times',
      optional: true,
      otherwise: 'voting.otherwise-times',
      named: true,
    },
    tier: {
      kind: 'integer',
      min: 0,
      max: 2,
      ask: 'voting.ask-tier',
      optional: true,
      otherwise: 'voting.otherwise-tier',
      named: true,
    },
    seats: {
      kind: 'integer',
      min: 1,
      max: 100,
      ask: 'ballots.ask-seats',
      optional: true,
      otherwise: 'ballots.otherwise-seats',
      named: true,
    },
    costs: {
      kind: 'list',
      minItems: 2,
      maxItems: 100,
      maxLength: 40,
      ask: 'ballots.ask-costs',
      optional: true,
      otherwise: 'ballots.otherwise-costs',
      named: true,
    },
    budget: {
      kind: 'integer',
      min: 1,
      max: 1_000_000_000_000,
      ask: 'ballots.ask-budget',
      optional: true,
      otherwise: 'ballots.otherwise-budget',
      named: true,
    },
  },
  run: async ({ input, ...call }, ports: Ports): Promise<Reply> => {
    const { network, person } = call;
    const { version, rules } = await ports.charters.current(network.id);
    if (rules.votes.open === 'nobody')
      throw new Refusal(say('voting.nobody-opens', { network: network.name, show: commandLine('network show') }));

    const { tiers } = rules;
    if (tiers.opening > 0 && (await ports.members.tierOf(network.id, person, tiers)) < tiers.opening)
      throw new Refusal(say('voting.opening-tier', { network: network.name, tier: tiers.opening, show: commandLine('charter show tier') }));
    const asked = tierRules(tiers, Math.max(tiers.votes, input.tier ?? 0));
    if (asked.tier !== undefined && ((await ports.members.tiers(network.id, tiers))[asked.tier.needed] ?? 0) === 0)
      throw new Refusal(say('voting.nobody-of-tier', { network: network.name, tier: asked.tier.needed }));

    const now = ports.clock.now();
    const { method: usual, duration, ...ofKind } = rulesFor('question', rules);
    const method = input.method ?? usual;
    const closesAt = deadline(input, { now, duration });
    const times = (input.times ?? 1) - 1;
    const settings = countSettings(input, methodOf({ method }));
    const { vote, electors } = await openAndAnnounce(
      {
        network: network.id,
        question: input.question,
        options: input.options,
        method,
        rules: {
          charterVersion: version,
          ...ofKind,
          ...asked,
          threshold:
            input.threshold === undefined ? ofKind.threshold : largerShare(ofKind.threshold, readShare(input.threshold, thresholds)),
          ...(settings === null ? {} : { settings }),
          ...(times === 0 ? {} : { again: { times, duration: closesAt.getTime() - now.getTime() } }),
        },
        purpose: null,
        openedBy: person,
        openedAt: now,
        closesAt,
      },
      ports,
    );
    const { length: spaces } = await ports.spaces.of(network.id);
    const address = await addressFor(call, ports);
    return {
      text: [
        paragraph(say('voting.opened', { number: vote.number, at: moment(vote.closesAt) }), say('voting.electors', { electors })),
        ...(times === 0 ? [] : [paragraph(say('voting.asked-again', { times }))]),
        paragraph(
          spaces === 0 ? say('voting.nowhere-announced', { bind: commandLine('space bind') }) : say('voting.announced-in', { spaces }),
        ),
        paragraph(howTo(vote), { kind: 'command', text: address(castExample(vote)) }),
      ],
      actions: castActions(vote, address),
      status: statusOf(vote, 'open'),
    };
  },
});

const thresholds = { least: '0/1', most: '99/100' };

type Time = { readonly for: number | undefined; readonly until: Date | undefined };

function deadline(time: Time, { now, duration }: { readonly now: Date; readonly duration: number }): Date {
  if (time.until === undefined) return new Date(now.getTime() + (time.for ?? duration));
  if (time.for !== undefined) throw new Refusal(say('voting.for-and-until'));
  const open = time.until.getTime() - now.getTime();
  if (open < shortest) throw new Refusal(say('voting.until-near', { at: moment(time.until), least: durationWords(shortest) }));
  if (open > longest) throw new Refusal(say('voting.until-far', { at: moment(time.until), most: durationWords(longest) }));
  return time.until;
}
