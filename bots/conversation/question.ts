import type { Network } from '../../core/ports/networks.ts';
import { paragraph, say } from '../../core/text/text.ts';
import type { Action, Block, Message, Sentence } from '../../core/text/text.ts';
import { fieldsOf, networkFieldName } from './command-index.ts';
import type { AnyCommand } from './command.ts';
import type { Field } from './field.ts';
import type { Answers } from './grammar.ts';
import { oneOf } from './one-of.ts';

export type Question = {
  readonly command: AnyCommand;
  readonly answers: Answers;
  readonly asking: string;
  /** To choose from, when the network is asked for. */
  readonly networks?: readonly Network[];
  /** What was answered before, when it is corrected. */
  readonly before?: string;
  /** The first of several: a platform with forms may ask all at once. */
  readonly first?: boolean;
};

/** A question in words, with buttons for fixed answers, back and cancel. */
export function askQuestion(question: Question): Message {
  const { command, asking, before, networks = [] } = question;
  const field = fieldsOf(command).get(asking);
  if (field === undefined) return { text: [] };

  const hint = hintOf(field);
  const withForm = question.first === true && asking !== networkFieldName;
  return {
    text: [
      paragraph(say(field.ask)),
      ...(hint === null ? [] : [paragraph(hint)]),
      ...(networks.length === 0 ? [] : [namesOf(networks)]),
      ...(before === undefined ? [] : [paragraph(say('conversation.asked-before'), { kind: 'quote', text: before })]),
    ],
    actions: [
      ...(withForm ? [{ kind: 'form', command: command.name, answers: question.answers } satisfies Action] : []),
      ...choicesOf(field),
      ...networkChoice(networks),
      ...(previousOf(question) === null ? [] : [button('conversation.back', 'back')]),
      button('conversation.cancel', 'cancel'),
    ],
  };
}

/** The field that was answered before the one that is asked; null for the first. */
export function previousOf({ command, answers, asking }: Pick<Question, 'command' | 'answers' | 'asking'>): string | null {
  const order = askingOrder(command);
  const position = order.indexOf(asking);
  const before = order.slice(0, position < 0 ? order.length : position).filter((name) => Object.hasOwn(answers, name));
  return before.at(-1) ?? null;
}

/** The fields that are asked when they are missing: the network first, then the required ones in their order. */
export function askingOrder(command: AnyCommand): readonly string[] {
  const required = Object.entries<Field>(command.fields).filter(([, field]) => field.optional !== true);
  return [...(command.needs === 'anyone' ? [] : [networkFieldName]), ...required.map(([name]) => name)];
}

/** How a kind of field is written; null for free text. */
export function hintOf(field: Field): Sentence | null {
  switch (field.kind) {
    case 'line':
    case 'paragraph':
      return null;
    case 'list':
      return say('conversation.hint-list');
    case 'choice':
      return say('conversation.hint-choice', { all: oneOf(field.options.map((option) => option.value)) });
    case 'integer':
      return say('conversation.hint-integer', { min: field.min, max: field.max });
    case 'number-sign':
      return say('conversation.hint-number-sign');
    case 'duration':
      return say('conversation.hint-duration');
    case 'moment':
      return say('conversation.hint-moment');
    case 'person':
      return say('conversation.hint-person');
    case 'time-zone':
      return say('conversation.hint-time-zone');
    case 'language':
      return say('conversation.hint-language');
    case 'quiet-hours':
      return say('conversation.hint-quiet-hours');
    case 'flag':
      return say('conversation.hint-flag');
    default:
      return field satisfies never;
  }
}

function choicesOf(field: Field): readonly Action[] {
  if (field.kind !== 'choice') return [];
  return field.options.map((option) => ({ kind: 'button', label: say(option.label), say: option.value }));
}

/** The names stand in the text too, for those who type. */
function namesOf(networks: readonly Network[]): Block {
  return { kind: 'list', ordered: false, items: networks.slice(0, mostShown).map(({ name }) => [{ kind: 'quote', text: name }]) };
}

function networkChoice(networks: readonly Network[]): readonly Action[] {
  const options = networks
    .filter(({ name }) => name.length <= longestSay)
    .slice(0, mostShown)
    .map(({ name }) => ({ label: { kind: 'quote', text: name } as const, say: name }));
  return options.length === 0 ? [] : [{ kind: 'select', prompt: say('conversation.choose-network'), options }];
}

const longestSay = 90;
const mostShown = 25;

const button = (label: 'conversation.back' | 'conversation.cancel', words: string): Action => ({
  kind: 'button',
  label: say(label),
  say: words,
  weight: 'plain',
});
