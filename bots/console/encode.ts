import { CoopError } from '../../core/errors.ts';
import type { ConsoleMessage, NewConsoleMessage } from '../../core/ports/console-board.ts';
import type { Audience, MessageTask } from '../../core/ports/sender.ts';
import type { Reader, Translator } from '../../core/ports/translator.ts';
import { plainText } from '../../core/text/plain.ts';
import type { Words } from '../../core/text/plain.ts';
import { say } from '../../core/text/text.ts';
import type { Message, Sentence } from '../../core/text/text.ts';
import type { Address } from './address.ts';
import type { Shown } from './protocol.ts';

/** An answer as it goes onto the board: for the room, or for who asked. Its key is the same from whichever process it comes. */
export function encodeAnswer(to: Address, { message, audience, reader }: Pick<MessageTask, 'message' | 'reader'> & { audience: Audience }) {
  const isForAll = audience === 'everyone' && to.room !== '';
  return {
    key: `answer:${to.event}`,
    room: to.room === '' ? null : to.room,
    account: isForAll ? null : to.account,
    event: to.event,
    asker: isForAll ? to.name : null,
    message,
    reader,
  } satisfies NewConsoleMessage;
}

/** A message of the board as a terminal gets it. `read`: how far that terminal had read before. */
export function encodeShown(row: ConsoleMessage, { translator, read }: { translator: Translator; read: bigint }): Shown {
  const words = wordsFor(row.reader, translator);
  const heading = headingOf(row, read);
  return {
    kind: 'shown',
    position: String(row.position),
    event: row.event,
    heading: heading === null ? null : words(heading),
    text: bounded(readableText(row.message, words)),
  };
}

/** A message that another release wrote must not stop those behind it. */
function readableText(message: Message | null, words: Words): string {
  try {
    if (message !== null) return plainText(message, words);
  } catch (error) {
    if (!(error instanceof CoopError)) throw error;
  }
  return words(say('console.unreadable'));
}

/** An answer that could not be put on the board. */
export function encodeUnkept(to: Address, answer: { message: Message; reader: Reader }, translator: Translator): Shown {
  const text = bounded(plainText(answer.message, wordsFor(answer.reader, translator)));
  return { kind: 'shown', position: null, event: to.event, heading: null, text };
}

function headingOf({ room, asker, posted, position }: ConsoleMessage, read: bigint): Sentence | null {
  if (asker !== null) return say('console.asked', { name: asker });
  if (room === null) return say('console.alone');
  return posted < position && posted <= read ? say('console.changed') : null;
}

function wordsFor(reader: Reader, translator: Translator): Words {
  return (sentence) => translator.words(here(sentence), reader);
}

/** What is said of places elsewhere, as a terminal can follow it. */
function here(sentence: Sentence): Sentence {
  return sentence.id === 'conversation.network-elsewhere' ? say('console.elsewhere', sentence.values ?? {}) : sentence;
}

/** A terminal scrolls: far more than anything that is said, and far less than a line of the protocol holds. */
function bounded(text: string): string {
  return text.length <= 200_000 ? text : `${text.slice(0, 200_000)}…`;
}
