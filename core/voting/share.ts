import { Share } from '../charter/charter.ts';

type Whole = { readonly of: number | bigint; readonly share: string };

/** Whether `count` is more than the share of `of`: exactly, in integers. More than a share of nothing is never reached. */
export function exceeds(count: number | bigint, { of, share }: Whole): boolean {
  const [part, whole] = fraction(share);
  return BigInt(count) * whole > part * BigInt(of);
}

/** Whether `count` is at least the share of `of`: exactly, in integers. */
export function reaches(count: number | bigint, { of, share }: Whole): boolean {
  const [part, whole] = fraction(share);
  return BigInt(count) * whole >= part * BigInt(of);
}

/** The smallest count that reaches the share of `of`. */
export function leastFor({ of, share }: Whole): bigint {
  const [part, whole] = fraction(share);
  return (part * BigInt(of) + whole - 1n) / whole;
}

/** The one that asks for more. */
export function largerShare(one: string, other: string): string {
  const [[part, whole], [otherPart, otherWhole]] = [fraction(one), fraction(other)];
  return part * otherWhole >= otherPart * whole ? one : other;
}

function fraction(share: string): [bigint, bigint] {
  const [part = '', whole = ''] = Share.parse(share).split('/');
  return [BigInt(part), BigInt(whole)];
}
