import { canonicalJson } from '../canonical-json.ts';
import type { JsonValue } from '../canonical-json.ts';
import { CoopError } from '../errors.ts';
import { toHex } from '../hex.ts';
import type { Hashing, Signing } from '../ports/cryptography.ts';
import type { Closing } from '../ports/lifecycle.ts';
import { countBallots, weightOf } from './ballot-weight.ts';
import { treeOf } from './ballot-tree.ts';
import type { Bundle, UnsealedBundle } from './bundle.ts';
import { groupEqual } from './method.ts';
import type { Group, Method, Tally } from './method.ts';
import { findMethod } from './methods.ts';
import { sealBundle } from './seal.ts';
import type { CountSettings } from './settings.ts';
import { verdictOf } from './verdict.ts';

/** The outcome of a closed vote: counted, judged, sealed. Throws CoopError "method-unknown" or "ballot-malformed". */
export function countVote(closing: Closing, ports: { hashing: Hashing; signing: Signing }): Bundle {
  return sealBundle(buildBundle(closing, ports.hashing), ports);
}

function buildBundle({ vote, network, electors, active, ballots }: Closing, hashing: Hashing): UnsealedBundle {
  const { id, number, question, options, method: name, purpose, openedAt, closesAt } = vote;
  const { settings, ...rules } = vote.rules;
  const method = findMethod(name);
  if (method === null) throw new CoopError('method-unknown', `nothing counts by "${name}": run a release that knows this method`);
  const sorted: Listed[] = ballots.toSorted(byTag);
  const tally = tallyBallots({ method, options, ballots: sorted, threshold: rules.threshold, settings, hashing });
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
      ...(settings === undefined ? {} : { settings }),
      purpose,
      openedAt: openedAt.toISOString(),
      closedAt: closesAt.toISOString(),
    },
    electors,
    ...(active === undefined ? {} : { active }),
    ballots: sorted,
    tree: treeOf(sorted, hashing),
    tally,
    verdict: verdictOf({ electors, active, ballots: countBallots(sorted), quorum: rules.quorum, winners: tally.winners }),
  };
}

type Listed = { readonly tag: string; readonly choice: JsonValue; readonly weight?: string | undefined };
type Ballots = readonly Listed[];
type Counting = {
  readonly method: Method;
  readonly options: readonly string[];
  /** Sorted by tag. */
  readonly ballots: Ballots;
  readonly threshold: string;
  readonly settings?: CountSettings | undefined;
  /** In place of the one that the ballots give: only where no network's vote was counted. */
  readonly seed?: string | undefined;
  readonly hashing: Hashing;
};

/** Counts, with the seed that these ballots give. */
export function tallyBallots({ method, options, ballots, threshold, settings, seed, hashing }: Counting): Tally {
  return method.count(groupsOf(ballots), options, { ...settings, threshold, seed: seed ?? ballotSeed(ballots, hashing) });
}

/** Equal ballots together; entries with a weight stand for themselves. */
function groupsOf(ballots: Ballots): readonly Group[] {
  const weighed = ballots
    .filter(({ weight }) => weight !== undefined)
    .map((ballot) => ({ choice: ballot.choice, count: weightOf(ballot) }));
  const single = ballots.filter(({ weight }) => weight === undefined);
  return [...groupEqual(single.map(({ choice }) => choice)), ...weighed];
}

/**
 * The public seed of a vote: SHA-256 over the canonical JSON (RFC 8785) of its ballots, `[{choice, tag}, ...]` sorted by tag
 * (with the weight of those that have one).
 * Nobody knows it before the last ballot is in, everybody can compute it afterwards.
 */
export function ballotSeed(ballots: Ballots, { sha256 }: Hashing): string {
  const listed = ballots.map(({ tag, choice, weight }) => ({ tag, choice, weight }));
  return toHex(sha256(new TextEncoder().encode(canonicalJson(listed))));
}

/** By UTF-16 code units, as canonical JSON sorts. */
function byTag(a: { readonly tag: string }, b: { readonly tag: string }): number {
  return a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0;
}
