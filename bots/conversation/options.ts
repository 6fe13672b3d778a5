import { Refusal } from '../../core/errors.ts';
import { commandLine, say } from '../../core/text/text.ts';
import { clip } from './clean-text.ts';
import type { Field } from './field.ts';
import { parseDuration } from './parse-duration.ts';
import { unknownField } from './unknown.ts';
import { splitWords } from './words.ts';
import type { Word } from './words.ts';

/** `--name value`, and the words that follow up to the next option: allot decides whose they are. */
export type Option = { readonly name: string; readonly field: Field } & Divided;

type Divided = {
  readonly value: readonly Word[];
  readonly loose: readonly Word[];
  /** A list that goes on after a space: where it ends is anybody's guess. */
  readonly openEnded: boolean;
};

type Known = { readonly fields: ReadonlyMap<string, Field>; readonly command: string };

/**
 * Takes the options out of the words after a command's name: `--name value`, `--name=value`, `--flag`.
 * Phones write "—name": that is an option too, where the command has one of that name.
 * Throws a Refusal for an unknown name, one given twice, or one without its value.
 */
export function readOptions(
  words: readonly Word[],
  known: Known,
): { readonly leading: readonly Word[]; readonly options: readonly Option[] } {
  const starts = words.flatMap((word, position) => {
    const start = optionStart(word, known);
    return start === null ? [] : [{ ...start, position }];
  });

  const seen = new Set<string>();
  const options = starts.map(({ name, field, inline, position }, turn) => {
    if (seen.has(name)) throw new Refusal(say('conversation.given-twice', { field: name }));
    seen.add(name);
    const following = words.slice(position + 1, starts[turn + 1]?.position);
    return { name, field, ...divide(field, inline, following) };
  });
  for (const option of options) {
    if (option.value.length === 0 && option.field.kind !== 'flag') {
      throw new Refusal(say('conversation.no-value', { field: option.name, help: commandLine(`help ${known.command}`) }));
    }
  }
  return { leading: words.slice(0, starts[0]?.position), options };
}

function optionStart(word: Word, known: Known): { name: string; field: Field; inline: Word | null } | null {
  const match = word.quoted ? null : /^(--|[–—])([\p{L}_][^=]*)(=?)/u.exec(word.raw);
  const [whole = '', mark, given = '', equals] = match ?? [];
  if (match === null) return null;

  const name = given.toLowerCase().replaceAll('_', '-');
  const field = known.fields.get(name);
  if (field === undefined) {
    if (mark !== '--') return null;
    throw unknownField(clip(given), { fields: known.fields.keys(), command: known.command });
  }
  if (equals === '') return { name, field, inline: null };

  const value = word.raw.slice(whole.length);
  const [inner] = splitWords(value);
  const start = word.start + whole.length;
  return { name, field, inline: inner === undefined ? null : { ...inner, start, end: word.end } };
}

/** A flag takes no word, a list goes on as long as commas do, a duration as long as it is one, the others take one for sure. */
function divide(field: Field, inline: Word | null, following: readonly Word[]): Divided {
  if (inline !== null) return { value: [inline], loose: following, openEnded: false };
  const taken =
    field.kind === 'flag' ? 0 : field.kind === 'list' ? listLength(following) : field.kind === 'duration' ? durationLength(following) : 1;
  return { value: following.slice(0, taken), loose: following.slice(taken), openEnded: field.kind === 'list' && taken > 1 };
}

function listLength(words: readonly Word[]): number {
  const end = words.findIndex((word, position) => position > 0 && !isJoined(words[position - 1], word));
  return end < 0 ? words.length : end;
}

/** "2 days", "a week and two days": the longest run of words that is a duration. */
function durationLength(words: readonly Word[]): number {
  for (let length = Math.min(longestDuration, words.length); length > 1; length -= 1) {
    const run = words.slice(0, length);
    if (run.every((word) => !word.quoted) && parseDuration(run.map((word) => word.text).join(' ')) !== null) return length;
  }
  return 1;
}

/** In words. */
const longestDuration = 8;

const isJoined = (left: Word | undefined, right: Word | undefined): boolean =>
  /[,;|]$/u.test(left?.raw ?? '') || /^[,;|]/u.test(right?.raw ?? '');
