import { createTranslator } from '../adapters/icu/translator.ts';
import type { Sentence } from '../core/text/text.ts';
import { visible } from './visible.ts';

const translator = createTranslator();

/** A sentence of the catalogue for a terminal: English, the same on every machine. */
export function inWords(sentence: Sentence): string {
  return visible(translator.words(sentence, { language: 'en', timeZone: 'UTC' }));
}
