import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkCodeBytes, readLinkCode, writeLinkCode } from '../../../core/people/link-code.ts';

describe('a link code', () => {
  it('is read back as it was written, however it is spelled', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: linkCodeBytes, maxLength: linkCodeBytes }), (random) => {
        const code = writeLinkCode(random);
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
        for (const typed of [
          code,
          code.toLowerCase(),
          code.replace('-', ''),
          ` ${code.replace('-', ' - ')}\n`,
          code.replaceAll('0', 'o').replaceAll('1', 'l'),
        ])
          expect(readLinkCode(typed)).toBe(code);
      }),
    );
  });

  it('uses every bit of chance: each character takes all 32 values', () => {
    const codes = Array.from({ length: 256 }, (_, byte) => writeLinkCode(new Uint8Array(linkCodeBytes).fill(byte)));
    expect(new Set(codes).size).toBe(32);
  });

  it.each(['', '7KQ4', '7KQ4-M2XN-1', '7KQ4-M2XU', '7KQ4_M2XN', '７KQ4-M2XN'])('is not %j', (words) => {
    expect(readLinkCode(words)).toBeNull();
  });
});
