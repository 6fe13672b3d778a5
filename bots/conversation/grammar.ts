import { allot } from './allot.ts';
import { fieldsOf } from './command-index.ts';
import type { CommandIndex } from './command-index.ts';
import type { AnyCommand } from './command.ts';
import { readOptions } from './options.ts';
import { unknownCommand, unknownField } from './unknown.ts';
import { splitWords } from './words.ts';
import type { Word } from './words.ts';

/** A command with what was given: field name -> words, not yet read. */
export type Request = { readonly command: AnyCommand; readonly answers: Answers };

export type Answers = Readonly<Record<string, string>>;

/**
 * The one parser of the text grammar: `vote open "Which name?" --options A,B --for 2d`. Knows names and places of
 * fields, not their meaning. Throws a Refusal that names what is unknown and the nearest that is known.
 */
export function parseLine(line: string, index: CommandIndex): Request {
  const words = splitWords(line);
  const found = index.find(nameWords(words));
  if (found === null) throw unknownCommand(nameWords(words), index);

  const fields = fieldsOf(found.command);
  const { leading, options } = readOptions(words.slice(found.length), { fields, command: found.command.name });
  const answers = allot({ fields, leading, options, line });
  return { command: found.command, answers: Object.fromEntries(answers) };
}

/** The same for fields that came apart (slash commands, forms). Empty answers count as not given. */
export function parseFields(said: { readonly command: string; readonly answers: Answers }, index: CommandIndex): Request {
  const command = index.byName(said.command);
  if (command === null) throw unknownCommand(said.command.split(' '), index);

  const fields = fieldsOf(command);
  const answers = new Map<string, string>();
  for (const [name, words] of Object.entries(said.answers)) {
    if (!fields.has(name)) throw unknownField(name, { fields: fields.keys(), command: command.name });
    if (words.trim() !== '') answers.set(name, words);
  }
  return { command, answers: Object.fromEntries(answers) };
}

/** Command names are never quoted and stand in front; more than a handful of words cannot be a name. */
function nameWords(words: readonly Word[]): readonly string[] {
  const end = words.findIndex((word) => word.quoted || word.raw.startsWith('--'));
  return words.slice(0, end < 0 ? 5 : Math.min(end, 5)).map((word) => word.text);
}
