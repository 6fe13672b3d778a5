import { Refusal } from '../../core/errors.ts';
import { say } from '../../core/text/text.ts';
import { clip } from './clean-text.ts';
import type { Field } from './field.ts';
import { unknownField } from './unknown.ts';
import { splitWords } from './words.ts';
import type { Word } from './words.ts';

/** `--name value`, and the words that follow up to the next option: allot decides whose they are. */
export type Option = { readonly name: string; readonly field: Field; readonly value: readonly Word[]; readonly loose: readonly Word[] };

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
      throw new Refusal(say('conversation.no-value', { field: option.name, help: `help ${known.command}` }));
    }
  }
  return { leading: words.slice(0, starts[0]?.position), options };
}

function optionStart(word: Word, known: Known): { name: string; field: Field; inline: Word | null } | null {
  const match = word.quoted ? null : /^(--|[–—])(\p{L}[^=]*)(=?)/u.exec(word.raw);
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

/** A flag takes no word, a list goes on as long as commas do, everything else takes one word for sure. */
function divide(field: Field, inline: Word | null, following: readonly Word[]): { value: readonly Word[]; loose: readonly Word[] } {
  if (inline !== null) return { value: [inline], loose: following };
  if (field.kind === 'flag') return { value: [], loose: following };

  let taken = Math.min(1, following.length);
  while (field.kind === 'list' && taken > 0 && taken < following.length && isJoined(following[taken - 1], following[taken])) taken += 1;
  return { value: following.slice(0, taken), loose: following.slice(taken) };
}

const isJoined = (left: Word | undefined, right: Word | undefined): boolean =>
  /[,;|]$/u.test(left?.raw ?? '') || /^[,;|]/u.test(right?.raw ?? '');
