import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import type { APIComponentInLabel, APILabelComponent, APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import type { Reader, Translator } from '../../core/ports/translator.ts';
import { say } from '../../core/text/text.ts';
import type { Sentence } from '../../core/text/text.ts';
import { longestText } from '../conversation/clean-text.ts';
import type { AnyCommand } from '../conversation/command.ts';
import type { Field } from '../conversation/field.ts';
import { shorten } from '../conversation/shown-text.ts';
import { describeField } from './describe-field.ts';
import { plain } from './escape.ts';

/** Discord's limit for a modal. */
const fieldsPerForm = 5;

type Answers = Readonly<Record<string, string>>;
type Speaker = { readonly translator: Translator; readonly reader: Reader };

/** A command's open questions as a modal: what is missing first, then what was answered and may be corrected. */
export function encodeForm(
  form: { id: string; command: AnyCommand; answers: Answers },
  speaker: Speaker,
): APIModalInteractionResponseCallbackData {
  const { translator, reader } = speaker;
  return {
    custom_id: form.id,
    title: shorten(plain(translator.words(say(form.command.summary), reader)), 45),
    components: chosenFields(form.command, form.answers).map(([name, field]) =>
      labelled({ name, field, answer: form.answers[name] }, speaker),
    ),
  };
}

/** At most five: required ones without an answer, then answered ones, then optional ones; shown in the command's order. */
function chosenFields(command: AnyCommand, answers: Answers): [string, Field][] {
  const fields: [string, Field][] = Object.entries(command.fields);
  const urgency = ([name, field]: [string, Field]): number => (Object.hasOwn(answers, name) ? 1 : field.optional ? 2 : 0);
  const chosen = new Set(fields.toSorted((one, other) => urgency(one) - urgency(other)).slice(0, fieldsPerForm));
  return fields.filter((field) => chosen.has(field));
}

function labelled(asked: { name: string; field: Field; answer: string | undefined }, speaker: Speaker): APILabelComponent {
  const { question, hint } = describeField(asked.field, speaker);
  const description = [...(question.length > 45 ? [question] : []), ...(hint === null ? [] : [hint])].join(' ');
  return {
    type: ComponentType.Label,
    label: shorten(question, 45),
    ...(description === '' ? {} : { description: shorten(description, 100) }),
    component: input(asked, speaker),
  };
}

function input({ name, field, answer }: { name: string; field: Field; answer: string | undefined }, speaker: Speaker): APIComponentInLabel {
  const required = field.optional !== true;
  const { otherwise } = describeField(field, speaker);
  const empty = otherwise === null ? {} : { placeholder: shorten(otherwise, 100) };
  const line = { type: ComponentType.TextInput, custom_id: name, style: TextInputStyle.Short, required, ...empty } as const;
  const given = (limit: number) => (answer === undefined || answer === '' ? {} : { value: answer.slice(0, limit) });
  switch (field.kind) {
    case 'line': {
      const limit = textLimit(field.maxLength);
      return { ...line, max_length: limit, ...given(limit) };
    }
    case 'paragraph': {
      const limit = textLimit(field.maxLength);
      return { ...line, style: TextInputStyle.Paragraph, max_length: limit, ...given(limit) };
    }
    case 'list':
      return { ...line, style: TextInputStyle.Paragraph, max_length: longestText, ...given(longestText) };
    case 'choice':
      return select(
        { name, required, empty, choices: field.options.map(({ value, label }) => choice(value, say(label), answer)) },
        speaker,
      );
    case 'flag':
      return select(
        { name, required, empty, choices: [choice('yes', say('discord.yes'), answer), choice('no', say('discord.no'), answer)] },
        speaker,
      );
    case 'integer':
    case 'number-sign':
    case 'duration':
    case 'moment':
    case 'person':
    case 'time-zone':
    case 'language':
    case 'quiet-hours':
      return { ...line, max_length: 200, ...given(200) };
    default:
      return field satisfies never;
  }
}

function textLimit(maxLength: number): number {
  return Math.max(1, Math.min(longestText, maxLength));
}

function choice(value: string, words: Sentence, answer: string | undefined): Choice {
  return { value, words, chosen: value === answer };
}

type Choice = { readonly value: string; readonly words: Sentence; readonly chosen: boolean };

function select(
  asked: { name: string; required: boolean; empty: { placeholder?: string }; choices: readonly Choice[] },
  { translator, reader }: Speaker,
): APIComponentInLabel {
  return {
    type: ComponentType.StringSelect,
    custom_id: asked.name,
    required: asked.required,
    ...(asked.required ? {} : { min_values: 0 }),
    ...asked.empty,
    options: asked.choices.slice(0, 25).map(({ value, words, chosen }) => ({
      value,
      label: shorten(plain(translator.words(words, reader)), 100),
      ...(chosen ? { default: true } : {}),
    })),
  };
}
