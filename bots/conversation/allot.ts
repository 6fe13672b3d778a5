import { Refusal } from '../../core/errors.ts';
import { say } from '../../core/text/text.ts';
import { clip } from './clean-text.ts';
import type { Field } from './field.ts';
import type { Option } from './options.ts';
import { parseDuration } from './parse-duration.ts';
import { unescape } from './words.ts';
import type { Word } from './words.ts';

type Line = {
  readonly fields: ReadonlyMap<string, Field>;
  /** The words before the first option. */
  readonly leading: readonly Word[];
  readonly options: readonly Option[];
  readonly line: string;
};

/**
 * Gives every word to a field. Fields without a name take the words in their order; the last one takes all that are
 * left, without quotes. An optional one takes a word only if it looks like its kind and enough remain for the others.
 * Words after an option's value belong to it ("--network Night Bakers"), unless a field by position still waits for them.
 * Throws a Refusal for words that belong to nobody.
 */
export function allot({ fields, leading, options, line }: Line): ReadonlyMap<string, string> {
  const named = new Set(options.map((option) => option.name));
  const positional = [...fields].filter(([name, field]) => field.named !== true && field.kind !== 'flag' && !named.has(name));
  const loose = options.flatMap((option) => option.loose);

  const first = place(positional, leading, line);
  const placeLoose = loose.length > 0 && waitsFor(first.empty, loose[0]);
  if (placeLoose) refuseGuessing(options, line);
  const placed = placeLoose ? place(positional, [...leading, ...loose], line) : first;

  const answers = new Map(placed.answers);
  if (placed.rest.length > 0) {
    // Whoever reads the field says best what it should be.
    const [waiting] = placed.empty;
    if (waiting === undefined) throw tooMany(placed.rest, line);
    answers.set(waiting[0], textOf(waiting[1], placed.rest, line));
  }
  for (const option of options) answers.set(option.name, optionValue(option, placeLoose ? [] : option.loose, line));
  return answers;
}

/** Loose words of two places, or after a list that may go on, would only be guessed right. */
function refuseGuessing(options: readonly Option[], line: string): void {
  const sources = options.filter((option) => option.loose.length > 0);
  const guessed = sources.length > 1 ? sources[0] : sources.find((option) => option.openEnded && option.loose[0]?.quoted === false);
  if (guessed !== undefined) throw tooMany(guessed.loose, line);
}

type Placed = { answers: [string, string][]; empty: [string, Field][]; rest: readonly Word[] };

function place(positional: readonly [string, Field][], words: readonly Word[], line: string): Placed {
  const answers: [string, string][] = [];
  const empty: [string, Field][] = [];
  let rest = words;

  for (const [position, [name, field]] of positional.entries()) {
    const later = positional.slice(position + 1);
    const needed = later.filter(([, other]) => other.optional !== true).length;
    const [next] = rest;
    if (next === undefined || (field.optional === true && !takes(field, { next, spare: rest.length > needed }))) {
      empty.push([name, field]);
      continue;
    }
    const own = later.length === 0 && goesOn(field) && (!next.quoted || field.kind === 'list') ? rest : rest.slice(0, 1);
    answers.push([name, textOf(field, own, line)]);
    rest = rest.slice(own.length);
  }
  return { answers, empty, rest };
}

/** "#3" is a number whatever follows; "3" only where the other fields still get a word each. */
function takes(field: Field, given: { next: Word; spare: boolean }): boolean {
  if (field.kind === 'number-sign' && !given.next.quoted && given.next.text.startsWith('#')) return looksLike(field, given.next);
  return given.spare && looksLike(field, given.next);
}

function waitsFor(empty: readonly [string, Field][], word: Word | undefined): boolean {
  return word !== undefined && empty.some(([, field]) => field.optional !== true || (isPlain(field) && looksLike(field, word)));
}

function looksLike(field: Field, word: Word): boolean {
  switch (field.kind) {
    case 'number-sign':
      return !word.quoted && /^#?\d{1,9}$/u.test(word.text);
    case 'integer':
      return !word.quoted && /^[+-]?\d{1,15}$/u.test(word.text);
    case 'choice':
      return field.options.some((option) => option.value === word.text.toLowerCase());
    case 'duration':
      return !word.quoted && parseDuration(word.text) !== null;
    case 'flag':
      return false;
    case 'quiet-hours':
      return /\d/u.test(word.text);
    case 'line':
    case 'paragraph':
    case 'list':
    case 'moment':
    case 'person':
    case 'time-zone':
    case 'language':
      return true;
    default:
      return field satisfies never;
  }
}

/** Kinds whose words cannot be mistaken for free text. */
const isPlain = (field: Field): boolean => ['number-sign', 'integer', 'choice', 'duration'].includes(field.kind);

/** Kinds that may have several words. */
const goesOn = (field: Field): boolean => !['number-sign', 'integer', 'choice', 'flag'].includes(field.kind);

function optionValue(option: Option, loose: readonly Word[], line: string): string {
  if (loose.length > 0 && (!goesOn(option.field) || option.value[0]?.quoted === true)) throw tooMany(loose, line);
  return option.value.length === 0 ? 'yes' : textOf(option.field, [...option.value, ...loose], line);
}

/** The words as one text, with the spaces that stood between them. Lists stay as written: their quotes matter inside. */
function textOf(field: Field, words: readonly Word[], line: string): string {
  const [only] = words;
  if (words.length === 1 && only !== undefined) return field.kind === 'list' ? only.raw : only.text;
  const written = asWritten(words, line);
  return field.kind === 'list' ? written : unescape(written);
}

function asWritten(words: readonly Word[], line: string): string {
  return words
    .map((word, position) => {
      const gap = line.slice(word.end, words[position + 1]?.start ?? word.end);
      return word.raw + (position === words.length - 1 || gap.trim() === '' ? gap : ' ');
    })
    .join('');
}

function tooMany(words: readonly Word[], line: string): Refusal {
  return new Refusal(say('conversation.too-many-words', { words: clip(asWritten(words, line)) }));
}
