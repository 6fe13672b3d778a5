import { Refusal } from '../../core/errors.ts';
import { say } from '../../core/text/text.ts';
import { clip } from './clean-text.ts';
import { closeOf, closersOf, unescape, unquote } from './words.ts';

type Bounds = { readonly minItems: number; readonly maxItems: number; readonly maxLength: number };

/**
 * Reads several short texts: one per line, or apart by ";", "|" or ",", whichever comes first in this order.
 * Quotes and backslashes protect a separator. Throws a Refusal for too few, too many, too long or equal ones.
 */
export function readList(words: string, { minItems, maxItems, maxLength }: Bounds): readonly string[] {
  const items = splitList(words);

  const tooLong = items.find((item) => Array.from(item).length > maxLength);
  if (tooLong !== undefined) throw new Refusal(say('conversation.long-item', { item: clip(tooLong), longest: maxLength }));
  const twice = items.find((item, position) => items.findIndex((other) => folded(other) === folded(item)) !== position);
  if (twice !== undefined) throw new Refusal(say('conversation.same-item', { item: clip(twice) }));
  if (items.length < minItems) throw new Refusal(say('conversation.few-items', { count: items.length, least: minItems }));
  if (items.length > maxItems) throw new Refusal(say('conversation.many-items', { count: items.length, most: maxItems }));
  return items;
}

/** The texts as they are, without any bounds. */
function splitList(words: string): readonly string[] {
  const whole = isQuotedWhole(words) ? words.trim().slice(1, -1) : words;
  const separator = ['\n', ';', '|', ','].find((sign) => cut(whole, sign).length > 1) ?? ',';
  return cut(whole, separator)
    .map((part) => (separator === '\n' ? part.replace(/^\s*(?:[-*•]|\d{1,3}[.)])\s+/u, '') : part))
    .map(plain)
    .filter((item) => item !== '');
}

/** Cuts at a separator, but neither inside quotes nor after a backslash. A quote opens where a value begins, whatever separates. */
function cut(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let begins = true;
  for (let index = 0; index < text.length; index += 1) {
    const sign = text.charAt(index);
    if (sign === '\\') {
      index += 1;
      begins = false;
      continue;
    }
    if (sign === separator) {
      parts.push(text.slice(start, index));
      start = index + 1;
    } else if (begins) {
      const closers = closersOf(sign);
      const close = closers === undefined ? -1 : closeOf(text, index + 1, closers);
      if (close > index) index = close;
    }
    begins = ['\n', ';', '|', ','].includes(sign) || (begins && /\s/u.test(sign));
  }
  return [...parts, text.slice(start)];
}

function plain(part: string): string {
  const trimmed = part.trim();
  const unquoted = unquote(trimmed);
  return (unquoted === trimmed ? unescape(trimmed) : unquoted).replaceAll(/\s+/gu, ' ').trim();
}

const isQuotedWhole = (words: string): boolean => unquote(words) !== words;
const folded = (item: string): string => item.normalize('NFKC').toLowerCase();
