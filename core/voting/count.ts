import { canonicalJson } from '../canonical-json.ts';
import { CoopError } from '../errors.ts';
import { toHex } from '../hex.ts';
import type { Hashing, Signing } from '../ports/cryptography.ts';
import type { Closing } from '../ports/lifecycle.ts';
import type { Bundle, UnsealedBundle } from './bundle.ts';
import type { Method, Tally } from './method.ts';
import { findMethod } from './methods.ts';
import { sealBundle } from './seal.ts';
import { verdictOf } from './verdict.ts';

/** The outcome of a closed vote: counted, judged, sealed. Throws CoopError "method-unknown" or "ballot-malformed". */
export function countVote(closing: Closing, ports: { hashing: Hashing; signing: Signing }): Bundle {
  return sealBundle(buildBundle(closing, ports.hashing), ports);
}

function buildBundle({ vote, network, electors, ballots }: Closing, hashing: Hashing): UnsealedBundle {
  const { id, number, question, options, method: name, rules, purpose, openedAt, closesAt } = vote;
  const method = findMethod(name);
  if (method === null) throw new CoopError('method-unknown', `nothing counts by "${name}": run a release that knows this method`);
  const sorted = ballots.toSorted(byTag);
  const tally = tallyBallots({ method, options, ballots: sorted, threshold: rules.threshold, hashing });
  return {
    format: 'cooperatus-outcome/1',
    network: { id: network.id, name: network.name, console: network.console },
    vote: {
      id,
      number,
      question,
      options: [...options],
      method: name,
      rules,
      purpose,
      openedAt: openedAt.toISOString(),
      closedAt: closesAt.toISOString(),
    },
    electors,
    ballots: sorted,
    tally,
    verdict: verdictOf({ electors, ballots: sorted.length, quorum: rules.quorum, winners: tally.winners }),
  };
}

type Ballots = Closing['ballots'];
type Counting = {
  readonly method: Method;
  readonly options: readonly string[];
  /** Sorted by tag. */
  readonly ballots: Ballots;
  readonly threshold: string;
  readonly hashing: Hashing;
};

/** Counts, with the seed that these ballots give. */
export function tallyBallots({ method, options, ballots, threshold, hashing }: Counting): Tally {
  const choices = ballots.map(({ choice }) => choice);
  return method.tally(choices, options, { threshold, seed: ballotSeed(ballots, hashing) });
}

/**
 * The public seed of a vote: SHA-256 over the canonical JSON (RFC 8785) of its ballots, `[{choice, tag}, ...]` sorted by tag.
 * Nobody knows it before the last ballot is in, everybody can compute it afterwards.
 */
function ballotSeed(ballots: Ballots, { sha256 }: Hashing): string {
  const listed = ballots.map(({ tag, choice }) => ({ tag, choice }));
  return toHex(sha256(new TextEncoder().encode(canonicalJson(listed))));
}

/** By UTF-16 code units, as canonical JSON sorts. */
function byTag(a: { readonly tag: string }, b: { readonly tag: string }): number {
  return a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0;
}
