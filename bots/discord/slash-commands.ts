import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10';
import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandOption,
  APIApplicationCommandSubcommandOption,
  RESTPutAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import { CoopError } from '../../core/errors.ts';
import type { MessageId } from '../../core/messages/en/index.ts';
import type { Translator } from '../../core/ports/translator.ts';
import { say } from '../../core/text/text.ts';
import { longestText } from '../conversation/clean-text.ts';
import { fieldsOf } from '../conversation/command-index.ts';
import type { AnyCommand } from '../conversation/command.ts';
import type { Field } from '../conversation/field.ts';
import { suggestedFor } from '../conversation/suggest.ts';
import { shorten } from '../conversation/shown-text.ts';
import { describeField } from './describe-field.ts';
import { plain } from './escape.ts';
import { encodeMessageCommands } from './message-commands.ts';

const english = { language: 'en', timeZone: 'UTC' };

type Entry = { readonly path: readonly string[]; readonly command: AnyCommand };

/**
 * The slash commands: one per feature, with subcommands ("vote open" -> /vote open), and what can be begun from a message, for one
 * bulk overwrite. Every option is optional: what is missing is asked by a form.
 */
export function encodeCommands(commands: readonly AnyCommand[], translator: Translator): RESTPutAPIApplicationCommandsJSONBody {
  const features = Map.groupBy(entriesOf(commands), (entry) => entry.path[0] ?? '');
  const slash: RESTPutAPIApplicationCommandsJSONBody = [...features].map(([name, entries]) => ({
    type: ApplicationCommandType.ChatInput,
    name,
    ...subtree({ name, entries, depth: 1 }, translator),
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  }));
  return [...slash, ...encodeMessageCommands(commands, translator)];
}

/** Which command stands at which path ("vote open"), as Discord gives it back. */
export function commandPaths(commands: readonly AnyCommand[]): ReadonlyMap<string, AnyCommand> {
  return new Map(entriesOf(commands).map(({ path, command }) => [path.join(' '), command]));
}

/** Option name -> field name. */
export function optionNames(command: AnyCommand): ReadonlyMap<string, string> {
  return new Map(Array.from(fieldsOf(command).keys(), (field) => [optionName(field), field]));
}

/** Discord cannot run a command that has subcommands: "link" beside "link code" becomes /link link. */
function entriesOf(commands: readonly AnyCommand[]): Entry[] {
  return commands.map((command) => {
    const path = command.name.split(' ');
    const isPrefix = commands.some((other) => other.name.startsWith(`${command.name} `));
    const full = isPrefix ? [...path, path.at(-1) ?? ''] : path;
    if (full.length > 3) {
      throw new CoopError(
        'discord-command-too-deep',
        `"${command.name}" has more words than Discord's slash commands take; name it in at most three`,
      );
    }
    return { path: full, command };
  });
}

function subtree(
  node: { name: string; entries: readonly Entry[]; depth: number },
  translator: Translator,
): { description: string; options: APIApplicationCommandOption[] } {
  const [leaf] = node.entries;
  if (leaf && node.entries.length === 1 && leaf.path.length === node.depth) {
    return { description: describe(leaf.command.summary, translator), options: optionsOf(leaf.command, translator) };
  }
  const children = Map.groupBy(node.entries, (entry) => entry.path[node.depth] ?? '');
  return {
    description: shorten(node.entries.map((entry) => entry.path.slice(node.depth).join(' ')).join(', '), 100),
    options: [...children].map(([name, entries]) => branch({ name, entries, depth: node.depth + 1 }, translator)),
  };
}

function branch(node: { name: string; entries: readonly Entry[]; depth: number }, translator: Translator): APIApplicationCommandOption {
  const { name, entries, depth } = node;
  const [leaf] = entries;
  if (leaf && entries.length === 1 && leaf.path.length === depth) return subcommand({ name, command: leaf.command }, translator);
  return {
    type: ApplicationCommandOptionType.SubcommandGroup,
    name,
    description: subtree(node, translator).description,
    options: entries.map((entry) => subcommand({ name: entry.path[depth] ?? '', command: entry.command }, translator)),
  };
}

function subcommand(
  { name, command }: { name: string; command: AnyCommand },
  translator: Translator,
): APIApplicationCommandSubcommandOption {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name,
    description: describe(command.summary, translator),
    options: optionsOf(command, translator),
  };
}

function optionsOf(command: AnyCommand, translator: Translator): APIApplicationCommandBasicOption[] {
  return Array.from(fieldsOf(command), ([name, field]) => optionOf(name, field, translator));
}

function optionOf(fieldName: string, field: Field, translator: Translator): APIApplicationCommandBasicOption {
  const { question, hint } = describeField(field, { translator, reader: english });
  const description = shorten(hint === null ? question : `${question} ${hint}`, 100);
  const shared = { name: optionName(fieldName), description, required: false };
  const typed = { ...shared, ...(suggestedFor(field) === null ? {} : { autocomplete: true }) };
  switch (field.kind) {
    case 'integer':
      return { ...shared, type: ApplicationCommandOptionType.Integer, min_value: field.min, max_value: field.max };
    case 'flag':
      return { ...shared, type: ApplicationCommandOptionType.Boolean };
    case 'choice':
      return {
        ...shared,
        type: ApplicationCommandOptionType.String,
        choices: field.options.slice(0, 25).map(({ value, label }) => ({ value, name: describe(label, translator) })),
      };
    case 'line':
    case 'paragraph':
      return { ...typed, type: ApplicationCommandOptionType.String, max_length: Math.min(6_000, field.maxLength) };
    case 'list':
      return { ...shared, type: ApplicationCommandOptionType.String, max_length: longestText };
    case 'number-sign':
    case 'duration':
    case 'moment':
    case 'person':
    case 'time-zone':
    case 'language':
    case 'quiet-hours':
      return { ...typed, type: ApplicationCommandOptionType.String };
    default:
      return field satisfies never;
  }
}

/** "timeZone" -> "time-zone": Discord takes lower case only. */
export function optionName(field: string): string {
  return field.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}

function describe(id: MessageId, translator: Translator): string {
  return shorten(plain(translator.words(say(id), english)).replace(/\s+/g, ' '), 100);
}
