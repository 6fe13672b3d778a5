import { CoopError } from '../../core/errors.ts';
import { en } from '../../core/messages/en/index.ts';
import type { MessageId } from '../../core/messages/en/index.ts';
import type { Phrase, Reader, Translator } from '../../core/ports/translator.ts';
import type { Sentence, Value } from '../../core/text/text.ts';
import { compile } from './compile.ts';
import type { Compiled } from './compile.ts';
import { createMomentWriter } from './moment-writer.ts';
import { pseudo, pseudoLanguage } from './pseudo.ts';

/** A language's messages. What it lacks is said in English. */
export type Catalogue = Readonly<Partial<Record<MessageId, string>>>;

/**
 * Renders sentences from the catalogues, by BCP 47 language ("de-AT", else "de", else English). "en-XA" is the
 * pseudo-language of tests: whatever is not in its brackets did not come from a catalogue.
 * Throws CoopError "sentence-malformed" for an id or a value that is missing.
 */
export function createTranslator(catalogues: Readonly<Record<string, Catalogue>> = { en }): Translator {
  const compiled = new Map<string, Compiled>();
  const writeMoment = createMomentWriter();

  const languages = new Map(Object.keys(catalogues).map((language) => [language.toLowerCase(), language]));
  languages.set(pseudoLanguage.toLowerCase(), pseudoLanguage);

  return { phrase, words };

  function phrase(sentence: Sentence, reader: Reader): Phrase {
    return merged(phraseIn(sentence, languageFor(reader.language)));
  }

  function words(sentence: Sentence, reader: Reader): string {
    const language = languageFor(reader.language);
    return phraseIn(sentence, language)
      .map((part) => (part.kind !== 'moment' ? part.text : writeMoment(part.at, { language, timeZone: reader.timeZone })))
      .join('');
  }

  function phraseIn(sentence: Sentence, language: string): Phrase {
    const values = Object.entries(sentence.values ?? {}).map(([name, value]) => [name, valueIn(value, language)] as const);
    return messageIn(sentence.id, language)(Object.fromEntries(values));
  }

  function valueIn(value: Value, language: string): string | number | Phrase {
    if (typeof value !== 'object') return value;
    if ('moment' in value) return [{ kind: 'moment', at: new Date(value.moment) }];
    return 'command' in value ? [{ kind: 'command', text: value.command }] : phraseIn(value, language);
  }

  function messageIn(id: MessageId, language: string): Compiled {
    const key = `${language} ${id}`;
    const known = compiled.get(key);
    if (known !== undefined) return known;

    const own = catalogues[language]?.[id];
    const message = own ?? en[id];
    // A sentence that waited in the outbox may be of another version.
    if (message === undefined) throw new CoopError('sentence-malformed', `No catalogue has the sentence "${id}": correct the id.`);
    const fresh =
      language === pseudoLanguage ? compile(id, pseudo(message), 'en') : compile(id, message, own === undefined ? 'en' : language);
    compiled.set(key, fresh);
    return fresh;
  }

  /** The nearest language that there is: its parts are left off from the end (RFC 4647, lookup). */
  function languageFor(tag: string): string {
    for (let rest = tag.toLowerCase(); rest !== ''; rest = rest.slice(0, Math.max(0, rest.lastIndexOf('-')))) {
      const language = languages.get(rest);
      if (language !== undefined) return language;
    }
    return 'en';
  }
}

/** Neighbouring words as one. */
function merged(phrase: Phrase): Phrase {
  const parts: Phrase[number][] = [];
  for (const part of phrase) {
    const last = parts.at(-1);
    if (part.kind === 'words' && last?.kind === 'words') parts[parts.length - 1] = { kind: 'words', text: last.text + part.text };
    else parts.push(part);
  }
  return parts;
}
