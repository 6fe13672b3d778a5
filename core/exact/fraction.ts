/** An exact fraction in lowest terms; the denominator is positive. */
export type Fraction = { readonly over: bigint; readonly under: bigint };

export const zero: Fraction = { over: 0n, under: 1n };

/** @throws RangeError when `under` is 0 */
export function fraction(over: bigint, under = 1n): Fraction {
  const divisor = greatestCommonDivisor(over < 0n ? -over : over, under < 0n ? -under : under);
  const sign = under < 0n ? -1n : 1n;
  return { over: (sign * over) / divisor, under: (sign * under) / divisor };
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return fraction(a.over * b.under + b.over * a.under, a.under * b.under);
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return fraction(a.over * b.under - b.over * a.under, a.under * b.under);
}

export function times(a: Fraction, factor: bigint): Fraction {
  return fraction(a.over * factor, a.under);
}

/** @throws RangeError when the divisor is 0 */
export function dividedBy(a: Fraction, divisor: bigint): Fraction {
  return fraction(a.over, a.under * divisor);
}

/** Negative where the first is smaller, 0 where they are equal. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The nearest float, wrong by at most a few units in the last place: to look at, never to decide by. */
export function approximately({ over, under }: Fraction): number {
  const shift = BigInt(Math.max(0, 64 + bits(under) - bits(over)));
  const whole = (over << shift) / under;
  return Number(whole) / 2 ** Number(shift);
}

/** A decimal in shortest form, rounded down (towards minus infinity) after so many digits. */
export function roundedDown({ over, under }: Fraction, digits: number): string {
  const scaled = over * 10n ** BigInt(digits);
  const floor = scaled / under - (scaled < 0n && scaled % under !== 0n ? 1n : 0n);
  const text = String(floor < 0n ? -floor : floor).padStart(digits + 1, '0');
  const [whole, rest] = [text.slice(0, text.length - digits), text.slice(text.length - digits).replace(/0+$/u, '')];
  return `${floor < 0n ? '-' : ''}${whole}${rest === '' ? '' : `.${rest}`}`;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

function bits(value: bigint): number {
  return (value < 0n ? -value : value).toString(16).length * 4;
}
