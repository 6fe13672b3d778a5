import { describe, expect, test } from 'vitest';
import { hashing } from '../../../adapters/crypto/sha256.ts';
import { fromHex, toHex } from '../../../core/hex.ts';
import { inclusionProof, leafHash, rootHash, rootOfProof } from '../../../core/merkle/tree.ts';

/** The entries and roots that Certificate Transparency's own reference tests publish, for trees of 1 to 8 leaves. */
const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(fromHex);
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const leaves = (count: number) => Array.from({ length: count }, (_, place) => leafHash(entries[place] ?? Uint8Array.of(place), hashing));

describe('the tree of RFC 9162', () => {
  test('of nothing is the hash of nothing', () => {
    expect(toHex(rootHash([], hashing))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  test.each(roots.map((root, place) => [place + 1, root] as const))('of %i leaves has the published root', (count, root) => {
    expect(toHex(rootHash(leaves(count), hashing))).toBe(root);
  });

  test('proves every leaf of trees of any size, and nothing else', () => {
    for (let size = 1; size <= 33; size += 1) {
      const all = leaves(size);
      const root = toHex(rootHash(all, hashing));
      for (const [place, leaf] of all.entries()) {
        const path = inclusionProof(all, place, hashing);
        expect(path.length).toBeLessThanOrEqual(6);
        const proven = (changed: object) => rootOfProof({ leaf, place, size, path, ...changed }, hashing);
        expect(toHex(proven({}) ?? new Uint8Array())).toBe(root);
        for (const wrong of [{ leaf: leafHash(Uint8Array.of(200), hashing) }, { place: size }, { place: -1 }, { path: [...path, leaf] }]) {
          expect(toHex(proven(wrong) ?? new Uint8Array())).not.toBe(root);
        }
        if (size > 1) expect(toHex(proven({ place: (place + 1) % size }) ?? new Uint8Array())).not.toBe(root);
        if (path.length > 0) expect(toHex(proven({ path: path.slice(1) }) ?? new Uint8Array())).not.toBe(root);
      }
    }
  });
});
