import type { Vote } from '../ports/votes.ts';
import type { Action, Block, Message, Sentence } from '../text/text.ts';
import { moment, paragraph, say } from '../text/text.ts';
import { CoopError } from '../errors.ts';
import type { Method } from './method.ts';
import { findMethod } from './methods.ts';
import { writeOption, writeOptions } from './option-words.ts';

/**
 * What stands in every space while a vote is open: the question, the options with a button each, the deadline and how many
 * may vote. It names no turnout: it is written once, and a figure that is not true any more would mislead.
 */
export function announcement(vote: Vote, electors: number): Message {
  const { number, closesAt } = vote;
  return {
    text: [
      { kind: 'heading', inlines: [say('voting.announced', { number })] },
      ...ballotPaper(vote),
      paragraph(say('voting.electors', { electors }), say('voting.closes', { at: moment(closesAt) })),
      paragraph(howTo(vote), { kind: 'code', text: castExample(vote) }),
      paragraph(say('voting.how-status'), { kind: 'code', text: `vote status ${number}` }),
    ],
    actions: isOneClick(vote) ? castActions(vote) : [{ kind: 'form', command: 'vote cast', answers: { number: String(number) } }],
  };
}

/** In place of the announcement, once a vote is cancelled: nothing to press. */
export function cancelledAnnouncement({ number, question }: Vote): Message {
  return {
    text: [
      { kind: 'heading', inlines: [say('voting.cancelled', { number })] },
      paragraph({ kind: 'quote', text: question }),
      paragraph(say('voting.cancelled-why')),
    ],
  };
}

/** The question and the numbered options, as everywhere where one votes. */
export function ballotPaper({ question, options }: Vote): readonly Block[] {
  return [
    paragraph({ kind: 'strong', inlines: [{ kind: 'quote', text: question }] }),
    { kind: 'list', ordered: true, items: options.map((text) => [{ kind: 'quote', text }]) },
  ];
}

/**
 * A click per option that casts this one: buttons for a few, else a choice. None where a ballot says more than one option:
 * a click would take back what was said before. `address` adds what the words need where they are said.
 */
export function castActions(vote: Vote, address: (words: string) => string = (words) => words): readonly Action[] {
  if (!isOneClick(vote)) return [];
  const method = methodOf(vote);
  const options = vote.options.map((text, place) => ({
    label: { kind: 'quote', text } as const,
    say: address(`vote cast ${vote.number} ${method.write(method.parse(place, vote.options), vote.options)}`),
  }));
  if (options.length <= mostButtons) return options.map((option): Action => ({ kind: 'button', ...option }));
  return [{ kind: 'select', prompt: say('voting.choose'), options }];
}

/** How to vote, before an example. */
export function howTo(vote: Vote): Sentence {
  return say(isOneClick(vote) ? 'voting.how-single' : 'voting.how-approval');
}

/** A line that works for this vote. */
export function castExample(vote: Vote): string {
  const { number, options } = vote;
  return `vote cast ${number} ${isOneClick(vote) ? writeOption(0, options) : writeOptions([0, 1], options)}`;
}

/** Whether one option makes a whole ballot. */
const isOneClick = ({ method }: Vote): boolean => method === 'single';

/** Throws CoopError "method-unknown". */
export function methodOf({ method: name }: Pick<Vote, 'method'>): Method {
  const method = findMethod(name);
  if (method === null) throw new CoopError('method-unknown', `nothing counts by "${name}": run a release that knows this method`);
  return method;
}

const mostButtons = 5;
