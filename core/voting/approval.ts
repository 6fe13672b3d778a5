import { CoopError } from '../errors.ts';
import { say } from '../text/text.ts';
import { defineMethod } from './method.ts';
import { mostVotes, sumOf } from './most-votes.ts';
import { readOptions, writeOptions } from './option-words.ts';

/**
 * Approval (Brams and Fishburn 1978): each ballot names every option that its voter can live with, by their places from 0 in
 * rising order; the most approvals win. A ballot may approve of none: it counts for the quorum and in the threshold's share.
 */
export const approval = defineMethod<readonly number[]>({
  name: 'approval',
  asks: 'options',
  read: (words, options) => (isNone(words, options) ? [] : readOptions(words, options)),
  write: (choice, options) => (choice.length === 0 ? 'none' : writeOptions(choice, options)),
  show: (choice, options) => (choice.length === 0 ? say('voting.approves-none') : choice.map((place) => options[place] ?? '').join(', ')),
  parse: (choice, options) => {
    if (isChoice(choice, options)) return choice;
    throw new CoopError(
      'ballot-malformed',
      `an approval is a list of places of options, whole numbers from 0 to ${options.length - 1}, rising, each once`,
    );
  },
  count: (groups, options, rules) => {
    const votes = options.map(() => 0n);
    for (const { choice, count } of groups) for (const place of choice) votes[place] = (votes[place] ?? 0n) + count;
    return mostVotes({ method: 'approval', options, votes, ballots: sumOf(groups), rules });
  },
});

/** One form for one choice, so that equal ballots have equal hashes: rising, each once. */
function isChoice(choice: unknown, options: readonly string[]): choice is readonly number[] {
  if (!Array.isArray(choice)) return false;
  const places: readonly unknown[] = choice;
  let last = -1;
  for (const place of places) {
    if (typeof place !== 'number' || !Number.isInteger(place) || place <= last || place >= options.length) return false;
    last = place;
  }
  return true;
}

function isNone(words: string, options: readonly string[]): boolean {
  return words.trim().toLowerCase() === 'none' && !options.some((option) => option.toLowerCase().startsWith('none'));
}
