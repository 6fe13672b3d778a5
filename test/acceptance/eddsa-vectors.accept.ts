import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSigning, verifying } from '../../adapters/crypto/ed25519.ts';
import { hashing } from '../../adapters/crypto/sha256.ts';
import { canonicalJson } from '../../core/canonical-json.ts';
import { fromHex, toHex } from '../../core/hex.ts';
import { readJson } from '../../core/read-json.ts';
import { fromBase58, toBase58 } from './base58.ts';
import { readData } from './real-data.ts';

/** Step by step through "Representation: eddsa-jcs-2022" of W3C's Data Integrity EdDSA Cryptosuites, with the product's own parts. */
const read = (...path: readonly string[]) => readData('vectors', 'vc-di-eddsa', ...path);
const published = (name: string) => read('eddsa-jcs-2022', name).trim();
const bytesOf = (text: string) => new TextEncoder().encode(text);
const hashOf = (text: string) => toHex(hashing.sha256(bytesOf(text)));

const Keys = z.object({ publicKeyMultibase: z.string(), privateKeyMultibase: z.string() });
const keys = Keys.parse(readJson(read('keyPair.json')));
/** After two bytes that say which kind of key it is (multicodec: 0xed01 and 0x8026). */
const publicKey = fromBase58(keys.publicKeyMultibase).subarray(2);
const signing = createSigning(fromBase58(keys.privateKeyMultibase).subarray(2));
const combined = fromHex(published('combinedHashJCS.txt'));
const signature = fromHex(published('sigHexJCS.txt'));

const Signed = z.looseObject({ proof: z.looseObject({ proofValue: z.string() }) });

describe("W3C's vectors of eddsa-jcs-2022", () => {
  it.each([
    ['the document', read('unsigned.json'), 'canonDocJCS.txt', 'docHashJCS.txt'],
    ['the proof configuration', published('proofConfigJCS.json'), 'proofCanonJCS.txt', 'proofHashJCS.txt'],
  ])('canonical form and hash of %s are as published', (_what, text, canonical, hash) => {
    const ours = canonicalJson(readJson(text));
    expect(ours).toBe(published(canonical));
    expect(hashOf(ours)).toBe(published(hash));
  });

  it('the hash of the proof configuration and of the document, in this order, are what is signed', () => {
    expect(toHex(combined)).toBe(published('proofHashJCS.txt') + published('docHashJCS.txt'));
  });

  it('the private key gives the public key and the signature as published, in hex and in base58', () => {
    expect(toHex(signing.publicKey)).toBe(toHex(publicKey));
    expect(toHex(signing.sign(combined))).toBe(published('sigHexJCS.txt'));
    expect(toBase58(signing.sign(combined))).toBe(published('sigBTC58JCS.txt'));
    expect(toBase58(fromBase58(keys.publicKeyMultibase))).toBe(keys.publicKeyMultibase);
  });

  it('the signed document holds', () => {
    const { proof, ...document } = Signed.parse(readJson(read('eddsa-jcs-2022', 'signedJCS.json')));
    const { proofValue, ...configuration } = proof;
    const message = fromHex(hashOf(canonicalJson(z.json().parse(configuration))) + hashOf(canonicalJson(z.json().parse(document))));
    expect(verifying.verify(publicKey, message, fromBase58(proofValue))).toBe(true);
  });

  it('a changed byte fails: of the message, of the signature, of the key', () => {
    expect(verifying.verify(publicKey, combined, signature)).toBe(true);
    for (const at of combined.keys()) expect(verifying.verify(publicKey, flip(combined, at), signature)).toBe(false);
    for (const at of signature.keys()) expect(verifying.verify(publicKey, combined, flip(signature, at))).toBe(false);
    for (const at of publicKey.keys()) expect(verifying.verify(flip(publicKey, at), combined, signature)).toBe(false);
    expect(verifying.verify(publicKey, combined, signature.subarray(1))).toBe(false);
  });

  it('a changed character of the document gives another hash', () => {
    const text = published('canonDocJCS.txt');
    for (let at = 0; at < text.length; at += 1) {
      const changed = `${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`;
      expect(hashOf(changed)).not.toBe(published('docHashJCS.txt'));
    }
  });

  /** The proofs there are of eddsa-rdfc-2022, whatever the folder is called: they canonicalise RDF, which nothing here does. */
  it('of the proof sets and chains the keys are as published', () => {
    const pairs = Object.values(z.record(z.string(), Keys).parse(readJson(read('proof-set-chain', 'multiKeyPairs.json'))));
    expect(pairs.length).toBe(4);
    for (const pair of pairs) {
      const { publicKey: ours } = createSigning(fromBase58(pair.privateKeyMultibase).subarray(2));
      expect(toHex(ours)).toBe(toHex(fromBase58(pair.publicKeyMultibase).subarray(2)));
    }
    expect(read('proof-set-chain', 'signedProofChain2.json')).not.toContain('eddsa-jcs-2022');
  });
});

function flip(bytes: Uint8Array, at: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}
