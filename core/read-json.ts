import type { JsonValue } from './canonical-json.ts';
import { CoopError } from './errors.ts';

/**
 * Reads JSON text strictly (RFC 8259 with the limits of I-JSON, RFC 7493): what JSON.parse passes over in silence is refused,
 * because two readers could take it differently and one hash would stand for both: a name that stands twice in an object, lone
 * surrogates, integers beyond 2^53 - 1, numbers beyond a double, -0. At most 64 levels and 10 million values, which bounds time and memory. "__proto__" is a name like another.
 * @throws CoopError "json-malformed" that begins with "line 3, column 14: ".
 */
export function readJson(text: string): JsonValue {
  const reader: Reader = { text, at: 0, values: 0 };
  const value = readValue(reader, 1);
  skipSpace(reader);
  if (reader.at < text.length) throw fault(reader, 'expected the end of the text');
  return value;
}

type Reader = { readonly text: string; at: number; values: number };

const deepest = 64;
const most = 10_000_000;

function readValue(reader: Reader, level: number): JsonValue {
  skipSpace(reader);
  if (++reader.values > most) throw fault(reader, 'more than 10 million values: nothing so large is read');
  switch (reader.text[reader.at]) {
    case '{':
      return readObject(reader, level);
    case '[':
      return readArray(reader, level);
    case '"':
      return readString(reader);
    default:
      return readWord(reader);
  }
}

function readObject(reader: Reader, level: number): JsonValue {
  open(reader, level);
  const members: { [name: string]: JsonValue } = {};
  if (closes(reader, '}')) return members;
  do {
    skipSpace(reader);
    const start = reader.at;
    if (reader.text[start] !== '"') throw fault(reader, 'expected a name in double quotes');
    const name = readString(reader);
    if (Object.hasOwn(members, name)) throw fault({ ...reader, at: start }, `the name ${JSON.stringify(name)} stands twice in one object`);
    skipSpace(reader);
    if (reader.text[reader.at] !== ':') throw fault(reader, 'expected a colon');
    reader.at += 1;
    const value = readValue(reader, level + 1);
    if (name === '__proto__') Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
    else members[name] = value;
  } while (goesOn(reader, '}'));
  return members;
}

function readArray(reader: Reader, level: number): JsonValue {
  open(reader, level);
  const elements: JsonValue[] = [];
  if (closes(reader, ']')) return elements;
  do elements.push(readValue(reader, level + 1));
  while (goesOn(reader, ']'));
  return elements;
}

function open(reader: Reader, level: number): void {
  if (level > deepest) throw fault(reader, `nested deeper than ${deepest} levels`);
  reader.at += 1;
}

function closes(reader: Reader, bracket: string): boolean {
  skipSpace(reader);
  if (reader.text[reader.at] !== bracket) return false;
  reader.at += 1;
  return true;
}

function goesOn(reader: Reader, bracket: string): boolean {
  if (closes(reader, bracket)) return false;
  if (reader.text[reader.at] !== ',') throw fault(reader, `expected a comma or ${bracket}`);
  reader.at += 1;
  return true;
}

function readString(reader: Reader): string {
  const { text, at: start } = reader;
  let end = start + 1;
  let plain = true;
  for (; ; end += 1) {
    const code = text.charCodeAt(end);
    if (code === quote) break;
    if (code === backslash) {
      plain = false;
      end += 1;
    } else if (code < 0x20) throw fault({ ...reader, at: end }, 'a control character must be written as \\u00..');
    if (end >= text.length) throw fault(reader, 'this text has no closing quote');
  }
  reader.at = end + 1;
  const value = plain ? text.slice(start + 1, end) : unescape(reader, start);
  if (!value.isWellFormed()) throw fault({ ...reader, at: start }, 'half of a surrogate pair stands alone in this text');
  return value;
}

function unescape(reader: Reader, start: number): string {
  try {
    return String(JSON.parse(reader.text.slice(start, reader.at)));
  } catch (cause) {
    throw fault({ ...reader, at: start }, 'there is a wrong escape after a backslash in this text', cause);
  }
}

const quote = 0x22;
const backslash = 0x5c;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const words = new Map([
  ['null', null],
  ['true', true],
  ['false', false],
]);

function readWord(reader: Reader): JsonValue {
  number.lastIndex = reader.at;
  const [figure] = number.exec(reader.text) ?? [];
  if (figure !== undefined) return readNumber(reader, figure);
  for (const [word, value] of words) {
    if (!reader.text.startsWith(word, reader.at)) continue;
    reader.at += word.length;
    return value;
  }
  throw fault(reader, reader.at >= reader.text.length ? 'the text ends too early' : 'expected a value');
}

function readNumber(reader: Reader, figure: string): number {
  const value = Number(figure);
  if (!Number.isFinite(value)) throw fault(reader, 'this number is too large');
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    throw fault(reader, 'this number is not exact beyond 2^53 - 1: write it in quotes');
  if (Object.is(value, -0)) throw fault(reader, 'there is no -0 here: write 0');
  reader.at += figure.length;
  return value;
}

function skipSpace(reader: Reader): void {
  for (; ; reader.at += 1) {
    const code = reader.text.charCodeAt(reader.at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
  }
}

function fault({ text, at }: Reader, problem: string, cause?: unknown): CoopError {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  return new CoopError('json-malformed', `line ${line}, column ${column}: ${problem}`, cause === undefined ? {} : { cause });
}
