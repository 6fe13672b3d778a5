/** Digits of the largest whole number that is read: beyond any election, and cheap to multiply. */
const mostDigits = 40;

/** A whole number as people type it, in ASCII digits; null for anything else, and for more than 40 digits. */
export function readWhole(text: string): bigint | null {
  if (!/^\d+$/u.test(text)) return null;
  const digits = text.replace(/^0+(?=\d)/u, '');
  return digits.length > mostDigits ? null : BigInt(digits);
}

/** What `readWhole` takes, for messages. */
export const wholeFromOne = 'a whole number from 1 on, of at most 40 digits';

/**
 * An exact decimal ("4.5", "-0.25", "+3", ".5") in its shortest form, without a float in between; null for anything else: no
 * exponents, no hexadecimal, no NaN, at most 40 digits on either side of the point.
 */
export function readDecimal(text: string): string | null {
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)(\d*)(?:\.(\d*))?$/u.exec(text) ?? [];
  if (whole === '' && fraction === '') return null;
  const before = whole.replace(/^0+(?=\d)/u, '') || '0';
  const after = fraction.replace(/0+$/u, '');
  if (before.length > mostDigits || after.length > mostDigits) return null;
  const size = after === '' ? before : `${before}.${after}`;
  return sign === '-' && size !== '0' ? `-${size}` : size;
}

/** What `readDecimal` takes, for messages. */
export const anyDecimal = 'a decimal number like 4.5 or -1, of at most 40 digits on either side of the point';

/** Decimals as whole numbers of one unit: ["1.5", "2"] with one decimal place becomes ["15", "20"]. */
export function toUnits(decimal: string, places: number): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  return String(BigInt(whole + fraction.padEnd(places, '0')));
}

/** The other way round, in shortest form: "15" with one decimal place is "1.5". */
export function fromUnits(units: string, places: number): string {
  if (places === 0) return units;
  const digits = units.padStart(places + 1, '0');
  return readDecimal(`${digits.slice(0, -places)}.${digits.slice(-places)}`) ?? units;
}

/** How many digits stand after the point. */
export function decimalPlaces(decimal: string): number {
  return decimal.includes('.') ? decimal.length - decimal.indexOf('.') - 1 : 0;
}
