import { Refusal } from '../../core/errors.ts';
import { say } from '../../core/text/text.ts';
import { clip } from './clean-text.ts';
import type { Field } from './field.ts';
import { oneOf } from './one-of.ts';
import { readDuration } from './read-duration.ts';
import { readLanguage } from './read-language.ts';
import { readList } from './read-list.ts';
import { readMoment } from './read-moment.ts';
import { readQuietHours } from './read-quiet-hours.ts';
import { readTimeZone } from './read-time-zone.ts';
import type { Reading } from './reading.ts';
import { nearest } from './suggestions.ts';

/** Every value that a field can have; FieldValue says which one a given field has. */
export type ReadValue = string | number | boolean | Date | readonly string[];

/** Reads a field from a person's words. Throws a Refusal that says what was wrong and shows an example. */
export function readField(field: Field, words: string, reading: Reading): ReadValue {
  switch (field.kind) {
    case 'line':
      return readText(words.replaceAll(/\s+/gu, ' '), field.maxLength);
    case 'paragraph':
      return readText(words.replaceAll(/\n{3,}/gu, '\n\n'), field.maxLength);
    case 'person':
      return readText(words.replaceAll(/\s+/gu, ' ').replace(/^@/u, ''), longestName);
    case 'list':
      return readList(words, field);
    case 'choice':
      return readChoice(
        words,
        field.options.map((option) => option.value),
      );
    case 'integer':
      return readInteger(words, field);
    case 'number-sign':
      return readNumberSign(words);
    case 'duration':
      return readDuration(words, { ...reading, min: field.min, max: field.max });
    case 'moment':
      return readMoment(words, reading);
    case 'time-zone':
      return readTimeZone(words);
    case 'language':
      return readLanguage(words);
    case 'quiet-hours':
      return readQuietHours(words);
    case 'flag':
      return readFlag(words);
    default:
      return field satisfies never;
  }
}

const longestName = 100;

function readText(words: string, longest: number): string {
  const text = words.trim();
  if (text === '') throw new Refusal(say('conversation.nothing-said'));
  const { length } = Array.from(text);
  if (length > longest) throw new Refusal(say('conversation.too-long', { length, longest }));
  return text;
}

function readChoice(words: string, values: readonly string[]): string {
  const wanted = words
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/gu, '-');
  const value = values.find((known) => known === wanted);
  if (value !== undefined) return value;
  const near = nearest(wanted, values);
  throw new Refusal(
    near.length > 0
      ? say('conversation.bad-choice-near', { words: clip(words), near: oneOf(near), all: oneOf(values) })
      : say('conversation.bad-choice', { words: clip(words), all: oneOf(values) }),
  );
}

function readInteger(words: string, { min, max }: { readonly min: number; readonly max: number }): number {
  const text = words.trim();
  const value = /^[+-]?\d{1,15}$/u.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new Refusal(say('conversation.bad-integer', { words: clip(words), min, max }));
}

function readNumberSign(words: string): number {
  const match = /^#?\s*0*([1-9]\d{0,8})$/u.exec(words.trim());
  if (match === null) throw new Refusal(say('conversation.bad-number-sign', { words: clip(words) }));
  return Number(match[1]);
}

function readFlag(words: string): boolean {
  const word = words.trim().toLowerCase();
  if (['yes', 'y', 'true', 'on', '1'].includes(word)) return true;
  if (['no', 'n', 'false', 'off', '0'].includes(word)) return false;
  throw new Refusal(say('conversation.bad-flag', { words: clip(words) }));
}
