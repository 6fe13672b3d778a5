import { canonicalJson } from '../canonical-json.ts';
import type { JsonValue } from '../canonical-json.ts';
import { toHex } from '../hex.ts';
import { inclusionProof, leafHash, rootHash } from '../merkle/tree.ts';
import type { Hashing } from '../ports/cryptography.ts';
import type { Bundle } from './bundle.ts';

/** Ballots as a bundle lists them, sorted by tag. */
type Listed = readonly { readonly tag: string; readonly choice: JsonValue; readonly weight?: string | undefined }[];

/** The root over all ballots: it stands for them, and one ballot can be shown to be among them without the others. */
export function treeOf(ballots: Listed, hashing: Hashing): NonNullable<Bundle['tree']> {
  return { size: ballots.length, root: toHex(rootHash(leavesOf(ballots, hashing), hashing)) };
}

/** That one ballot is under the root: RFC 9162's inclusion proof in hex, the lowest neighbour first. */
export type Inclusion = {
  readonly ballot: Listed[number];
  readonly place: number;
  readonly leaf: string;
  readonly path: readonly string[];
};

/** Null where no ballot has this receipt. */
export function proveInclusion(ballots: Listed, tag: string, hashing: Hashing): Inclusion | null {
  const place = ballots.findIndex((ballot) => ballot.tag === tag);
  const ballot = ballots[place];
  if (ballot === undefined) return null;
  const leaves = [...leavesOf(ballots, hashing)];
  const path = inclusionProof(leaves, place, hashing).map(toHex);
  return { ballot, place, leaf: toHex(leaves[place] ?? new Uint8Array()), path };
}

/** A leaf is the canonical JSON (RFC 8785) of a ballot as it stands in the list. */
function* leavesOf(ballots: Listed, hashing: Hashing): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const ballot of ballots) yield leafHash(encoder.encode(canonicalJson(ballot)), hashing);
}
