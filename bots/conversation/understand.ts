import type { Draft } from '../../core/ports/intake.ts';
import { stripAddress, stripCall } from './address.ts';
import { cleanText } from './clean-text.ts';
import { fieldsOf } from './command-index.ts';
import type { CommandIndex } from './command-index.ts';
import type { AnyCommand } from './command.ts';
import type { Said } from './event.ts';
import { parseFields, parseLine } from './grammar.ts';
import type { Request } from './grammar.ts';
import { Refusal } from '../../core/errors.ts';
import { say } from '../../core/text/text.ts';
import { unquote } from './words.ts';

/** A draft with its command looked up: what the bot waits for. */
export type Waiting = { readonly draft: Draft; readonly command: AnyCommand };

/** What somebody meant. */
export type Meant =
  | { readonly kind: 'command'; readonly request: Request }
  /** To the question that waits. */
  | { readonly kind: 'answer'; readonly words: string; readonly waiting: Waiting }
  | { readonly kind: 'back'; readonly waiting: Waiting }
  | { readonly kind: 'cancel'; readonly waiting: Waiting };

/**
 * While a question waits, a line is its answer, unless it is plainly a command: one of two words ("vote list"), one with
 * a mark ("/join"), "help", or a click. An answer that looks like one goes in quotes.
 * Throws a Refusal for what is nothing of all that.
 */
export function understand(said: Said, waiting: Waiting | null, index: CommandIndex): Meant {
  if (said.kind === 'fields')
    return { kind: 'command', request: parseFields({ command: cleanText(said.command), answers: cleanAnswers(said.answers) }, index) };

  const text = cleanText(said.text);
  const { words: line, named } = stripAddress(text);
  const keyword = line.trim().toLowerCase();
  if (keyword === 'back' || keyword === 'cancel') {
    if (waiting !== null) return { kind: keyword, waiting };
    if (index.byName(keyword) === null) throw new Refusal(say('conversation.nothing-to-cancel'));
  }

  const marked = named || line !== text || said.clicked === true;
  if (waiting === null || isCommand(line, { marked, index })) return { kind: 'command', request: parseLine(line, index) };
  const answer = stripCall(text);
  const asked = fieldsOf(waiting.command).get(waiting.draft.asking);
  return { kind: 'answer', words: asked?.kind === 'list' ? answer : unquote(answer), waiting };
}

function isCommand(line: string, { marked, index }: { readonly marked: boolean; readonly index: CommandIndex }): boolean {
  const words = line.split(/\s+/u, 4).filter((word) => word !== '');
  const found = index.find(words);
  if (found === null) return false;
  if (found.length > 1 || marked) return true;
  return (
    found.command.name === 'help' && (words.length === 1 || index.find(words.slice(1)) !== null || index.of(words[1] ?? '').length > 0)
  );
}

/** More than any form has. */
const mostFields = 50;

function cleanAnswers(answers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const given = Object.entries(answers);
  if (given.length > mostFields) throw new Refusal(say('conversation.too-many-fields'));
  return Object.fromEntries(given.map(([name, words]) => [cleanText(name), cleanText(words)]));
}
