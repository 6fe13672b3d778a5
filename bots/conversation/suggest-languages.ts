import { languages } from './read-language.ts';
import type { Suggestion } from './suggestion.ts';

/** Those that most people on the platforms read, for whoever has typed nothing yet. */
const common = ['en', 'es', 'zh', 'hi', 'ar', 'pt', 'fr', 'de', 'ru', 'ja', 'ko', 'it', 'tr', 'vi', 'pl', 'uk', 'nl', 'fa', 'id', 'th'];

const most = 25;

/** Languages whose name has these words, in English or in itself: "deu" -> Deutsch (German). */
export function suggestLanguages(words: string): readonly Suggestion[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return common.map(suggestion);
  const names = [...languages()].filter(([name, tag]) => name.includes(wanted) || tag === wanted);
  const tags = names.toSorted(([one], [other]) => Number(other.startsWith(wanted)) - Number(one.startsWith(wanted)));
  return [...new Set(tags.map(([, tag]) => tag))].slice(0, most).map(suggestion);
}

const english = new Intl.DisplayNames(['en'], { type: 'language' });

function suggestion(tag: string): Suggestion {
  const own = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  const name = english.of(tag) ?? tag;
  return { label: { kind: 'quote', text: own === name ? name : `${own} (${name})` }, words: tag };
}
