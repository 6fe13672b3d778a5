import { CoopError } from '../errors.ts';
import { figure } from '../exact/figure.ts';
import { defineMethod } from './method.ts';
import { rankByMost, sumOf } from './most-votes.ts';
import { readOption, writeOption } from './option-words.ts';

/**
 * Random ballot (Gibbard 1977): each ballot names one option, and one ballot is drawn: an option wins with exactly the chance of
 * its share. The draw is public: the seed, read as a number and divided by the number of ballots, leaves the number of the ballot
 * that is drawn, counted from 0 through the options in their order. Nobody knows the seed before the last ballot is in.
 */
export const lottery = defineMethod<number>({
  name: 'lottery',
  asks: 'option',
  read: readOption,
  write: writeOption,
  show: (choice, options) => options[choice] ?? '',
  parse: (choice, options) => {
    if (typeof choice === 'number' && Number.isInteger(choice) && choice >= 0 && choice < options.length) return choice;
    throw new CoopError('ballot-malformed', `a choice is the place of one option, a whole number from 0 to ${options.length - 1}`);
  },
  count: (groups, options, rules) => {
    const votes = options.map(() => 0n);
    for (const { choice, count } of groups) votes[choice] = (votes[choice] ?? 0n) + count;
    const ballots = sumOf(groups);
    const drawn = ballots === 0n ? null : BigInt(`0x${rules.seed}`) % ballots;
    const chosen = drawn === null ? null : atBallot(votes, drawn);
    const name = (place: number): string => options[place] ?? '';
    const between = [...options.keys()].filter((place) => (votes[place] ?? 0n) > 0n).map(name);
    const ranges = rangesOf(votes, options);
    const path =
      chosen === null
        ? []
        : [
            `The ballots are numbered from 0 through the options in their order: ${ranges.join(', ')}.`,
            `The seed, read as a hexadecimal number and divided by ${ballots}, leaves ${drawn}: ${JSON.stringify(name(chosen))} is chosen.`,
          ];
    return {
      method: 'lottery',
      options,
      ballots: figure(ballots),
      winners: chosen === null ? [] : [name(chosen)],
      ranking: rankByMost(votes).map((equals) => equals.map(name)),
      tie: between.length > 1 ? { between, path, seed: rules.seed } : null,
      rounds: [{ votes: Object.fromEntries(options.map((option, place) => [option, String(votes[place])])) }],
      rules: { wins: 'the option of one ballot, drawn by the seed', threshold: 'none' },
    };
  },
});

function atBallot(votes: readonly bigint[], drawn: bigint): number {
  let passed = 0n;
  for (const [place, count] of votes.entries()) {
    passed += count;
    if (drawn < passed) return place;
  }
  throw new RangeError('there is no ballot of this number');
}

/** Which ballots are whose: `0 to 4 "Ada"`. */
function rangesOf(votes: readonly bigint[], options: readonly string[]): readonly string[] {
  let first = 0n;
  const ranges: string[] = [];
  for (const [place, count] of votes.entries()) {
    if (count > 0n) ranges.push(`${count === 1n ? first : `${first} to ${first + count - 1n}`} ${JSON.stringify(options[place] ?? '')}`);
    first += count;
  }
  return ranges;
}
