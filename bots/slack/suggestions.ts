import type { PlainTextOption } from '@slack/types';
import { Refusal } from '../../core/errors.ts';
import { cleanText } from '../conversation/clean-text.ts';
import type { Field } from '../conversation/field.ts';
import { readField } from '../conversation/read-field.ts';
import { suggestedFor } from '../conversation/suggest.ts';
import type { Suggestion } from '../conversation/suggestion.ts';
import { choice } from './actions.ts';
import { label } from './escape.ts';
import type { Speaker } from './rich-text.ts';

/** Slack's limits for an option of a list. */
const longestLabel = 75;
const longestValue = 150;
const mostOptions = 100;

/**
 * Whether a field is a list that we fill while somebody types in it. Slack takes nothing but what stands in the list, so a field
 * for words of one's own stays one.
 */
export function isList(field: Field): boolean {
  return suggestedFor(field) !== null && field.kind !== 'line' && field.kind !== 'paragraph';
}

/** What is offered; what was typed stands below it where it can be read, so that nobody is held to what we know of. */
export function encodeSuggestions(
  suggestions: readonly Suggestion[],
  { field, words }: { readonly field: Field; readonly words: string },
  { translator, reader }: Speaker,
): PlainTextOption[] {
  const offered = suggestions.map((each) => ({
    text: each.label.kind === 'quote' ? each.label.text : translator.words(each.label, reader),
    value: each.words,
  }));
  const own = offered.length === 0 && canRead(field, words) ? [{ text: words, value: words.trim() }] : [];
  const distinct = new Map([...offered, ...own].filter(({ value }) => value.length <= longestValue).map((each) => [each.value, each]));
  return [...distinct.values()].slice(0, mostOptions).map(({ text, value }) => choice(label(text, longestLabel), value));
}

function canRead(field: Field, words: string): boolean {
  if (words.trim() === '') return false;
  try {
    readField(field, cleanText(words), { now: new Date(0), timeZone: 'UTC' });
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
