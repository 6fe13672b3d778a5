import type { JsonValue } from '../../canonical-json.ts';
import { figure } from '../../exact/figure.ts';
import { createSums, timesOf } from '../../exact/sums.ts';
import { fillSeats } from '../fill-seats.ts';
import type { Ranks } from '../formats/election.ts';
import type { Group, Method, Tally, TallyRules } from '../method.ts';
import { sumOf } from '../most-votes.ts';
import { defineRankedMethod } from '../ranked-method.ts';
import { comparePairs } from '../report/pairwise.ts';
import type { Pairwise } from '../report/pairwise.ts';
import { exceeds } from '../share.ts';

/** How a method orders options, by their places. */
export type Ordered = {
  /** Best first, equals together. */
  readonly ranking: readonly (readonly number[])[];
  /** Who of the first rank can win, where that is not all of it. */
  readonly leaders?: readonly number[];
  /** What the only round says beside the matrix of all pairs. */
  readonly round?: { readonly [name: string]: JsonValue };
};

type Definition = {
  readonly name: string;
  /** What wins, as the outcome states it. */
  readonly wins: string;
  readonly order: (counted: Counted) => Ordered;
};

export type Counted = {
  readonly pairwise: Pairwise;
  readonly options: readonly string[];
  readonly groups: readonly Group<Ranks>[];
  readonly unranked: 'last' | 'ignored';
};

/**
 * A method that looks at rankings as a whole and chooses one option: by the matrix of all pairs, or by places. Unranked options stand together
 * below all ranked ones, or are compared with nobody. Who is on no ballot does not win. Of equals the public seed draws.
 */
export function definePairwiseMethod({ name, wins, order }: Definition): Method<Ranks> {
  return defineRankedMethod({ name, count: (groups, options, rules) => countPairs({ name, wins, order }, { groups, options, rules }) });
}

type Input = { readonly groups: readonly Group<Ranks>[]; readonly options: readonly string[]; readonly rules: TallyRules };

function countPairs({ name, wins, order }: Definition, { groups, options, rules }: Input): Tally {
  const unranked = rules.unranked ?? 'last';
  const ballots = sumOf(groups);
  const pairwise = comparePairs(groups, { options: options.length, unranked });
  const { ranking, leaders = ranking[0] ?? [], round = {} } = order({ pairwise, options, groups, unranked });
  const support = supportOf(groups, options.length);
  const isEligible = (place: number) => exceeds(support[place] ?? 0n, { of: ballots, share: rules.threshold });
  const names = (places: readonly number[]) => places.map((place) => options[place] ?? '');
  const eligible = [leaders, ...ranking.slice(1)].map((equals) => names(equals.filter(isEligible)));
  const { chosen, tie } = fillSeats(eligible, 1, rules);
  return {
    method: name,
    options,
    ballots: figure(ballots),
    winners: chosen,
    ranking: ranking.map(names),
    tie,
    rounds: [{ pairwise: matrixOf(pairwise, options), ...round }],
    rules: {
      wins,
      seats: 1,
      unranked: unranked === 'last' ? 'below all ranked options' : 'compared with nobody',
      threshold: `a winner is ranked on more than ${rules.threshold} of the ballots`,
      tie: 'drawn by the seed',
    },
  };
}

/** On how many ballots each option is ranked. */
function supportOf(groups: readonly Group<Ranks>[], options: number): readonly bigint[] {
  const support = createSums(options, sumOf(groups));
  for (const { choice, count } of groups) {
    const times = timesOf(count);
    for (const equals of choice) for (const place of equals) support.add(place, 1, times);
  }
  return support.all();
}

function matrixOf(pairwise: Pairwise, options: readonly string[]): JsonValue {
  return Object.fromEntries(
    options.map((option, row) => [
      option,
      Object.fromEntries(
        options.flatMap((other, column) => (row === column ? [] : [[other, figure(pairwise[row]?.[column] ?? 0n)] as const])),
      ),
    ]),
  );
}

/** A figure for each option, whatever it is called. */
export function named(options: readonly string[], value: (place: number) => JsonValue): { readonly [option: string]: JsonValue } {
  return Object.fromEntries(options.map((option, place) => [option, value(place)]));
}
