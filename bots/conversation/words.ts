import { Refusal } from '../../core/errors.ts';
import { say } from '../../core/text/text.ts';
import { clip } from './clean-text.ts';

/** One word of a line. Words in quotes are one word, whatever stands in them. */
export type Word = {
  /** Without quotes and escapes. */
  readonly text: string;
  /** As written. */
  readonly raw: string;
  /** All of it stood in one pair of quotes: it is text, never a number, a name or an option. */
  readonly quoted: boolean;
  /** Where it stands in the line. */
  readonly start: number;
  readonly end: number;
};

/**
 * Takes a line apart: spaces separate, quotes ("double", 'single', typographic) hold together, a backslash takes the
 * meaning from the sign after it. Throws a Refusal for a double quote that is never closed.
 */
export function splitWords(line: string): readonly Word[] {
  const words: Word[] = [];
  let position = 0;
  while (position < line.length) {
    if (isSpace(line[position])) {
      position += 1;
      continue;
    }
    const word = readWord(line, position);
    words.push(word);
    position = word.end;
  }
  return words;
}

/** Writes a text so that it is one word that reads as this text again. */
export function quote(text: string): string {
  return /^[\p{L}\p{N}#@][\p{L}\p{N}.:,_@#/+-]*$/u.test(text) ? text : `"${text.replaceAll(/["\\]/gu, String.raw`\$&`)}"`;
}

/** Takes the quotes off a text that stands wholly in one pair, and leaves any other text as it is. */
export function unquote(text: string): string {
  const trimmed = text.trim();
  const closers = closersOf(trimmed[0]);
  if (closers === undefined) return text;
  const end = closeOf(trimmed, 1, closers);
  return end === trimmed.length - 1 ? unescape(trimmed.slice(1, end)) : text;
}

/** Where a quote that opened before `from` closes; -1 when it never does. */
export function closeOf(line: string, from: number, closers: string): number {
  for (let index = from; index < line.length; index += 1) {
    if (line[index] === '\\') index += 1;
    else if (closers.includes(line.charAt(index)) && (!isApostrophe(closers) || isBoundary(line[index + 1]))) return index;
  }
  return -1;
}

/** Which signs close a quote that this one opens; undefined when it opens none. */
export function closersOf(opener: string | undefined): string | undefined {
  return opener === undefined ? undefined : pairs.get(opener);
}

/** A backslash before a sign leaves the sign; before a letter or a digit it stands for itself. */
export function unescape(text: string): string {
  return text.replaceAll(/\\([^\p{L}\p{N}])/gu, '$1');
}

/** English and German share “, so it opens and closes. */
const pairs: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['“', '”“'],
  ['”', '”'],
  ['„', '“”'],
  ['«', '»'],
  ['»', '«'],
  ["'", "'"],
  ['‘', '’'],
  ['‚', '‘’'],
]);

function readWord(line: string, start: number): Word {
  let text = '';
  let quotes = 0;
  let position = start;

  while (position < line.length && !isSpace(line[position])) {
    const closers = opensQuote(line, start, position) ? closersOf(line[position]) : undefined;
    const close = closers === undefined ? -1 : closeOf(line, position + 1, closers);
    if (closers !== undefined && close < 0 && !isApostrophe(closers)) {
      throw new Refusal(say('conversation.unclosed-quote', { words: clip(line.slice(position)) }));
    }
    if (close >= 0) {
      text += unescape(line.slice(position + 1, close));
      quotes += 1;
      position = close + 1;
      continue;
    }
    const width = line[position] === '\\' && position + 1 < line.length ? widthAt(line, position + 1) + 1 : widthAt(line, position);
    text += unescape(line.slice(position, position + width));
    position += width;
  }

  const raw = line.slice(start, position);
  return { text, raw, quoted: quotes === 1 && isWhole(raw), start, end: position };
}

/** A quote opens only where a value begins: 5" and don't are as they are. */
function opensQuote(line: string, start: number, position: number): boolean {
  if (position === start) return true;
  const before = line[position - 1];
  if (line[position - 2] === '\\') return false;
  return before === ',' || before === ';' || before === '|' || (before === '=' && /^[-–—]/u.test(line.slice(start, start + 1)));
}

function isWhole(raw: string): boolean {
  const closers = closersOf(raw[0]);
  return closers !== undefined && closeOf(raw, 1, closers) === raw.length - 1;
}

const isSpace = (sign: string | undefined): boolean => sign === ' ' || sign === '\n' || sign === '\t';
const isApostrophe = (closers: string): boolean => closers.includes("'") || closers.includes('’');
const isBoundary = (sign: string | undefined): boolean => sign === undefined || /[\s,;|]/u.test(sign);
const widthAt = (line: string, index: number): number => ((line.codePointAt(index) ?? 0) > 0xff_ff ? 2 : 1);
