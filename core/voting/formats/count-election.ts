import { canonicalJson } from '../../canonical-json.ts';
import type { JsonValue } from '../../canonical-json.ts';
import { CoopError } from '../../errors.ts';
import { toHex } from '../../hex.ts';
import { NetworkId, VoteId } from '../../ids.ts';
import type { Hashing, Signing } from '../../ports/cryptography.ts';
import { countBallots } from '../ballot-weight.ts';
import { treeOf } from '../ballot-tree.ts';
import type { Bundle } from '../bundle.ts';
import { ballotSeed } from '../count.ts';
import type { Group, Method, Tally } from '../method.ts';
import { sealBundle } from '../seal.ts';
import type { CountSettings } from '../settings.ts';
import { verdictOf } from '../verdict.ts';
import { ballotsFor } from './ballots-for.ts';
import type { Suited } from './ballots-for.ts';
import type { Election } from './election.ts';

export type CountWish = {
  readonly method: Method;
  /** Goes before what the file says. */
  readonly settings: CountSettings;
  /** Hex of 64 digits; left out: the ballots give it. */
  readonly seed?: string | undefined;
  readonly hashing: Hashing;
};

export type CountedElection = { readonly tally: Tally; readonly suited: Suited; readonly settings: CountSettings };

/** Counts an election of a file. The order of its ballots changes nothing, not even how a tie is settled. */
export function countElection(election: Election, { method, settings: wished, seed, hashing }: CountWish): CountedElection {
  const suited = ballotsFor(method, election);
  const settings = settingsOf(election, wished);
  const rules = {
    ...settings,
    threshold: '0/1',
    // Only a tie asks for it, and it costs as much as reading the ballots did.
    get seed() {
      return seed ?? ballotSeed(listBallots(suited.groups), hashing);
    },
  };
  return { tally: method.count(suited.groups, election.options, rules), suited, settings };
}

/** What the file says on how to count, unless it was wished otherwise. */
function settingsOf({ seats, unranked, budget }: Election, wished: CountSettings): CountSettings {
  return {
    ...(seats === undefined ? {} : { seats }),
    ...(unranked === undefined ? {} : { unranked }),
    ...(budget === undefined ? {} : { costs: [...budget.costs], budget: budget.total }),
    ...wished,
  };
}

/**
 * The outcome of a counted election, sealed, as `coop verify` takes it. A file knows no network, no time and no voters: ids come
 * from the ballots, both times are the beginning of the calendar of computers, receipts are running numbers.
 * @throws CoopError "format" for more ballots than a JSON number holds exactly
 */
export function sealElection(
  election: Election,
  { tally, suited, settings }: CountedElection,
  { method, seed, hashing, signing }: Pick<CountWish, 'method' | 'seed' | 'hashing'> & { readonly signing: Signing },
): Bundle {
  const ballots = listBallots(suited.groups);
  const counted = countBallots(ballots);
  if (counted > BigInt(Number.MAX_SAFE_INTEGER))
    throw new CoopError('format', `an outcome holds at most 2^53 - 1 ballots, these are ${counted}.`);
  const electors = Number(counted);
  const tree = treeOf(ballots, hashing);
  const never = new Date(0).toISOString();
  return sealBundle(
    {
      format: 'cooperatus-outcome/1',
      network: { id: NetworkId.parse(uuidOf(`network ${tree.root}`, hashing)), name: 'An election from a file', console: true },
      vote: {
        id: VoteId.parse(uuidOf(`vote ${tree.root}`, hashing)),
        number: 1,
        question: election.title ?? 'An election from a file',
        options: [...election.options],
        method: method.name,
        rules: { charterVersion: 1, quorum: '0/1', threshold: '0/1', steer: 'nobody' },
        settings,
        purpose: null,
        openedAt: never,
        closedAt: never,
      },
      source: { format: election.format, ...(seed === undefined ? {} : { seed }) },
      electors,
      ballots,
      tree,
      tally,
      verdict: verdictOf({ electors, ballots: counted, quorum: '0/1', winners: tally.winners }),
    },
    { hashing, signing },
  );
}

type Listed = { tag: string; choice: JsonValue; weight?: string };

/** Equal ballots once, with how many they are, in the order of their canonical JSON (RFC 8785); the tags are running numbers. */
function listBallots(groups: readonly Group[]): Listed[] {
  const counts = new Map<string, { choice: JsonValue; count: bigint }>();
  for (const { choice, count } of groups) {
    const key = canonicalJson(choice);
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { choice, count });
    else known.count += count;
  }
  const sorted = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const digits = String(sorted.length).length;
  return sorted.map(([, { choice, count }], place) => {
    const tag = String(place + 1).padStart(digits, '0');
    return count === 1n ? { tag, choice } : { tag, choice, weight: String(count) };
  });
}

/** A UUID of version 8 (RFC 9562) from a text. */
function uuidOf(text: string, { sha256 }: Hashing): string {
  const hex = toHex(sha256(new TextEncoder().encode(text)).subarray(0, 16));
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
