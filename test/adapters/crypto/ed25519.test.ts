import { describe, expect, test } from 'vitest';
import { createSigning, generatePrivateKey, verifying } from '../../../adapters/crypto/ed25519.ts';

const hex = (text: string) => Buffer.from(text, 'hex');

/** RFC 8032, section 7.1: TEST 1 to TEST 3. */
const vectors = [
  {
    privateKey: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    privateKey: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  {
    privateKey: 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    publicKey: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    message: 'af82',
    signature:
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  },
];

describe('Ed25519', () => {
  test.each(vectors)('signs and verifies as RFC 8032 has it: message "$message"', ({ privateKey, publicKey, message, signature }) => {
    const signing = createSigning(hex(privateKey));
    expect(Buffer.from(signing.publicKey).toString('hex')).toBe(publicKey);
    expect(Buffer.from(signing.sign(hex(message))).toString('hex')).toBe(signature);
    expect(verifying.verify(hex(publicKey), hex(message), hex(signature))).toBe(true);
  });

  test('a fresh key signs, and nobody else by it', () => {
    const [mine, other] = [createSigning(generatePrivateKey()), createSigning(generatePrivateKey())];
    const message = Buffer.from('we agree');
    expect(verifying.verify(mine.publicKey, message, mine.sign(message))).toBe(true);
    expect(verifying.verify(mine.publicKey, message, other.sign(message))).toBe(false);
    expect(verifying.verify(mine.publicKey, Buffer.from('we disagree'), mine.sign(message))).toBe(false);
  });

  test.each([
    ['a short key', 31, 64],
    ['a short signature', 32, 63],
    ['nothing', 0, 0],
    ['rubbish', 32, 64],
  ])('%s is false, not an error', (_, keyLength, signatureLength) => {
    expect(verifying.verify(Buffer.alloc(keyLength, 255), Buffer.from('x'), Buffer.alloc(signatureLength, 255))).toBe(false);
  });
});
