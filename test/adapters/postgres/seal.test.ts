import { describe, expect, it } from 'vitest';
import { createSeal } from '../../../adapters/postgres/seal.ts';

const seal = createSeal(Buffer.alloc(32, 1));

describe('a seal', () => {
  it('opens for the purpose that it was closed for', () => {
    for (const text of ['', 'token', '💜'.repeat(1_000)]) expect(seal.open(seal.close(text, 'a'), 'a')).toBe(text);
  });

  it('closes the same text differently every time, and shows nothing of it', () => {
    const sealed = Array.from({ length: 50 }, () => seal.close('interaction-token', 'a'));
    expect(new Set(sealed).size).toBe(50);
    expect(Buffer.from(sealed[0] ?? '', 'base64url').toString('latin1')).not.toContain('token');
  });

  it('does not open for another purpose, another secret, or after any change', () => {
    const sealed = seal.close('token', 'a');
    const broken = { code: 'seal-broken' };
    expect(() => seal.open(sealed, 'b')).toThrow(expect.objectContaining(broken));
    expect(() => createSeal(Buffer.alloc(32, 2)).open(sealed, 'a')).toThrow(expect.objectContaining(broken));
    const bytes = Buffer.from(sealed, 'base64url');
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => seal.open(changed.toString('base64url'), 'a')).toThrow(expect.objectContaining(broken));
      expect(() => seal.open(bytes.subarray(0, index).toString('base64url'), 'a')).toThrow(expect.objectContaining(broken));
    }
  });
});
