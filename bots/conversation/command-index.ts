import { CoopError } from '../../core/errors.ts';
import type { AnyCommand } from './command.ts';
import type { Field } from './field.ts';

/** The commands by name, for those who look one up. */
export type CommandIndex = {
  readonly commands: readonly AnyCommand[];
  /** The command that a line of words begins with, and how many words its name has. The longest name wins. */
  readonly find: (words: readonly string[]) => { readonly command: AnyCommand; readonly length: number } | null;
  readonly byName: (name: string) => AnyCommand | null;
  /** All commands of a feature: "vote". */
  readonly of: (feature: string) => readonly AnyCommand[];
};

/** Throws CoopError "command-malformed" for definitions that contradict each other: that is our own mistake. */
export function indexCommands(commands: readonly AnyCommand[]): CommandIndex {
  const names = new Map<string, AnyCommand>();
  for (const command of commands) {
    check(command, names);
    names.set(command.name, command);
  }
  const longest = Math.max(0, ...commands.map((command) => wordCount(command.name)));
  const byName = (name: string): AnyCommand | null => names.get(name.toLowerCase()) ?? null;

  return {
    commands,
    byName,
    find: (words) => {
      for (let length = Math.min(longest, words.length); length > 0; length -= 1) {
        const command = byName(words.slice(0, length).join(' '));
        if (command !== null) return { command, length };
      }
      return null;
    },
    of: (feature) => commands.filter((command) => command.name.split(' ')[0] === feature.toLowerCase()),
  };
}

/** A command's own fields, and the network where it needs one: in a direct conversation nothing else tells which. */
export function fieldsOf(command: AnyCommand): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>(Object.entries(command.fields));
  const network: Field = command.takesNetwork === true ? networkField : { ...networkField, named: true };
  if (command.needs !== 'anyone') fields.set(networkFieldName, network);
  return fields;
}

export const networkFieldName = 'network';

const networkField: Field = {
  kind: 'line',
  maxLength: 200,
  ask: 'conversation.ask-network',
  optional: true,
  suggest: 'network',
};

function check(command: AnyCommand, names: ReadonlyMap<string, AnyCommand>): void {
  const malformed = (what: string): never => {
    throw new CoopError('command-malformed', `The command "${command.name}" ${what}. Correct its definition.`);
  };
  if (!/^[a-z][a-z-]*( [a-z][a-z-]*){0,2}$/.test(command.name)) malformed('needs a name of one to three words in small letters');
  if (names.has(command.name)) malformed('is defined twice');
  const begun = command.fromMessage === undefined ? undefined : command.fields[command.fromMessage.field];
  if (command.fromMessage !== undefined && !['line', 'paragraph', 'number-sign'].includes(begun?.kind ?? ''))
    malformed(`puts a message into "${command.fromMessage.field}", which is no text or number field of it`);
  for (const [name, field] of Object.entries<Field>(command.fields)) {
    if (!/^[a-z][a-z0-9-]*$/.test(name)) malformed(`has a field "${name}", whose name is not in small letters, digits and hyphens`);
    if (name === networkFieldName && command.needs !== 'anyone') malformed('has a field "network", which it is given anyway');
    if (field.optional !== true && field.kind === 'flag') malformed(`asks for the flag "${name}": flags are optional`);
    if (field.optional !== true && field.otherwise !== undefined) malformed(`says what happens without "${name}", which it asks for`);
  }
}

const wordCount = (name: string): number => name.split(' ').length;
