import { Refusal } from '../errors.ts';
import { say } from '../text/text.ts';

/** Of a network's name, in characters as people count them. */
export const longestNetworkName = 60;

/**
 * A network's name in one spelling: what looks the same is the same (Unicode NFKC), one line, single spaces.
 * Throws a Refusal for fewer than two visible characters, more than 60, or a name of digits and signs only, which would
 * be taken for a number.
 */
export function readNetworkName(words: string): string {
  const name = words.normalize('NFKC').replaceAll(/\s+/gu, ' ').trim();
  const visible = [...characters.segment(name)].filter(({ segment }) => /[^\s\p{M}\p{Cf}\p{Cc}]/u.test(segment));
  if (visible.length < 2) throw new Refusal(say('networks.name-short'));
  if (Array.from(name).length > longestNetworkName) throw new Refusal(say('networks.name-long', { longest: longestNetworkName }));
  if (!/[\p{L}\p{Extended_Pictographic}]/u.test(name)) throw new Refusal(say('networks.name-wordless'));
  return name;
}

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });
