import { CoopError } from './errors.ts';

/** Bytes as lower-case hexadecimal text: how hashes, keys and signatures stand in JSON. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** @throws CoopError "hex-malformed" for anything but pairs of hexadecimal digits. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  if (!/^(?:[0-9a-f]{2})*$/i.test(text)) throw new CoopError('hex-malformed', 'hexadecimal text has two of 0-9, a-f for each byte');
  return Uint8Array.from({ length: text.length / 2 }, (_, place) => Number.parseInt(text.slice(place * 2, place * 2 + 2), 16));
}
