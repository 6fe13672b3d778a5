import { Refusal } from '../../../core/errors.ts';
import { readWhole } from '../../../core/exact/decimal.ts';
import { say } from '../../../core/text/text.ts';
import type { Method } from '../../../core/voting/method.ts';
import type { CountSettings } from '../../../core/voting/settings.ts';
import { clip } from '../../conversation/clean-text.ts';

type Said = {
  readonly options: readonly string[];
  readonly seats: number | undefined;
  readonly costs: readonly string[] | undefined;
  readonly budget: number | undefined;
};

/** What an opener says on how to count; null for nothing. Throws a Refusal for what the method does not look at. */
export function countSettings(
  { options, seats, costs, budget }: Said,
  { name, asks }: Pick<Method, 'name' | 'asks'>,
): CountSettings | null {
  if (seats !== undefined && seats > 1 && !fillsSeats.has(name))
    throw new Refusal(say('ballots.one-winner', { method: name, seats: String(seats) }));
  if ((costs !== undefined || budget !== undefined) && asks !== 'cart') throw new Refusal(say('ballots.no-money', { method: name }));
  if (costs !== undefined && costs.length !== options.length)
    throw new Refusal(say('ballots.costs-count', { options: options.length, costs: costs.length }));
  if (costs !== undefined && budget === undefined) throw new Refusal(say('ballots.no-budget'));
  const said = {
    ...(seats === undefined ? {} : { seats }),
    ...(costs === undefined ? {} : { costs: costs.map(readCost) }),
    ...(budget === undefined ? {} : { budget: String(budget) }),
  };
  return Object.keys(said).length === 0 ? null : said;
}

const fillsSeats = new Set(['score', 'star', 'stv', 'meek', 'majority-judgment', 'quadratic', 'equal-shares', 'greedy']);

function readCost(words: string): string {
  const cost = readWhole(words.trim());
  if (cost === null) throw new Refusal(say('ballots.bad-cost', { words: clip(words) }));
  return String(cost);
}
