import { Refusal } from '../../core/errors.ts';
import { commandLine, say } from '../../core/text/text.ts';
import { clip } from './clean-text.ts';
import type { CommandIndex } from './command-index.ts';
import { oneOf } from './one-of.ts';
import { nearest } from './suggestions.ts';

/** The answer to a field that a command does not have: the nearest ones, else where they are listed. */
export function unknownField(name: string, of: { readonly fields: Iterable<string>; readonly command: string }): Refusal {
  const known = [...of.fields];
  const near = nearest(name, known);
  const help = commandLine(`help ${of.command}`);
  return new Refusal(
    near.length > 0
      ? say('conversation.unknown-field-near', { field: clip(name), command: of.command, near: oneOf(near.map((field) => `--${field}`)) })
      : say('conversation.unknown-field', { field: clip(name), command: of.command, help }),
  );
}

/** "vote opne": the nearest. "vote": what there is. Anything else: help. */
export function unknownCommand(words: readonly string[], index: CommandIndex): Refusal {
  const [first, second] = words;
  if (first === undefined) return new Refusal(say('conversation.empty'));

  const shown = clip(words.slice(0, 2).join(' '));
  const family = index.of(first).map((command) => command.name);
  if (family.length > 0 && second === undefined)
    return new Refusal(say('conversation.which-of', { words: shown, names: oneOf(family.map(commandLine)) }));

  const near = nearestCommands(words, index);
  if (near.length > 0) return new Refusal(say('conversation.unknown-command-near', { words: shown, names: oneOf(near.map(commandLine)) }));
  if (family.length > 0)
    return new Refusal(say('conversation.unknown-command-near', { words: shown, names: oneOf(family.map(commandLine)) }));
  return new Refusal(say('conversation.unknown-command', { words: shown }));
}

/** What somebody may have meant who wrote these words for a command; at most four. */
export function nearestCommands(words: readonly string[], index: CommandIndex): readonly string[] {
  const near = new Set<string>();
  for (const length of [3, 2, 1]) {
    const names = index.commands.map((command) => command.name).filter((name) => name.split(' ').length === length);
    if (words.length >= length) for (const name of nearest(words.slice(0, length).join(' '), names)) near.add(name);
  }
  // "open": the first word was left out.
  const [first = ''] = words;
  if (first !== '' && index.of(first).length === 0)
    for (const { name } of index.commands) if (name.endsWith(` ${first.toLowerCase()}`)) near.add(name);
  if (near.size === 0 && words.length === 1) for (const name of familyNear(words[0] ?? '', index)) near.add(name);
  return [...near].slice(0, 4);
}

/** "vot": all that begins with the nearest first word. */
function familyNear(word: string, { commands, of }: CommandIndex): readonly string[] {
  const [feature] = nearest(word, new Set(commands.map(({ name }) => name.split(' ')[0] ?? name)));
  return feature === undefined ? [] : of(feature).map(({ name }) => name);
}
