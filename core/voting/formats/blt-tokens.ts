import { malformed } from './fault.ts';

/**
 * A piece of a BLT file and where it stands: a word without quotes, a text in quotes, what stands in parentheses, the end.
 */
export type BltToken = {
  readonly kind: 'word' | 'text' | 'set' | 'end';
  /** Without quotes and parentheses. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
};

/** Cuts a BLT file into its pieces; comments from # to the end of the line are left out. */
export function* bltTokens(text: string): Generator<BltToken, BltToken> {
  let line = 1;
  let lineStart = 0;
  let at = 0;
  const end = text.length;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === 0x0a || code === 0x0d) {
      if (code === 0x0d && text.charCodeAt(at + 1) === 0x0a) at += 1;
      at += 1;
      line += 1;
      lineStart = at;
      continue;
    }
    if (isSpace(code)) {
      at += 1;
      continue;
    }
    const spot = { line, column: at - lineStart + 1 };
    if (code === hash) {
      while (at < end && !isLineEnd(text.charCodeAt(at))) at += 1;
      continue;
    }
    const stop = code === quote ? endOfText(text, at) : code === open ? endOfSet(text, at) : endOfWord(text, at);
    if (stop < 0) {
      const [found, expected] =
        code === quote ? ['a double quote that nobody closes', 'another one on the line'] : ['(', ') on the same line'];
      throw malformed(spot, found, expected);
    }
    if (code === quote) yield { kind: 'text', text: text.slice(at + 1, stop - 1).replaceAll('\\"', '"'), ...spot };
    else if (code === open) yield { kind: 'set', text: text.slice(at + 1, stop - 1).trim(), ...spot };
    else yield { kind: 'word', text: text.slice(at, stop), ...spot };
    at = stop;
  }
  return { kind: 'end', text: '', line, column: at - lineStart + 1 };
}

const hash = 0x23;
const quote = 0x22;
const open = 0x28;

function endOfWord(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isSpace(code) || isLineEnd(code) || code === hash || code === open || code === quote) break;
  }
  return at;
}

/** After the quote that closes: one with white space, a comment or the end after it. Names may have quotes of their own. -1 without. */
function endOfText(text: string, from: number): number {
  for (let at = from + 1; at < text.length && !isLineEnd(text.charCodeAt(at)); at += 1) {
    if (text.charCodeAt(at) !== quote || text[at - 1] === '\\') continue;
    const after = at + 1 < text.length ? text.charCodeAt(at + 1) : 0x20;
    if (isSpace(after) || isLineEnd(after) || after === hash) return at + 1;
  }
  return -1;
}

function endOfSet(text: string, from: number): number {
  for (let at = from + 1; at < text.length && !isLineEnd(text.charCodeAt(at)); at += 1) if (text[at] === ')') return at + 1;
  return -1;
}

function isLineEnd(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0b || code === 0x0c || code === 0xa0 || code === 0xfeff;
}
