import { CoopError, Refusal } from '../errors.ts';
import { readDecimal } from '../exact/decimal.ts';
import { compareDecimals } from '../exact/decimal-order.ts';
import { say } from '../text/text.ts';
import { readOption, writeOption } from './option-words.ts';
import type { CountSettings } from './settings.ts';

/** One exact decimal per option in shortest form, null where none was given. */
export type Scores = readonly (string | null)[];

type Reading = {
  readonly options: readonly string[];
  /** What stands behind the colon as a score; null for what is none. Takes one word or several. */
  readonly readScore: (words: string) => string | null;
  /** What scores are, for the refusal: "0 to 5". */
  readonly scores: string;
};

/**
 * "A:5 B:3", "A = 5, B = 3" or a line for each: an option by name or number, a colon or equals sign, its score. Options that are
 * left out get none. Throws a Refusal that says what is not understood and how it is said.
 */
export function readScoreWords(words: string, { options, readScore, scores }: Reading): Scores {
  const given: (string | null)[] = options.map(() => null);
  const refuse = (piece: string) =>
    new Refusal(say('ballots.no-score', { words: clip(piece), scores, example: example(options, scores.split(' ').at(-1) ?? '') }));
  let rest = words.trim();
  while (rest !== '') {
    const pair = nextPair(rest, readScore);
    if (pair === null) throw refuse(rest);
    const place = readOption(pair.name, options);
    if (given[place] !== null) throw new Refusal(say('ballots.option-twice', { option: options[place] ?? '' }));
    given[place] = pair.score;
    rest = rest.slice(pair.length).replace(/^[\s,;]+/u, '');
  }
  if (given.every((score) => score === null)) throw refuse(words);
  return given;
}

/** The first "name: score", the name as short as it can be: a name may have colons and commas of its own. */
function nextPair(text: string, readScore: Reading['readScore']): { name: string; score: string; length: number } | null {
  for (const { index } of text.matchAll(/[:=]/gu)) {
    const after = /^\s*([^,;\n:=]+?)(?=\s*(?:[,;\n]|$))/u.exec(text.slice(index + 1)) ?? null;
    const word = /^\s*(\S+?)(?=[\s,;]|$)/u.exec(text.slice(index + 1)) ?? null;
    for (const found of [after, word]) {
      const score = found === null ? null : readScore(found[1] ?? '');
      if (found !== null && score !== null) return { name: text.slice(0, index).trim(), score, length: index + 1 + found[0].length };
    }
  }
  return null;
}

/** The shortest words that `readScoreWords` takes for these scores: "1:5,3:2". */
export function writeScores(choice: Scores, options: readonly string[]): string {
  return choice.flatMap((score, place) => (score === null ? [] : [`${writeOption(place, options)}:${score}`])).join(',');
}

/** "Blue 5, Red 3". */
export function showScores(choice: Scores, options: readonly string[], spell: (score: string) => string = (score) => score): string {
  return choice.flatMap((score, place) => (score === null ? [] : [`${options[place] ?? ''} ${spell(score)}`])).join(', ');
}

type Checking = {
  readonly options: readonly string[];
  /** Whether it may stand on a ballot of this method. */
  readonly isScore?: (score: string) => boolean;
  /** For the refusal: "exact decimals in shortest form". */
  readonly expected: string;
};

/** Checks scores of unknown origin. Throws CoopError "ballot-malformed". */
export function parseScores(choice: unknown, { options, isScore = () => true, expected }: Checking): Scores {
  if (Array.isArray(choice) && choice.length === options.length) {
    const cells: readonly unknown[] = choice;
    const scores = cells.map((cell) =>
      cell === null || (typeof cell === 'string' && readDecimal(cell) === cell && isScore(cell)) ? cell : undefined,
    );
    if (!scores.includes(undefined)) return scores.map((score) => score ?? null);
  }
  throw new CoopError('ballot-malformed', `a ballot is a list of ${options.length}: for each option ${expected}, or null for none`);
}

/** Whether the scale has this score, where there is a scale. */
export function isOnScale(score: string, scale: CountSettings['scale']): boolean {
  return scale === undefined || (compareDecimals(score, scale.lowest) >= 0 && compareDecimals(score, scale.highest) <= 0);
}

function example(options: readonly string[], score: string): string {
  return options
    .slice(0, 2)
    .map((_, place) => `${writeOption(place, options)}:${place === 0 ? score : '0'}`)
    .join(' ');
}

function clip(words: string): string {
  const characters = Array.from(words.trim());
  return characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : characters.join('');
}
