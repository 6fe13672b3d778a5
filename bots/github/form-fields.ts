import type { Reader, Translator } from '../../core/ports/translator.ts';
import { say } from '../../core/text/text.ts';
import type { Sentence } from '../../core/text/text.ts';
import type { AnyCommand } from '../conversation/command.ts';
import type { Field } from '../conversation/field.ts';
import { hintOf } from '../conversation/question.ts';
import { plain } from './escape.ts';

/** A command as an issue form shows it: what is read back is found by these very words. */
export type FormFields = {
  /** The field that the title of the issue answers; null where none is a line. */
  readonly title: string | null;
  /** The others, in their order. */
  readonly inputs: readonly FormInput[];
};

export type FormInput = {
  readonly name: string;
  readonly field: Field;
  /** What stands above it in the form, and as a heading in the issue. */
  readonly heading: string;
  readonly description: string;
  readonly isRequired: boolean;
  /** Of a choice: what is shown -> what is said. Null where anything can be written. */
  readonly options: ReadonlyMap<string, string> | null;
};

/** A form belongs to the repository, not to one reader. */
const everybody: Reader = { language: 'en', timeZone: 'UTC' };

export function formFieldsOf({ fields }: AnyCommand, translator: Translator): FormFields {
  const words = (sentence: Sentence): string => plain(translator.words(sentence, everybody));
  const all = Object.entries<Field>(fields);
  const title = all.find(([, { kind, optional }]) => kind === 'line' && optional !== true)?.[0] ?? null;
  const inputs = all
    .filter(([name]) => name !== title)
    .map(([name, field]): FormInput => {
      const hint = field.kind === 'choice' || field.kind === 'flag' ? null : hintOf(field);
      const hints = field.kind === 'list' ? say('github.form-list') : hint;
      const otherwise = field.otherwise === undefined ? null : say('conversation.help-otherwise', { otherwise: say(field.otherwise) });
      return {
        name,
        field,
        heading: words(say(field.ask)),
        description: [hints, otherwise].flatMap((each) => (each === null ? [] : [words(each)])).join(' '),
        isRequired: field.optional !== true,
        options: optionsOf(field, words),
      };
    });
  return { title, inputs };
}

function optionsOf(field: Field, words: (sentence: Sentence) => string): ReadonlyMap<string, string> | null {
  if (field.kind === 'flag')
    return new Map([
      [words(say('github.yes')), 'yes'],
      [words(say('github.no')), 'no'],
    ]);
  if (field.kind !== 'choice') return null;
  return new Map(field.options.map(({ value, label }) => [words(say(label)), value]));
}
