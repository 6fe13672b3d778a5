import type { Hashing } from '../ports/cryptography.ts';

/**
 * The Merkle tree of RFC 9162, section 2.1 (Certificate Transparency), with SHA-256: leaves and nodes are hashed with another
 * byte in front, so that no leaf passes for a node. A lone node at the end of a level moves up as it is, which gives the same
 * tree as splitting at the largest power of two.
 */

/** SHA-256(0x00 || entry). */
export function leafHash(entry: Uint8Array, { sha256 }: Hashing): Uint8Array {
  const bytes = new Uint8Array(entry.length + 1);
  bytes.set(entry, 1);
  return sha256(bytes);
}

/**
 * The root over these leaves, in their order; over none the hash of nothing. Takes them one by one and keeps one node of each
 * height, so that a million leaves need no more memory than twenty.
 */
export function rootHash(leaves: Iterable<Uint8Array>, hashing: Hashing): Uint8Array {
  const whole: { hash: Uint8Array; size: number }[] = [];
  const join = (): void => {
    const right = whole.pop();
    const left = whole.pop();
    if (left !== undefined && right !== undefined)
      whole.push({ hash: nodeHash(left.hash, right.hash, hashing), size: left.size + right.size });
  };
  for (const hash of leaves) {
    whole.push({ hash, size: 1 });
    while (whole.length > 1 && whole.at(-1)?.size === whole.at(-2)?.size) join();
  }
  while (whole.length > 1) join();
  return whole[0]?.hash ?? hashing.sha256(new Uint8Array());
}

/** What leads from one leaf to the root: its neighbours, the lowest first. The place is that of a leaf. */
export function inclusionProof(leaves: readonly Uint8Array[], place: number, hashing: Hashing): readonly Uint8Array[] {
  const path: Uint8Array[] = [];
  let level = leaves;
  for (let at = place; level.length > 1; at = Math.floor(at / 2)) {
    const neighbour = level[at ^ 1];
    if (neighbour !== undefined) path.push(neighbour);
    level = parents(level, hashing);
  }
  return path;
}

export type Inclusion = { readonly leaf: Uint8Array; readonly place: number; readonly size: number; readonly path: readonly Uint8Array[] };

/** The root that this proof leads to (RFC 9162, section 2.1.3.2); null for one that cannot belong to a tree of this size. */
export function rootOfProof({ leaf, place, size, path }: Inclusion, hashing: Hashing): Uint8Array | null {
  if (!Number.isInteger(place) || place < 0 || place >= size) return null;
  let [at, last] = [place, size - 1];
  let hash = leaf;
  for (const neighbour of path) {
    if (last === 0) return null;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(neighbour, hash, hashing);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else hash = nodeHash(hash, neighbour, hashing);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : null;
}

function parents(level: readonly Uint8Array[], hashing: Hashing): readonly Uint8Array[] {
  const above: Uint8Array[] = [];
  for (let place = 0; place < level.length; place += 2) {
    const [left, right] = [level[place], level[place + 1]];
    if (left !== undefined) above.push(right === undefined ? left : nodeHash(left, right, hashing));
  }
  return above;
}

/** SHA-256(0x01 || left || right). */
function nodeHash(left: Uint8Array, right: Uint8Array, { sha256 }: Hashing): Uint8Array {
  const bytes = new Uint8Array(1 + left.length + right.length);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + left.length);
  return sha256(bytes);
}
