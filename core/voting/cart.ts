import { CoopError } from '../errors.ts';
import { readDecimal } from '../exact/decimal.ts';
import { say } from '../text/text.ts';
import type { Sentence } from '../text/text.ts';
import { readOptions, writeOptions } from './option-words.ts';
import type { CountSettings } from './settings.ts';

/** Places of projects, rising, or such places with points. */
export type Cart = readonly (number | readonly [place: number, points: string])[];

/** What methods for budgets share: a ballot is a list of projects. */
export const cart = {
  asks: 'cart',
  read: (words: string, options: readonly string[]): Cart =>
    words.trim().toLowerCase() === 'none' && !options.some((option) => option.toLowerCase().startsWith('none'))
      ? []
      : readOptions(words, options),
  write: (choice: Cart, options: readonly string[]): string => (choice.length === 0 ? 'none' : writeOptions(placesOf(choice), options)),
  show: (choice: Cart, options: readonly string[]): string | Sentence =>
    choice.length === 0
      ? say('ballots.nothing-supported')
      : choice.map((entry) => (typeof entry === 'number' ? (options[entry] ?? '') : `${options[entry[0]] ?? ''} ${entry[1]}`)).join(', '),
  parse: (choice: unknown, options: readonly string[]): Cart => {
    const entries: readonly unknown[] = Array.isArray(choice) ? choice : [null];
    const parsed = entries.map((entry) => parseEntry(entry));
    const places = parsed.map((entry) => (entry === null ? -1 : placeOf(entry)));
    const isRising = places.every((place, index) => place > (places[index - 1] ?? -1) && place < options.length);
    if (isRising && !parsed.includes(null))
      return parsed.flatMap((entry) => entry ?? []).length === 0 ? [] : parsed.filter((entry) => entry !== null);
    throw new CoopError(
      'ballot-malformed',
      `a cart is a list of places of projects, whole numbers from 0 to ${options.length - 1}, rising, each once, or of such a place with its points, [2, "5"]`,
    );
  },
} as const;

function parseEntry(entry: unknown): Cart[number] | null {
  if (typeof entry === 'number') return Number.isInteger(entry) ? entry : null;
  if (!Array.isArray(entry) || entry.length !== 2) return null;
  const pair: readonly unknown[] = entry;
  const [place, points] = pair;
  if (typeof place !== 'number' || !Number.isInteger(place) || typeof points !== 'string') return null;
  return readDecimal(points) === points && points !== '0' && !points.startsWith('-') ? [place, points] : null;
}

export function placeOf(entry: Cart[number]): number {
  return typeof entry === 'number' ? entry : entry[0];
}

export function placesOf(choice: Cart): readonly number[] {
  return choice.map(placeOf);
}

export type Budget = {
  /** Per project. */
  readonly costs: readonly bigint[];
  readonly total: bigint;
};

/** What may be spent; where nothing is said each option costs 1 and there is as much as there are seats. */
export function budgetOf({ costs, budget, seats = 1 }: CountSettings, options: readonly string[]): Budget {
  if (costs !== undefined && costs.length !== options.length)
    throw new CoopError('ballot-malformed', `${options.length} projects need as many costs, not ${costs.length}`);
  return {
    costs: costs === undefined ? options.map(() => 1n) : costs.map(BigInt),
    total: budget === undefined ? BigInt(seats) : BigInt(budget),
  };
}
