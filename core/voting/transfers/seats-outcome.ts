import type { JsonValue } from '../../canonical-json.ts';
import { figure } from '../../exact/figure.ts';
import { together } from '../fill-seats.ts';
import type { Ranks } from '../formats/election.ts';
import type { Group, Tally } from '../method.ts';
import { sumOf } from '../most-votes.ts';
import type { Stage } from './stage.ts';
import { stageRound } from './stage.ts';

export type SeatCount = {
  readonly stages: readonly Stage[];
  /** Best first: who was elected, then who was still in, then who was excluded, the last one first. */
  readonly ranking: readonly (readonly number[])[];
  /** In the order of election. */
  readonly elected: readonly number[];
  readonly ties: readonly NonNullable<Tally['tie']>[];
};

type Input = {
  readonly method: string;
  readonly groups: readonly Group<Ranks>[];
  readonly options: readonly string[];
  readonly digits: number;
  readonly rules: { readonly [name: string]: JsonValue };
};

/** The outcome of a count that fills seats by a quota. */
export function seatsOutcome({ stages, ranking, elected, ties }: SeatCount, { method, groups, options, digits, rules }: Input): Tally {
  const names = (places: readonly number[]) => places.map((place) => options[place] ?? '');
  return {
    method,
    options,
    ballots: figure(sumOf(groups)),
    winners: names(elected),
    ranking: ranking.map(names),
    elected: names(elected),
    tie: together(ties),
    rounds: stages.map((stage) => stageRound(stage, { options, digits })),
    rules,
  };
}

/** Ballots that rank anybody: the others are blank, and no quota counts them. */
export function validBallots(groups: readonly Group<Ranks>[]): bigint {
  return sumOf(groups.filter(({ choice }) => choice.length > 0));
}

/** Places by their votes, most first; equals in the order of their names, so that the order of the options says nothing. */
export function byVotes(places: readonly number[], votes: readonly bigint[], options: readonly string[]): readonly number[] {
  return places.toSorted((a, b) => {
    const [one, other] = [votes[a] ?? 0n, votes[b] ?? 0n];
    if (one !== other) return one > other ? -1 : 1;
    return (options[a] ?? '') < (options[b] ?? '') ? -1 : 1;
  });
}

/** Sorted places in ranks of equally many votes. */
export function ranksOf(sorted: readonly number[], votes: readonly bigint[]): readonly (readonly number[])[] {
  return [...Map.groupBy(sorted, (place) => votes[place] ?? 0n).values()];
}
