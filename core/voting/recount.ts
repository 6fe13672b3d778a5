import { z } from 'zod';
import type { JsonValue } from '../canonical-json.ts';
import { fromHex } from '../hex.ts';
import { Json } from '../json.ts';
import type { Hashing, Verifying } from '../ports/cryptography.ts';
import { say } from '../text/text.ts';
import type { Sentence } from '../text/text.ts';
import { treeOf } from './ballot-tree.ts';
import { countBallots } from './ballot-weight.ts';
import { Bundle } from './bundle.ts';
import { tallyBallots } from './count.ts';
import { examineBallots } from './examine-ballots.ts';
import { jsonDifferences, pathOf } from './json-differences.ts';
import type { Tally } from './method.ts';
import { findMethod } from './methods.ts';
import { bundleHash } from './seal.ts';
import { verdictOf } from './verdict.ts';

/** Where in the bundle something does not hold ("tally.winners[0]", "" for the whole), and what. */
export type Difference = { readonly at: string; readonly sentence: Sentence };

export type RecountPorts = {
  readonly hashing: Hashing;
  readonly verifying: Verifying;
  /** Hex of the key that must have signed; left out: whichever the bundle names. */
  readonly publicKey?: string | undefined;
};

/**
 * Counts an outcome again from nothing but its ballots and rules, and checks fingerprint and signature.
 * Returns everything that does not hold; nothing when all is in order. Takes whatever a file held and never throws for it.
 * Without `publicKey` it shows that the bundle is whole, not whose it is: anybody can seal one with a key of their own.
 */
export function recount(document: unknown, ports: RecountPorts): readonly Difference[] {
  if (!Json.safeParse(document).success) return [{ at: '', sentence: say('verify.no-json') }];
  if (!Document.safeParse(document).success) return [{ at: '', sentence: say('verify.no-object') }];
  const parsed = SealedBundle.safeParse(document);
  if (!parsed.success) {
    const problems = parsed.error.issues.slice(0, most).map(({ path, message }) => ({ at: pathOf(path), problem: message }));
    return problems.map(({ at, problem }) => ({ at, sentence: say('verify.malformed', { problem }) }));
  }
  return [...checkSeal(Document.parse(document), parsed.data, ports), ...checkTree(parsed.data, ports), ...checkCount(parsed.data, ports)];
}

const hex = (digits: number) =>
  z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`, 'u'), `must be ${digits} hexadecimal digits in lower case`);

/** Members that the fingerprint does not cover allow no others beside them. */
const SealedBundle = Bundle.extend({
  hash: hex(64),
  tree: z.object({ size: z.int().min(0), root: hex(64) }).optional(),
  signature: z.strictObject({ algorithm: z.literal('Ed25519'), publicKey: hex(64), value: hex(128) }),
});

/** The document as it is: an object, with members that we may not know. */
const Document = z.custom<{ readonly [member: string]: JsonValue }>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/** How many differences of one kind are told. */
const most = 20;

type Document = z.infer<typeof Document>;

function* checkSeal(
  document: Document,
  { hash, signature }: Bundle,
  { hashing, verifying, publicKey }: RecountPorts,
): Generator<Difference> {
  const found = bundleHash(document, hashing);
  if (found !== hash) yield { at: 'hash', sentence: say('verify.hash', { stated: hash, found }) };
  if (!verifying.verify(fromHex(signature.publicKey), fromHex(hash), fromHex(signature.value))) {
    yield { at: 'signature.value', sentence: say('verify.signature') };
  }
  if (publicKey !== undefined && publicKey.toLowerCase() !== signature.publicKey) {
    yield { at: 'signature.publicKey', sentence: say('verify.key', { found: signature.publicKey, expected: publicKey }) };
  }
}

function* checkTree({ ballots, tree }: Bundle, { hashing }: RecountPorts): Generator<Difference> {
  if (tree === undefined) return;
  const found = treeOf(ballots, hashing);
  if (found.size !== tree.size)
    yield { at: 'tree.size', sentence: say('verify.value', { stated: String(tree.size), found: String(found.size) }) };
  if (found.root !== tree.root) yield { at: 'tree.root', sentence: say('verify.tree', { found: found.root }) };
}

function* checkCount(bundle: Bundle, { hashing }: RecountPorts): Generator<Difference> {
  const { vote, electors, active, ballots, verdict } = bundle;
  if (Date.parse(vote.closedAt) < Date.parse(vote.openedAt)) yield { at: 'vote.closedAt', sentence: say('verify.dates') };
  const method = findMethod(vote.method);
  if (method === null) {
    yield { at: 'vote.method', sentence: say('verify.method', { method: vote.method }) };
    return;
  }
  const { faults, more, blocking } = examineBallots(bundle, method);
  yield* faults;
  if (more > 0) yield { at: 'ballots', sentence: say('verify.more', { count: more }) };
  if (blocking !== null) return;

  const { options, settings } = vote;
  const seed = bundle.source?.seed;
  const tally = tallyBallots({ method, options, ballots, threshold: vote.rules.threshold, settings, seed, hashing });
  yield* valueDifferences('tally', bundle.tally, tally);
  const found = verdictOf({ electors, active, ballots: countBallots(ballots), quorum: vote.rules.quorum, winners: tally.winners });
  yield* valueDifferences('verdict', verdict, found);
}

function* valueDifferences(at: string, stated: JsonValue, found: Tally | string): Generator<Difference> {
  let left = most;
  for (const difference of jsonDifferences(stated, found, at)) {
    if (left-- === 0) {
      yield { at, sentence: say('verify.more-values') };
      return;
    }
    yield { at: difference.at, sentence: say('verify.value', { stated: difference.stated, found: difference.found }) };
  }
}
