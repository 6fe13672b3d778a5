import { malformed, quoted } from './fault.ts';
import type { Spot } from './fault.ts';

/** One record of a file of separated values. `columns` says where each field begins in its line, from 1. */
export type SeparatedRecord = { readonly fields: readonly string[]; readonly line: number; readonly columns: readonly number[] };

/**
 * Records of separated values as RFC 4180 has them: fields in double quotes hold separators, line ends and doubled quotes; a
 * quote inside a field without quotes is itself. Any line ends. Lines with nothing in them are passed over.
 * @throws CoopError "election-malformed" for a quote that nobody closes and for words after a closing quote
 */
export function* separatedRecords(text: string, separator: string): Generator<SeparatedRecord, null> {
  const cursor: Cursor = { text, separator, at: 0, line: 1, lineStart: 0 };
  while (cursor.at < text.length) {
    const { line } = cursor;
    const fields: string[] = [];
    const columns: number[] = [];
    const start = cursor.at;
    do {
      columns.push(cursor.at - cursor.lineStart + 1);
      fields.push(text[cursor.at] === '"' ? readQuoted(cursor) : readBare(cursor));
    } while (passes(cursor, separator));
    const isBlank = cursor.at === start;
    endLine(cursor);
    if (!isBlank) yield { fields, line, columns };
  }
  return null;
}

/** Where a field of a record begins; the end of the record where it has no such field. */
export function spotOf({ line, columns, fields }: SeparatedRecord, field: number): Spot {
  const last = columns.length - 1;
  return { line, column: columns[field] ?? (columns[last] ?? 1) + (fields[last] ?? '').length };
}

type Cursor = { readonly text: string; readonly separator: string; at: number; line: number; lineStart: number };

function passes(cursor: Cursor, separator: string): boolean {
  if (cursor.text[cursor.at] !== separator) return false;
  cursor.at += 1;
  return true;
}

function readBare(cursor: Cursor): string {
  const { text, separator } = cursor;
  const stop = separator.charCodeAt(0);
  const start = cursor.at;
  let at = start;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === stop || code === 0x0a || code === 0x0d) break;
  }
  cursor.at = at;
  return text.slice(start, at);
}

function readQuoted(cursor: Cursor): string {
  const { text, separator } = cursor;
  const spot = { line: cursor.line, column: cursor.at - cursor.lineStart + 1 };
  const pieces: string[] = [];
  for (let from = cursor.at + 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) throw malformed(spot, 'a double quote that nobody closes', 'another double quote at the end of the field');
    const piece = text.slice(from, quote);
    countLines(cursor, from, quote);
    const isDoubled = text[quote + 1] === '"';
    pieces.push(isDoubled ? `${piece}"` : piece);
    from = quote + (isDoubled ? 2 : 1);
    cursor.at = from;
    if (!isDoubled) break;
  }
  const after = text[cursor.at] ?? '\n';
  if (after !== separator && after !== '\n' && after !== '\r') {
    const column = cursor.at - cursor.lineStart + 1;
    throw malformed({ line: cursor.line, column }, quoted(after), `${quoted(separator)} or the end of the line after a closing quote`);
  }
  return pieces.length === 1 ? (pieces[0] ?? '') : pieces.join('');
}

/** Line ends inside of quotes are lines too. */
function countLines(cursor: Cursor, from: number, until: number): void {
  const { text } = cursor;
  for (let at = from; at < until; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x0a || (code === 0x0d && text.charCodeAt(at + 1) !== 0x0a)) {
      cursor.line += 1;
      cursor.lineStart = at + 1;
    }
  }
}

function endLine(cursor: Cursor): void {
  if (cursor.text[cursor.at] === '\r') cursor.at += 1;
  if (cursor.text[cursor.at] === '\n') cursor.at += 1;
  cursor.line += 1;
  cursor.lineStart = cursor.at;
}
