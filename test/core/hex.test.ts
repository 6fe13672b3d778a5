import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromHex, toHex } from '../../core/hex.ts';

it('writes bytes so that they are read back', () => {
  expect(toHex(Uint8Array.of(0, 10, 255))).toBe('000aff');
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromHex(toHex(bytes))).toEqual(bytes);
    }),
  );
});

it.each(['0', 'zz', '0x00', ' 00', '00 '])('refuses %j', (text) => {
  expect(() => fromHex(text)).toThrow(expect.objectContaining({ code: 'hex-malformed' }));
});
