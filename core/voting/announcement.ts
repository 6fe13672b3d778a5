import type { Vote } from '../ports/votes.ts';
import type { Action, Block, Message, Sentence, Status } from '../text/text.ts';
import { moment, paragraph, say } from '../text/text.ts';
import { CoopError } from '../errors.ts';
import type { Method } from './method.ts';
import { findMethod } from './methods.ts';
import { exampleBallot, howToVote } from './how-to-vote.ts';
import { writeOption } from './option-words.ts';

/**
 * What stands in every space while a vote is open: the question, the options with a button each, the deadline and how many
 * may vote. It names no turnout: it is written once, and a figure that is not true any more would mislead.
 */
export function announcement(vote: Vote, electors: number): Message {
  const { number, closesAt, rules } = vote;
  const tier = rules.tier === undefined ? [] : [say('voting.asks-tier', { tier: rules.tier.needed })];
  const again = rules.again === undefined ? [] : [paragraph(say('voting.asked-again', { times: rules.again.times }))];
  return {
    text: [
      { kind: 'heading', inlines: [say('voting.announced', { number })] },
      ...ballotPaper(vote),
      paragraph(say('voting.electors', { electors }), ...tier, say('voting.closes', { at: moment(closesAt) })),
      ...again,
      paragraph(howTo(vote), { kind: 'command', text: castExample(vote) }),
      paragraph(say('voting.how-status'), { kind: 'command', text: `vote status ${number}` }),
    ],
    actions: castActions(vote),
    status: statusOf(vote, 'open'),
  };
}

/** In place of the announcement, once a vote is closed early and before its outcome is known: nothing to press. */
export function closingAnnouncement(vote: Vote): Message {
  const { number, question } = vote;
  return {
    status: statusOf(vote, 'counting'),
    text: [
      { kind: 'heading', inlines: [say('voting.announced', { number })] },
      paragraph({ kind: 'quote', text: question }),
      paragraph(say('voting.closing', { number })),
    ],
  };
}

/** In place of the announcement, once a vote is cancelled: nothing to press. */
export function cancelledAnnouncement(vote: Vote): Message {
  const { number, question } = vote;
  return {
    status: statusOf(vote, 'cancelled'),
    text: [
      { kind: 'heading', inlines: [say('voting.cancelled', { number })] },
      paragraph({ kind: 'quote', text: question }),
      paragraph(say('voting.cancelled-why')),
    ],
  };
}

/** How a vote stands, beside the words that say it. */
export function statusOf({ number, question }: Pick<Vote, 'number' | 'question'>, state: Status['state']): Status {
  return { thing: 'vote', number, title: question, state };
}

/** The question and the numbered options, as everywhere where one votes; with what they cost, and how many are chosen. */
export function ballotPaper({ question, options, rules: { settings = {} } }: Vote): readonly Block[] {
  const { costs, budget, seats } = settings;
  return [
    paragraph({ kind: 'strong', inlines: [{ kind: 'quote', text: question }] }),
    {
      kind: 'list',
      ordered: true,
      items: options.map((text, place) => [
        { kind: 'quote', text },
        ...(costs === undefined ? [] : [say('ballots.cost', { cost: costs[place] ?? '' })]),
      ]),
    },
    ...(budget === undefined ? [] : [paragraph(say('ballots.budget', { budget }))]),
    ...(seats === undefined || seats === 1 ? [] : [paragraph(say('ballots.seats', { seats }))]),
  ];
}

/**
 * How one votes without typing: a click per option that casts this one, buttons for a few, else a choice; where a ballot
 * says more than one option, all of them are ticked at once, because a click on each would take back the one before.
 * `address` adds what the words need where they are said.
 */
export function castActions(vote: Vote, address: (words: string) => string = (words) => words): readonly Action[] {
  const { number, options, method } = vote;
  const labels = options.map((text) => ({ label: { kind: 'quote', text } as const }));
  const form = (answers: { readonly [field: string]: string } = {}): Action => ({
    kind: 'form',
    command: 'vote cast',
    answers: { number: String(number), ...answers },
    opens: 'on-click',
  });
  switch (findMethod(method)?.asks) {
    case 'option': {
      const clicks = labels.map((label, place) => ({ ...label, say: address(`vote cast ${number} ${writeOption(place, options)}`) }));
      if (clicks.length <= mostButtons) return clicks.map((click): Action => ({ kind: 'button', ...click }));
      return [{ kind: 'select', prompt: say('voting.choose'), options: clicks }];
    }
    case 'options':
    case 'cart': {
      if (options.length > mostTicked) return [form()];
      const ticks = labels.map((label, place) => ({ ...label, word: `#${place + 1}` }));
      return [{ kind: 'several', prompt: say('voting.choose-several'), say: address(`vote cast ${number} …`), options: ticks }];
    }
    case 'stance':
      return [
        ...stances.map(([word, id]): Action => ({ kind: 'button', label: say(id), say: address(`vote cast ${number} ${word}`) })),
        form({ option: 'object: ' }),
      ];
    default:
      return [form()];
  }
}

const stances = [
  ['agree', 'ballots.agrees'],
  ['abstain', 'ballots.abstains'],
  ['stand aside', 'ballots.stands-aside'],
] as const;

/** How to vote, before an example. */
export function howTo(vote: Vote): Sentence {
  return howToVote(vote);
}

/** A line that works for this vote. */
export function castExample(vote: Vote): string {
  return `vote cast ${vote.number} ${exampleBallot(vote)}`;
}

/** Throws CoopError "method-unknown". */
export function methodOf({ method: name }: Pick<Vote, 'method'>): Method {
  const method = findMethod(name);
  if (method === null) throw new CoopError('method-unknown', `nothing counts by "${name}": run a release that knows this method`);
  return method;
}

const mostButtons = 5;

/** More do not stand in one list that every platform shows; and two lists would make two ballots. */
const mostTicked = 25;
