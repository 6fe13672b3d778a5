import { IntlMessageFormat } from 'intl-messageformat';
import { CoopError } from '../../core/errors.ts';
import type { Phrase } from '../../core/ports/translator.ts';

/** One message, ready to be filled. Phrases as values keep their moments apart. */
export type Compiled = (values: Readonly<Record<string, string | number | Phrase>>) => Phrase;

/** The syntax tree of a message. */
export type Ast = ReturnType<IntlMessageFormat['getAst']>;

/** Throws CoopError "sentence-malformed" when the message does not parse, or later when a value is missing. */
export function compile(id: string, message: string | Ast, language: string): Compiled {
  const format = attempt(id, () => new IntlMessageFormat(message, language, undefined, { ignoreTag: true }));
  return (values) => {
    const parts = attempt(id, () => format.formatToParts<Phrase>({ ...values }));
    return parts.flatMap((part) => (typeof part.value === 'string' ? [{ kind: 'words' as const, text: part.value }] : part.value));
  };
}

/** The syntax tree, for those who read or change a message. */
export function parse(message: string): Ast {
  return new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst();
}

function attempt<R>(id: string, work: () => R): R {
  try {
    return work();
  } catch (cause) {
    const message = `The sentence "${id}" cannot be rendered: compare its placeholders in the catalogue with the values that are said.`;
    throw new CoopError('sentence-malformed', message, { cause });
  }
}
