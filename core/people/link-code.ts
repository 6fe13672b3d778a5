/** Crockford's base 32: no letter that is taken for a digit, no accidental words. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** How many random bytes a code is made of. */
export const linkCodeBytes = 8;

/** A code to read out and type: 40 bits as "7KQ4-M2XN". */
export function writeLinkCode(random: Uint8Array): string {
  const characters = [...random.subarray(0, linkCodeBytes)].map((byte) => alphabet.charAt(byte & 31)).join('');
  return `${characters.slice(0, 4)}-${characters.slice(4)}`;
}

/** What a person typed, as it was written: case, spaces and hyphens do not matter, O is 0, I and L are 1. Null: no code. */
export function readLinkCode(words: string): string | null {
  const characters = words.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(characters) ? `${characters.slice(0, 4)}-${characters.slice(4)}` : null;
}
