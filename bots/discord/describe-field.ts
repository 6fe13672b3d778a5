import type { Reader, Translator } from '../../core/ports/translator.ts';
import { say } from '../../core/text/text.ts';
import type { Field } from '../conversation/field.ts';
import { hintOf } from '../conversation/question.ts';
import { plain } from './escape.ts';

export type FieldWords = {
  readonly question: string;
  /** How it is written, where Discord itself does not offer what there is. */
  readonly hint: string | null;
  /** What happens when it is left out. */
  readonly otherwise: string | null;
};

/** What a person reads beside a field: in a form, and under the option of a slash command. One line each. */
export function describeField(field: Field, { translator, reader }: { translator: Translator; reader: Reader }): FieldWords {
  const line = (...sentence: Parameters<typeof say>): string =>
    plain(translator.words(say(...sentence), reader))
      .replace(/\s+/g, ' ')
      .trim();
  const hint = field.kind === 'choice' || field.kind === 'flag' ? null : hintOf(field);
  return {
    question: line(field.ask),
    hint: hint === null ? null : line(hint.id, hint.values),
    otherwise: field.otherwise === undefined ? null : line('conversation.help-otherwise', { otherwise: say(field.otherwise) }),
  };
}
