import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10';
import type { Reader, Translator } from '../../core/ports/translator.ts';
import type { Suggestion } from '../conversation/suggestion.ts';
import { shorten } from '../conversation/shown-text.ts';
import { plain } from './escape.ts';

/** Discord's limits for what is offered while a field is typed (Application Commands, "Autocomplete"). */
const mostChoices = 25;
const longest = 100;

/** What a field may be meant to say, as Discord shows it below. What does not fit whole would say something else: it is left out. */
export function encodeSuggestions(
  suggestions: readonly Suggestion[],
  { translator, reader }: { translator: Translator; reader: Reader },
): APIApplicationCommandOptionChoice<string>[] {
  const distinct = new Map(suggestions.filter(({ words }) => words !== '' && words.length <= longest).map((each) => [each.words, each]));
  return [...distinct.values()].slice(0, mostChoices).map(({ label, words }) => {
    const shown = label.kind === 'quote' ? label.text : translator.words(label, reader);
    return { name: shorten(plain(shown).replace(/\s+/g, ' ').trim(), longest) || words, value: words };
  });
}
