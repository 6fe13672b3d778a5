import { Refusal } from '../errors.ts';
import { say } from '../text/text.ts';

/**
 * Which option a person means: its name (whatever case, spaces and Unicode form), "#2" or "2" for the second, or the beginning of
 * one name only. A name goes before a number, so that "2" among the options 1, 2 and 5 means what it says; "#2" is always the second.
 * Returns its place from 0. Throws a Refusal that lists the options.
 */
export function readOption(words: string, options: readonly string[]): number {
  return readFolded(words, { options, names: options.map(fold) });
}

/**
 * Several options, with commas, semicolons or line ends between: "A, B", "1,3". A name that has commas in it is found too.
 * Returns their places in rising order, each once. Throws a Refusal that lists the options.
 */
export function readOptions(words: string, options: readonly string[]): readonly number[] {
  const known: Known = { options, names: options.map(fold) };
  const cuts = [-1, ...[...words.matchAll(/[,;\n]/gu)].map(({ index }) => index), words.length];
  // "#1,#3" is always the first and the third, as "#2" is always the second.
  const longest = /^[\s,;]*(?:#\d{1,6}[\s,;]*)+$/u.test(words) ? 1 : longestName(options);
  const found = new Set<number>();
  for (let from = 0; from < cuts.length - 1;) {
    const piece = (until: number) => words.slice((cuts[from] ?? 0) + 1, cuts[until]);
    // The longest stretch that is a name goes first: "Yes, but later" is one option where there is one of that name.
    let until = Math.min(cuts.length - 1, from + longest);
    while (until > from + 1 && byName(fold(unquote(piece(until))), known) === null) until -= 1;
    if (piece(until).trim() !== '') found.add(readFolded(piece(until), known));
    from = until;
  }
  if (found.size === 0) throw new Refusal(say('voting.no-option', { words: clip(words), options: list(known) }));
  return [...found].toSorted((a, b) => a - b);
}

/** Whether these words are the whole name of one option, so that what separates options may be a part of it. */
export function isOptionName(words: string, options: readonly string[]): boolean {
  const known = { options, names: options.map(fold) };
  return byName(fold(words), known) !== null || byName(fold(unquote(words)), known) !== null;
}

/** The shortest words that mean this option: its number, with a # where another option bears the number as its name. */
export function writeOption(place: number, options: readonly string[]): string {
  return write(place, { options, names: options.map(fold) });
}

/** The shortest words that mean these options, in their order: "1,3"; with # where a name could be taken for a number or has commas. */
export function writeOptions(places: readonly number[], options: readonly string[]): string {
  const known = { options, names: options.map(fold) };
  const plain = longestName(options) === 1 && places.every((place) => !write(place, known).startsWith('#'));
  return places.map((place) => `${plain ? '' : '#'}${place + 1}`).join(',');
}

/** The options as they are, and as they are compared. */
type Known = { readonly options: readonly string[]; readonly names: readonly string[] };

function readFolded(words: string, known: Known): number {
  const wanted = fold(unquote(words));
  // A name may have quotes of its own.
  const place = byNumber(wanted, known) ?? byName(fold(words), known) ?? byName(wanted, known) ?? byBareNumber(wanted, known);
  if (place !== null) return place;
  const beginning = wanted === '' ? [] : placesOf(known, (name) => name.startsWith(wanted));
  if (beginning.length === 1 && beginning[0] !== undefined) return beginning[0];
  if (beginning.length > 1) throw new Refusal(say('voting.several-options', { words: clip(words), options: list(known, beginning) }));
  throw new Refusal(say('voting.no-option', { words: clip(words), options: list(known) }));
}

function byNumber(wanted: string, known: Known): number | null {
  const [, digits] = /^# ?(\d{1,6})$/u.exec(wanted) ?? [];
  return digits === undefined ? null : inRange(Number(digits), known);
}

function byBareNumber(wanted: string, known: Known): number | null {
  const [, digits] = /^(\d{1,6})[.)]?$/u.exec(wanted) ?? [];
  return digits === undefined ? null : inRange(Number(digits), known);
}

function byName(wanted: string, known: Known): number | null {
  const [first, second] = placesOf(known, (name) => name === wanted);
  return first === undefined || second !== undefined ? null : first;
}

function inRange(number: number, { options }: Known): number | null {
  return number >= 1 && number <= options.length ? number - 1 : null;
}

function placesOf({ names }: Known, matches: (name: string) => boolean): readonly number[] {
  return [...names.keys()].filter((place) => matches(names[place] ?? ''));
}

function write(place: number, known: Known): string {
  const bare = String(place + 1);
  return (byName(bare, known) ?? place) === place ? bare : `#${bare}`;
}

/** How many pieces between commas the longest name has. */
function longestName(options: readonly string[]): number {
  return options.reduce((most, option) => Math.max(most, option.split(/[,;\n]/u).length), 1);
}

/** Options are kept apart under the same folding when a vote is opened. */
function fold(words: string): string {
  return words.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
}

function unquote(words: string): string {
  return /^\s*["“”„«'‘](.+)["“”»'’]\s*$/su.exec(words)?.[1] ?? words;
}

/** "1 Blue, 2 Red": how each can be said. Names that are numbers stand in quotes: "#1 “5”, #2 “2”". */
function list(known: Known, some: Iterable<number> = known.options.keys()): string {
  const numeric = known.names.some((name) => /^\d+$/u.test(name));
  return [...some]
    .map((place) => {
      const option = known.options[place] ?? '';
      return numeric ? `#${place + 1} “${option}”` : `${write(place, known)} ${option}`;
    })
    .join(', ');
}

function clip(words: string): string {
  const characters = Array.from(words.trim());
  return characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : characters.join('');
}
