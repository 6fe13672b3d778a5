import type { InputBlock, KnownBlock, ModalView, PlainTextElement } from '@slack/types';
import { z } from 'zod';
import { Refusal } from '../../core/errors.ts';
import type { Message } from '../../core/text/text.ts';
import { say } from '../../core/text/text.ts';
import { cleanText, longestText } from '../conversation/clean-text.ts';
import type { AnyCommand } from '../conversation/command.ts';
import type { Field } from '../conversation/field.ts';
import { hintOf } from '../conversation/question.ts';
import { readField } from '../conversation/read-field.ts';
import { choice, grouped } from './actions.ts';
import type { Input } from './envelope.ts';
import { label } from './escape.ts';
import { linesOf } from './rich-text.ts';
import type { Speaker } from './rich-text.ts';
import { packBlocks } from './split.ts';
import { isList } from './suggestions.ts';

/** Slack's limits for a form and for what it carries unseen. */
const longestInput = 3_000;
const longestMetadata = 3_000;

const formId = 'coop-form';

/** What a form must know again when it comes back: Slack carries it, unseen. */
export const FormContext = z.object({
  command: z.string(),
  /** What was answered, and is asked by no input of the form. */
  answers: z.record(z.string(), z.string()),
  channel: z.string(),
  private: z.enum(['yes', 'no']),
  thread: z.string(),
  responseUrl: z.string(),
});
export type FormContext = z.infer<typeof FormContext>;

type Form = {
  readonly command: AnyCommand;
  readonly answers: Readonly<Record<string, string>>;
  readonly context: Omit<FormContext, 'command' | 'answers'>;
  /** What is wrong with what was filled in. */
  readonly notice?: Message;
};

/** A command's questions as a modal, with what was answered already. */
export function encodeForm({ command, answers, context, notice }: Form, speaker: Speaker): ModalView {
  const { translator, reader } = speaker;
  const words = (...sentence: Parameters<typeof say>) => translator.words(say(...sentence), reader);
  const others = Object.fromEntries(Object.entries(answers).filter(([name]) => !Object.hasOwn(command.fields, name)));
  const carried = { command: command.name, answers: others, ...context };
  const whole = JSON.stringify(carried);
  return {
    type: 'modal',
    callback_id: formId,
    private_metadata: whole.length <= longestMetadata ? whole : JSON.stringify({ ...carried, answers: {} }),
    title: text(label(words(command.summary), 24)),
    submit: text(label(words('slack.submit'), 24)),
    close: text(label(words('slack.close'), 24)),
    blocks: [
      ...(notice === undefined ? [] : packBlocks(linesOf(notice.text, speaker))),
      ...Object.entries<Field>(command.fields).map(([name, field]) => input({ name, field, answer: answers[name] }, speaker)),
    ] satisfies KnownBlock[],
  };
}

export type Filled = {
  readonly context: FormContext;
  readonly answers: Readonly<Record<string, string>>;
};

/** What a form that came back says; null for none of ours. What was emptied is not said any more. */
export function decodeForm(view: {
  callback_id: string;
  private_metadata: string;
  state: { values: Readonly<Record<string, Readonly<Record<string, Input>>>> };
}): Filled | null {
  if (view.callback_id !== formId) return null;
  let metadata: unknown;
  try {
    metadata = JSON.parse(view.private_metadata);
  } catch {
    return null; // nobody but us writes it, so it is none of ours
  }
  const context = FormContext.safeParse(metadata);
  if (!context.success) return null;
  const filled = Object.entries(view.state.values).flatMap(([name, { value: given }]) => {
    const words = given?.value ?? given?.selected_option?.value ?? '';
    return words.trim() === '' ? [] : [[name, words] as const];
  });
  const answers = Object.fromEntries([...Object.entries(context.data.answers), ...filled]);
  Object.setPrototypeOf(answers, null);
  return { context: context.data, answers };
}

