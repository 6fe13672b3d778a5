import { CoopError } from '../../errors.ts';

export type Decoded = { readonly text: string; readonly encoding: 'UTF-8' | 'Latin-1' };

/**
 * The text of a file of unknown origin: UTF-8 with or without a byte order mark, else Latin-1 (as browsers do it, windows-1252,
 * which adds the typographic quotes). Not UTF-16, and no NUL byte: no text format here has one.
 * @throws CoopError "election-malformed" that says how to save it.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  if (isWide(bytes)) throw new CoopError('election-malformed', 'it is UTF-16 or UTF-32 text. Save it as UTF-8.');
  const zero = bytes.indexOf(0);
  if (zero >= 0) throw new CoopError('election-malformed', `${spotOf(bytes, zero)}: found a NUL byte, expected text. Nothing was counted.`);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Latin-1' };
  }
}

/** A byte order mark of UTF-16 or UTF-32, or a NUL in nearly every other byte of the beginning. */
function isWide(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const beginning = bytes.subarray(0, 256);
  const zeros = { even: 0, odd: 0 };
  for (const [place, byte] of beginning.entries()) if (byte === 0) zeros[place % 2 === 0 ? 'even' : 'odd'] += 1;
  const half = Math.floor(beginning.length / 2);
  return half > 0 && Math.max(zeros.even, zeros.odd) > half * 0.7 && Math.min(zeros.even, zeros.odd) < half * 0.3;
}

function spotOf(bytes: Uint8Array, at: number): string {
  const before = new TextDecoder('windows-1252').decode(bytes.subarray(0, at));
  const lines = before.split(/\r\n|\r|\n/u);
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
}
