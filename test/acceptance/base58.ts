const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Bytes of multibase text in base58-btc ("z...", W3C Controlled Identifiers 1.0, section 2.4). A test's reader. */
export function fromBase58(text: string): Uint8Array {
  if (!/^z[1-9A-HJ-NP-Za-km-z]*$/u.test(text)) throw new Error(`"${text}" is no base58-btc`);
  const digits = text.slice(1);
  let number = 0n;
  for (const digit of digits) number = number * 58n + BigInt(alphabet.indexOf(digit));
  const zeros = /^1*/u.exec(digits)?.[0].length ?? 0;
  const hex = number === 0n ? '' : number.toString(16);
  return Buffer.concat([Buffer.alloc(zeros), Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')]);
}

export function toBase58(bytes: Uint8Array): string {
  let number = BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
  let digits = '';
  for (; number > 0n; number /= 58n) digits = `${alphabet[Number(number % 58n)]}${digits}`;
  for (const byte of bytes) {
    if (byte !== 0) break;
    digits = `1${digits}`;
  }
  return `z${digits}`;
}
