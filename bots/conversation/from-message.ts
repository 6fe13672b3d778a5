import type { MessageId } from '../../core/messages/en/index.ts';
import { longestText } from './clean-text.ts';
import type { AnyCommand } from './command.ts';
import type { Said } from './event.ts';

/** A command that can be begun from somebody's message, where the platform has a menu on messages. */
export type MessageCommand = { readonly command: AnyCommand; readonly label: MessageId };

export function messageCommands(commands: readonly AnyCommand[]): readonly MessageCommand[] {
  return commands.flatMap((command) => (command.fromMessage === undefined ? [] : [{ command, label: command.fromMessage.label }]));
}

/**
 * What choosing it says: the command with the words of the message in its field, cut to what the field takes, or with the number that
 * its first line names ("Vote #3"); whatever else is missing is asked. Null for a command that cannot be begun so.
 */
export function saidOfMessage(command: AnyCommand, words: string): Extract<Said, { kind: 'fields' }> | null {
  const name = command.fromMessage?.field;
  const field = name === undefined ? undefined : command.fields[name];
  if (name === undefined) return null;
  const says = (answer: string) => ({ kind: 'fields', command: command.name, answers: answer === '' ? {} : { [name]: answer } }) as const;
  if (field?.kind === 'number-sign') return says(/^[^\n]*?(#\d{1,9})(?!\d)/u.exec(words.trimStart())?.[1] ?? '');
  if (field?.kind !== 'line' && field?.kind !== 'paragraph') return null;
  const line = field.kind === 'line' ? words.replaceAll(/\s+/gu, ' ') : words;
  return says(cut(line.trim(), Math.min(field.maxLength, longestText)));
}

/** Counted as readField counts: by code points. */
function cut(words: string, most: number): string {
  const points = Array.from(words);
  return points.length <= most ? words : `${points.slice(0, most - 1).join('')}…`;
}
