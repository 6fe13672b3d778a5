import { CoopError } from '../errors.ts';
import { defineMethod } from './method.ts';
import { mostVotes, sumOf } from './most-votes.ts';
import { readOption, writeOption } from './option-words.ts';

/** Single choice (plurality): each ballot names one option, by its place from 0; the most votes win. */
export const single = defineMethod<number>({
  name: 'single',
  asks: 'option',
  read: readOption,
  write: writeOption,
  show: (choice, options) => options[choice] ?? '',
  parse: (choice, options) => {
    if (typeof choice === 'number' && Number.isInteger(choice) && choice >= 0 && choice < options.length) return choice;
    throw new CoopError('ballot-malformed', `a single choice is the place of one option, a whole number from 0 to ${options.length - 1}`);
  },
  count: (groups, options, rules) => {
    const votes = options.map(() => 0n);
    for (const { choice, count } of groups) votes[choice] = (votes[choice] ?? 0n) + count;
    return mostVotes({ method: 'single', options, votes, ballots: sumOf(groups), rules });
  },
});
