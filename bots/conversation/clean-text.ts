import { Refusal } from '../../core/errors.ts';
import { say } from '../../core/text/text.ts';

/** No text of a person is longer, in UTF-16 units; more is refused before anything looks at it. */
export const longestText = 4_000;

/**
 * What a person wrote, made harmless: no control characters, nothing that turns the direction of writing or hides,
 * no heaps of accents, one kind of space and of line end, NFC. Persian, emoji and flags stay whole.
 * Throws a Refusal when it is too long.
 */
export function cleanText(text: string): string {
  if (text.length > longestText) throw new Refusal(say('conversation.too-long', { length: text.length, longest: longestText }));

  return text
    .toWellFormed()
    .replaceAll('\u{FFFD}', '')
    .replace(/\r\n?|[\u2028\u2029\u0085]/gu, '\n')
    .replace(/[\t\p{Zs}]/gu, ' ')
    .replace(controls, '')
    .replace(unseen, '')
    .normalize('NFC')
    .replace(heaps, '$1')
    .replace(strayJoiners, '$1')
    .trim();
}

/** A name that a platform shows for a person: one short line, never empty. */
export function cleanName(name: string): string {
  const line = cleanText(name.slice(0, 200)).replaceAll(/\s+/gu, ' ');
  return Array.from(line).slice(0, 80).join('').trim() || '?';
}

/** A person's words, cut so that they can be repeated in a reply. */
export function clip(words: string, longest = 60): string {
  const points = Array.from(words);
  return points.length <= longest ? words : `${points.slice(0, longest - 1).join('')}…`;
}

/** All of Unicode's control characters (Cc) but the line end. */
const controls = /(?!\n)\p{Cc}/gu;

/**
 * Bidi controls, zero-width characters, fillers that look like nothing, tags, private use and unassigned code points.
 * The zero-width joiner and non-joiner (200D, 200C) and the variation selectors carry meaning; see strayJoiners.
 */
const unseen =
  /[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFEFF\uFFA0\u{E0000}-\u{E007F}]|[\uFFF9-\uFFFB]|\p{Co}|\p{Cn}/gu;

/** More than four marks on one letter are no writing system's, but a heap that covers its neighbours. */
const heaps = /(\p{M}{4})\p{M}+/gu;

/** A joiner counts only once, and between two visible characters. */
const strayJoiners = /([\u200C\u200D])[\u200C\u200D]+|(?<=^|\s)[\u200C\u200D\uFE00-\uFE0F\u{E0100}-\u{E01EF}]+|[\u200C\u200D]+(?=\s|$)/gu;
