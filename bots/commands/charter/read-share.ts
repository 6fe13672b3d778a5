import { leastFor } from '../../../core/voting/share.ts';
import { Share } from '../../../core/charter/charter.ts';
import { Refusal } from '../../../core/errors.ts';
import { say } from '../../../core/text/text.ts';
import { clip } from '../../conversation/clean-text.ts';

type Bounds = { readonly least: string; readonly most: string };

/** Reads a share, exactly and in lowest terms: "1/3", "25 %", "12.5%", "two thirds", "half", "none", "all". Throws a Refusal. */
export function readShare(words: string, { least, most }: Bounds): string {
  const share = inLowestTerms(words.trim().toLowerCase().replaceAll(/\s+/gu, ' '));
  if (share === null) throw new Refusal(say('charter.bad-share', { words: clip(words) }));
  if (isLess(share, least) || isLess(most, share)) throw new Refusal(say('charter.share-bounds', { words: clip(words), least, most }));
  return share;
}

function inLowestTerms(words: string): string | null {
  const [, part, whole] = /^(\d{1,6}) ?(?:\/|of|out of|in) ?([1-9]\d{0,5})$/u.exec(words) ?? [];
  if (part !== undefined) return reduced(Number(part), Number(whole));
  const [, whole100, decimals = ''] = /^(\d{1,3})(?:[.,](\d{1,3}))? ?(?:%|percent)$/u.exec(words) ?? [];
  if (whole100 !== undefined) return reduced(Number(whole100 + decimals), 100 * 10 ** decimals.length);
  const plain = words.replace(/^(?:an? |one )/u, '').replaceAll('-', ' ');
  return named.get(plain) ?? null;
}

function reduced(part: number, whole: number): string | null {
  const divisor = greatestCommonDivisor(part, whole);
  const share = Share.safeParse(`${part / divisor}/${whole / divisor}`);
  return share.success ? share.data : null;
}

const greatestCommonDivisor = (one: number, other: number): number => (other === 0 ? one : greatestCommonDivisor(other, one % other));

function isLess(one: string, other: string): boolean {
  const [, whole = ''] = other.split('/');
  const [, ownWhole = ''] = one.split('/');
  const of = BigInt(whole) * BigInt(ownWhole);
  return leastFor({ of, share: one }) < leastFor({ of, share: other });
}

const named: ReadonlyMap<string, string> = new Map([
  ['none', '0/1'],
  ['nothing', '0/1'],
  ['nobody', '0/1'],
  ['0', '0/1'],
  ['half', '1/2'],
  ['third', '1/3'],
  ['two thirds', '2/3'],
  ['quarter', '1/4'],
  ['three quarters', '3/4'],
  ['fifth', '1/5'],
  ['two fifths', '2/5'],
  ['three fifths', '3/5'],
  ['four fifths', '4/5'],
  ['tenth', '1/10'],
  ['all', '1/1'],
  ['everybody', '1/1'],
]);
