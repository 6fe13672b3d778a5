import { Refusal } from '../../core/errors.ts';
import { say } from '../../core/text/text.ts';

/** No text of a person is longer, in UTF-16 units; more is refused before anything looks at it. */
export const longestText = 4_000;

/** What is longer may have been cut on its way to us, so its length is not known. */
const cutOff = 10_000;

/**
 * What a person wrote, made harmless: no control characters, nothing that turns the direction of writing or hides,
 * no heaps of accents, one kind of space and of line end, NFC. Persian and emoji stay whole.
 * Throws a Refusal when it is too long.
 */
export function cleanText(text: string): string {
  if (text.length > longestText)
    throw new Refusal(
      text.length < cutOff
        ? say('conversation.too-long', { length: text.length, longest: longestText })
        : say('conversation.far-too-long', { longest: longestText }),
    );

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
 * What shows nothing: Unicode's default ignorable code points (bidi controls, zero-width characters, fillers, tags), the
 * empty Braille pattern, interlinear marks, private use and unassigned. Joiners and emoji variations carry meaning;
 * see strayJoiners.
 */
const unseen = /(?!\u200C|\u200D|[\uFE00-\uFE0F])\p{DI}|\u2800|[\uFFF9-\uFFFB]|\p{Co}|\p{Cn}/gu;

/** More than four marks on one letter are no writing system's, but a heap that covers its neighbours. */
const heaps = /(\p{M}{4})\p{M}+/gu;

/** Joiners and variations count only after a visible character, joiners only before one too, and once. */
const strayJoiners = /(?<=^|\s)(?:\u200C|\u200D|[\uFE00-\uFE0F])+|(?:\u200C|\u200D)+(?=\s|$)|(\u200C|\u200D)(?:\u200C|\u200D)+/gu;
