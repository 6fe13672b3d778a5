import type { Sentence } from '../text/text.ts';

/** A sentence in a language, moments and commands left apart so that a platform can show them natively. */
export type Phrase = readonly (
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'moment'; readonly at: Date }
  | { readonly kind: 'command'; readonly text: string }
)[];

export type Reader = {
  /** BCP 47 tag; falls back to English. */
  readonly language: string;
  /** IANA name, for platforms that cannot show a moment in the reader's own zone. */
  readonly timeZone: string;
};

export type Translator = {
  readonly phrase: (sentence: Sentence, reader: Reader) => Phrase;
  /** The same with its moments written out, and its commands in the text grammar. */
  readonly words: (sentence: Sentence, reader: Reader) => string;
};
