import { ComponentType, InteractionType } from 'discord-api-types/v10';
import type { AnyCommand } from '../conversation/command.ts';
import type { Said } from '../conversation/event.ts';
import { saidOfMessage } from '../conversation/from-message.ts';
import { decodeClick } from './actions.ts';
import { bounded } from './bounds.ts';
import type { Forms } from './forms.ts';
import type { Input, Interaction, Option } from './interaction.ts';
import { optionNames } from './slash-commands.ts';

/** What we offered, to read it back. */
export type Vocabulary = {
  /** Slash commands by their path: "vote open". */
  readonly paths: ReadonlyMap<string, AnyCommand>;
  /** What can be begun from a message, by the name of its entry. */
  readonly entries: ReadonlyMap<string, AnyCommand>;
  readonly forms: Forms;
};

/** A slash command or a form as fields, a click as the words that it says; null for what we never offered. */
export function saidBy(interaction: Interaction, { paths, entries, forms }: Vocabulary): Said | null {
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
      return interaction.data.target_id === undefined ? saidBySlash(interaction.data, paths) : saidByMenu(interaction.data, entries);
    case InteractionType.ApplicationCommandAutocomplete:
      return null; // nothing is said yet
    case InteractionType.MessageComponent: {
      const { component_type: type, custom_id: id, values } = interaction.data;
      const text = decodeClick({ id, values: type === ComponentType.StringSelect ? (values ?? []) : undefined });
      return text === null ? null : { kind: 'text', text, clicked: true };
    }
    case InteractionType.ModalSubmit: {
      const form = forms.find(interaction.data.custom_id);
      if (!form) return null;
      const inputs = interaction.data.components.flatMap(({ component, components }) => (component ? [component] : (components ?? [])));
      const others = Object.entries(form.answers).filter(([field]) => !inputs.some(({ custom_id: shown }) => shown === field));
      return { kind: 'fields', command: form.command, answers: record([...others, ...filledIn(inputs)]) };
    }
    default:
      return interaction satisfies never;
  }
}

/** What was emptied is not said any more. */
function filledIn(inputs: readonly Input[]): (readonly [string, string])[] {
  const filled = inputs.map((input) => [input.custom_id, bounded(input.value ?? input.values?.join(', ') ?? '')] as const);
  return filled.filter(([, words]) => words.trim() !== '');
}

type CommandData = { readonly name: string; readonly options?: readonly Option[] | undefined };

function saidBySlash(data: CommandData, paths: Vocabulary['paths']): Said | null {
  const slash = readSlash(data, paths);
  return slash === null ? null : { kind: 'fields', command: slash.command.name, answers: slash.answers };
}

type MenuData = (Interaction & { type: InteractionType.ApplicationCommand })['data'];

/** The words of the message are its author's; who chose the entry says the command. */
function saidByMenu({ name, target_id: target = '', resolved }: MenuData, entries: Vocabulary['entries']): Said | null {
  const command = entries.get(name);
  return command === undefined ? null : saidOfMessage(command, bounded(resolved?.messages?.[target]?.content ?? ''));
}

type Slash = { readonly command: AnyCommand; readonly answers: Record<string, string>; readonly focused: string | null };

/** A slash command with its fields; `focused` is the one that is typed now. */
export function readSlash(data: CommandData, paths: Vocabulary['paths']): Slash | null {
  const path = [data.name];
  let options = data.options ?? [];
  while (options[0]?.options || options[0]?.type === 1 || options[0]?.type === 2) {
    path.push(options[0].name);
    options = options[0].options ?? [];
  }
  const command = paths.get(path.join(' '));
  if (!command) return null;
  const names = optionNames(command);
  const answers = options.flatMap(({ name, value }) => {
    const field = names.get(name);
    return field === undefined || value === undefined ? [] : [[field, wordsOf(value)] as const];
  });
  return { command, answers: record(answers), focused: names.get(options.find(({ focused }) => focused === true)?.name ?? '') ?? null };
}

function wordsOf(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return bounded(String(value));
}

/** Without a prototype: "__proto__" is a name like any other. */
function record(entries: readonly (readonly [string, string])[]): Record<string, string> {
  const answers = Object.fromEntries(entries);
  Object.setPrototypeOf(answers, null);
  return answers;
}
