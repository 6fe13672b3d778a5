import { drawOne } from './draw.ts';
import { figure } from '../exact/figure.ts';
import type { Group, Tally, TallyRules } from './method.ts';
import { exceeds } from './share.ts';

export type Counted = {
  readonly method: string;
  readonly options: readonly string[];
  /** Per option, in their order. */
  readonly votes: readonly bigint[];
  readonly ballots: bigint;
  readonly rules: TallyRules;
};

/**
 * The outcome where the most votes win: the leading option, if it has more than the threshold's share of all ballots (and more
 * than no vote at all). Of several that lead with equally many, the public seed draws one.
 */
export function mostVotes({ method, options, votes, ballots, rules }: Counted): Tally {
  const ranking = rankByMost(votes);
  const most = votes.reduce((so, count) => (count > so ? count : so), 0n);
  const leaders = exceeds(most, { of: ballots, share: rules.threshold }) ? (ranking[0] ?? []) : [];
  const names = (places: readonly number[]) => places.map((place) => options[place] ?? '');
  const draw = leaders.length > 1 ? drawOne(names(leaders), rules.seed) : null;
  return {
    method,
    options,
    ballots: figure(ballots),
    winners: draw === null ? names(leaders) : [draw.chosen],
    ranking: ranking.map(names),
    tie: draw === null ? null : { between: names(leaders), path: [lead(leaders.length, most), ...draw.path], seed: rules.seed },
    rounds: [{ votes: Object.fromEntries(options.map((option, place) => [option, String(votes[place])])) }],
    rules: { wins: 'most votes', threshold: `more than ${rules.threshold} of the ballots`, tie: 'drawn by the seed' },
  };
}

/** How many ballots there are. */
export function sumOf(groups: readonly Pick<Group, 'count'>[]): bigint {
  return groups.reduce((sum, { count }) => sum + count, 0n);
}

/** Places of options in groups of equally many votes, most first; within a group in the order of the options. */
export function rankByMost(votes: readonly bigint[]): readonly (readonly number[])[] {
  const groups = Map.groupBy(votes.keys(), (place) => votes[place] ?? 0n);
  return [...groups].toSorted(([a], [b]) => (a < b ? 1 : -1)).map(([, places]) => places);
}

function lead(options: number, votes: bigint): string {
  return `${options} options lead with ${votes} ${votes === 1n ? 'vote' : 'votes'} each.`;
}
