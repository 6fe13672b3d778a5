import { CoopError } from '../errors.ts';
import type { Method } from './method.ts';
import { mostVotes } from './most-votes.ts';
import { readOption, writeOption } from './option-words.ts';

/** Single choice (plurality): each ballot names one option, by its place from 0; the most votes win. */
export const single: Method<number> = {
  name: 'single',
  read: readOption,
  write: writeOption,
  show: (choice, options) => options[choice] ?? '',
  parse: (choice, options) => {
    if (typeof choice === 'number' && Number.isInteger(choice) && choice >= 0 && choice < options.length) return choice;
    throw new CoopError('ballot-malformed', `a single choice is the place of one option, a whole number from 0 to ${options.length - 1}`);
  },
  tally: (ballots, options, rules) => {
    const votes = options.map(() => 0);
    for (const choice of ballots) votes[choice] = (votes[choice] ?? 0) + 1;
    return mostVotes({ method: 'single', options, votes, ballots: ballots.length, rules });
  },
};
