import type { Draft } from '../../core/ports/intake.ts';
import { stripAddress, stripCall } from './address.ts';
import { cleanText } from './clean-text.ts';
import { fieldsOf } from './command-index.ts';
import type { CommandIndex } from './command-index.ts';
import type { AnyCommand } from './command.ts';
import type { Said } from './event.ts';
import type { Field } from './field.ts';
import { parseFields, parseLine } from './grammar.ts';
import type { Request } from './grammar.ts';
import { Refusal } from '../../core/errors.ts';
import { say } from '../../core/text/text.ts';
import { nearestCommands, unknownCommand } from './unknown.ts';
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
 * While a question waits, a line is its answer, unless it is plainly a command: one of two words ("vote list"), a whole line of one
 * word ("leave", "link 4F7K-1R2S"), one with a mark ("/join"), "help", or a click. An answer that looks like one goes in quotes.
 * A line with a mark that only misspells a command ("/vote opne") is neither: it is refused with the nearest, and the question waits on.
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
  const asked = waiting === null ? undefined : fieldsOf(waiting.command).get(waiting.draft.asking);
  if (waiting === null || isCommand(line, { marked, asked, index })) return { kind: 'command', request: parseLine(line, index) };
  if (!named && line !== text) refuseMisspelt(line, index);
  const answer = stripCall(text);
  return { kind: 'answer', words: asked?.kind === 'list' ? answer : unquote(answer), waiting };
}

type Doubt = { readonly marked: boolean; readonly asked: Field | undefined; readonly index: CommandIndex };

function isCommand(line: string, { marked, asked, index }: Doubt): boolean {
  const words = line.split(/\s+/u, 4).filter((word) => word !== '');
  const found = index.find(words);
  if (found === null) return false;
  if (found.length > 1 || marked) return true;
  if (found.command.name === 'help')
    return words.length === 1 || index.find(words.slice(1)) !== null || index.of(words[1] ?? '').length > 0;
  return !isQuestionOrList(line, asked) && isWhole(line, index);
}

/** "/vote opne" is no answer; "/srv/ovens" and "/coop Monday" may be one. */
function refuseMisspelt(line: string, index: CommandIndex): void {
  const words = line.split(/\s+/u).filter((word) => word !== '');
  if (nearestCommands(words, index).length > 0) throw unknownCommand(words, index);
}

/** "Join forces with the bakers?" is what a vote asks, and "Leave, Stay" what it offers. */
function isQuestionOrList(line: string, asked: Field | undefined): boolean {
  return line.trimEnd().endsWith('?') || (asked?.kind === 'list' && line.includes(','));
}

/** Whether a line is a command with all that it must be given. */
function isWhole(line: string, index: CommandIndex): boolean {
  try {
    const { command, answers } = parseLine(line, index);
    return Object.entries<Field>(command.fields).every(([name, field]) => field.optional === true || Object.hasOwn(answers, name));
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** More than any form has. */
const mostFields = 50;

function cleanAnswers(answers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const given = Object.entries(answers);
  if (given.length > mostFields) throw new Refusal(say('conversation.too-many-fields'));
  return Object.fromEntries(given.map(([name, words]) => [cleanText(name), cleanText(words)]));
}
