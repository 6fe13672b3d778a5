import type { Reader, Translator } from '../../core/ports/translator.ts';
import { say } from '../../core/text/text.ts';
import type { Sentence } from '../../core/text/text.ts';
import type { AnyCommand } from '../conversation/command.ts';
import { formFieldsOf } from './form-fields.ts';
import type { FormInput } from './form-fields.ts';
import { thingLabel } from './label-names.ts';

export type TemplateFile = { readonly path: string; readonly text: string };

type Speaking = {
  readonly translator: Translator;
  /** How a line of the text grammar is said here: "join" -> "/coop join". */
  readonly call: (line: string) => string;
};

/**
 * An issue form for each command that creates something. Source: GitHub Docs, "Syntax for GitHub's form schema". JSON is YAML, so that
 * no text of ours can break the file.
 */
export function templateFilesOf(commands: readonly AnyCommand[], speaking: Speaking): readonly TemplateFile[] {
  return commands.flatMap((command) =>
    command.creates === undefined
      ? []
      : [{ path: `.github/ISSUE_TEMPLATE/coop-${command.creates}.yml`, text: templateOf(command, command.creates, speaking) }],
  );
}

function templateOf(command: AnyCommand, thing: string, { translator, call }: Speaking): string {
  const words = (sentence: Sentence): string => translator.words(sentence, everybody);
  const { title, inputs } = formFieldsOf(command, translator);
  const question = title === null ? undefined : command.fields[title];
  const intro = [
    ...(question === undefined ? [] : [words(say('github.template-intro', { question: say(question.ask) }))]),
    words(say('github.template-after', { join: call('join') })),
  ];
  return [
    `name: ${quoted(words(say('github.template-name', { thing })))}`,
    `description: ${quoted(words(say(command.summary)))}`,
    `labels: [${quoted(thingLabel(thing))}]`,
    'body:',
    '  - type: markdown',
    `    attributes: { value: ${quoted(intro.join(' '))} }`,
    ...inputs.flatMap(elementOf),
    '',
  ].join('\n');
}

function elementOf({ name, field, heading, description, isRequired, options }: FormInput): string[] {
  const type = options !== null ? 'dropdown' : field.kind === 'list' || field.kind === 'paragraph' ? 'textarea' : 'input';
  return [
    `  - type: ${type}`,
    `    id: ${name}`,
    '    attributes:',
    `      label: ${quoted(heading)}`,
    ...(description === '' ? [] : [`      description: ${quoted(description)}`]),
    ...(options === null ? [] : [`      options: [${Array.from(options.keys(), quoted).join(', ')}]`]),
    `    validations: { required: ${isRequired} }`,
  ];
}

const everybody: Reader = { language: 'en', timeZone: 'UTC' };

const quoted = (text: string): string => JSON.stringify(text);
