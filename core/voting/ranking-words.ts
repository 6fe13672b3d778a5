import { CoopError, Refusal } from '../errors.ts';
import { say } from '../text/text.ts';
import type { Sentence } from '../text/text.ts';
import type { Ranks } from './formats/election.ts';
import { isOptionName, readOption, writeOption } from './option-words.ts';

/**
 * "B > A = C", the best first, equals with = between; a list with commas or line ends is one from best to worst too. Options that
 * are left out are unranked; "none" ranks nobody. Throws a Refusal that lists the options.
 */
export function readRanks(words: string, options: readonly string[]): Ranks {
  if (isNone(words, options)) return [];
  const cuts = [{ at: -1, mark: '>' }, ...marksIn(words, options), { at: words.length, mark: '>' }];
  // "#1>#3" names the first and the third, whatever options are called.
  const longest = /^[\s>=,;]*(?:#\d{1,6}[\s>=,;]*)+$/u.test(words) ? 1 : options.length + cuts.length;
  const ranks: number[][] = [];
  const named = new Set<number>();
  for (let from = 0; from < cuts.length - 1;) {
    const piece = (until: number) => words.slice((cuts[from]?.at ?? 0) + 1, cuts[until]?.at);
    // The longest stretch that is a name goes first: an option may be called "A > B".
    let until = Math.min(cuts.length - 1, from + longest);
    while (until > from + 1 && !isOptionName(piece(until), options)) until -= 1;
    const isAlone = cuts[from]?.mark !== '=';
    // A mark at either end, or a list that ends with a line end, says nothing.
    const isNothing = piece(until).trim() === '' && (isAlone || ranks.length === 0);
    if (!isNothing) {
      const place = readOption(piece(until), options);
      if (named.has(place)) throw new Refusal(say('ballots.option-twice', { option: options[place] ?? '' }));
      named.add(place);
      if (isAlone || ranks.length === 0) ranks.push([place]);
      else ranks.at(-1)?.push(place);
    }
    from = until;
  }
  if (ranks.length === 0) readOption(words, options);
  return ranks.map((equals) => equals.toSorted((a, b) => a - b));
}

/** Where one option ends and the next begins. */
function marksIn(words: string, options: readonly string[]): readonly { at: number; mark: string }[] {
  const isSimple = isOptionName(words, options);
  const marks = isSimple ? /$^/gu : /[>=]/u.test(words) ? /[>=\n]/gu : /[,;\n]/gu;
  return [...words.matchAll(marks)].map(({ index, 0: mark }) => ({ at: index, mark: mark === '=' ? '=' : '>' }));
}

/** The shortest words that `readRanks` takes for these ranks: "2>1=3". */
export function writeRanks(ranks: Ranks, options: readonly string[]): string {
  if (ranks.length === 0) return 'none';
  const isPlain = options.every((option, place) => !/[>=,;\n]/u.test(option) && !writeOption(place, options).startsWith('#'));
  return ranks.map((equals) => equals.map((place) => `${isPlain ? '' : '#'}${place + 1}`).join('=')).join('>');
}

/** "Blue > Red = Green". */
export function showRanks(ranks: Ranks, options: readonly string[]): string | Sentence {
  if (ranks.length === 0) return say('ballots.nothing-supported');
  return ranks.map((equals) => equals.map((place) => options[place] ?? '').join(' = ')).join(' > ');
}

/** Checks ranks of unknown origin. Throws CoopError "ballot-malformed". */
export function parseRanks(choice: unknown, options: readonly string[]): Ranks {
  if (isRanks(choice, options.length)) return choice;
  throw new CoopError(
    'ballot-malformed',
    `a ranking is a list of ranks, best first, each a rising list of places of options, whole numbers from 0 to ${options.length - 1}, each once`,
  );
}

/** One form for one ranking, so that equal ballots have equal hashes. */
function isRanks(choice: unknown, options: number): choice is Ranks {
  if (!Array.isArray(choice)) return false;
  const ranks: readonly unknown[] = choice;
  const seen = new Uint8Array(options);
  for (const rank of ranks) {
    if (!Array.isArray(rank) || rank.length === 0) return false;
    const places: readonly unknown[] = rank;
    let last = -1;
    for (const place of places) {
      // What is no place of an option has no mark: not a fraction, not a text, nothing out of range.
      if (typeof place !== 'number' || seen[place] !== 0 || place <= last) return false;
      seen[place] = 1;
      last = place;
    }
  }
  return true;
}

function isNone(words: string, options: readonly string[]): boolean {
  return words.trim().toLowerCase() === 'none' && !options.some((option) => option.toLowerCase().startsWith('none'));
}