/**
 * What cannot be read whoever says it and whenever: shown under its input, and the form stays open. Times depend on the
 * reader's zone, which only the database knows: they are read when the form was taken in.
 */
export function wrongInputs(command: AnyCommand, answers: Readonly<Record<string, string>>, speaker: Speaker): Record<string, string> {
  const reading = { now: new Date(0), timeZone: 'UTC' };
  const wrong: Record<string, string> = {};
  for (const [name, field] of Object.entries<Field>(command.fields)) {
    const words = answers[name];
    if (words === undefined || timed.has(field.kind)) continue;
    try {
      readField(field, cleanText(words), reading);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      wrong[name] = error.sentences.map((sentence) => speaker.translator.words(sentence, speaker.reader)).join(' ');
    }
  }
  return wrong;
}

const timed: ReadonlySet<Field['kind']> = new Set(['duration', 'moment', 'quiet-hours']);

type Asked = { readonly name: string; readonly field: Field; readonly answer: string | undefined };

function input(asked: Asked, speaker: Speaker): InputBlock {
  const { name, field } = asked;
  const { translator, reader } = speaker;
  const hint = field.kind === 'choice' || field.kind === 'flag' ? null : hintOf(field);
  return {
    type: 'input',
    block_id: name,
    optional: field.optional === true,
    label: text(label(translator.words(say(field.ask), reader), 150)),
    ...(hint === null ? {} : { hint: text(label(translator.words(hint, reader), 300)) }),
    element: element(asked, speaker),
  };
}

function element({ field, answer }: Asked, { translator, reader }: Speaker): InputBlock['element'] {
  const otherwise = field.otherwise === undefined ? null : label(standing(translator.words(say(field.otherwise), reader)), 150);
  const placeholder = otherwise === null ? {} : { placeholder: text(otherwise) };
  const line = (limit: number, multiline = false) => ({
    type: 'plain_text_input' as const,
    action_id: 'value',
    multiline,
    max_length: Math.max(1, Math.min(longestInput, limit)),
    ...placeholder,
    ...(answer === undefined || answer === '' ? {} : { initial_value: answer.slice(0, Math.min(longestInput, limit)) }),
  });
  const options = (rows: readonly { readonly value: string; readonly words: string }[]) => {
    const choices = rows.map(({ value, words }) => choice(label(words, 75), value));
    const chosen = choices.find(({ value }) => value === answer);
    return {
      type: 'static_select' as const,
      action_id: 'value',
      ...placeholder,
      ...grouped(choices),
      ...(chosen === undefined ? {} : { initial_option: chosen }),
    };
  };
  const suggested = () => ({
    type: 'external_select' as const,
    action_id: 'value',
    min_query_length: 0,
    ...placeholder,
    ...(answer === undefined || answer === '' ? {} : { initial_option: choice(label(answer, 75), answer.slice(0, 150)) }),
  });
  switch (field.kind) {
    case 'line':
      return line(field.maxLength);
    case 'paragraph':
      return line(field.maxLength, true);
    case 'list':
      return line(longestText, true);
    case 'choice':
      return options(field.options.map((option) => ({ value: option.value, words: translator.words(say(option.label), reader) })));
    case 'flag':
      return options([
        { value: 'yes', words: translator.words(say('slack.yes'), reader) },
        { value: 'no', words: translator.words(say('slack.no'), reader) },
      ]);
    case 'integer':
    case 'number-sign':
    case 'duration':
    case 'moment':
    case 'person':
    case 'time-zone':
    case 'language':
    case 'quiet-hours':
      return isList(field) ? suggested() : line(200);
    default:
      return field satisfies never;
  }
}

/** "as the charter says." ends a sentence elsewhere; in an empty input it stands by itself. */
function standing(words: string): string {
  const [first = '', ...rest] = Array.from(words.replace(/\.$/u, ''));
  return first.toUpperCase() + rest.join('');
}

function text(words: string): PlainTextElement {
  return { type: 'plain_text', text: words, emoji: false };
}
