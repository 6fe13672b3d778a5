import type { Ranks } from './formats/election.ts';
import type { Group, Tally, TallyRules } from './method.ts';
import { sumOf } from './most-votes.ts';
import { defineRankedMethod } from './ranked-method.ts';
import { countWithLots } from './transfers/lot.ts';
import type { Lot } from './transfers/lot.ts';
import { createKeeping } from './transfers/keeping.ts';
import { byVotes, ranksOf, seatsOutcome, validBallots } from './transfers/seats-outcome.ts';
import type { SeatCount } from './transfers/seats-outcome.ts';
import type { Stage } from './transfers/stage.ts';

/**
 * Single transferable vote by Meek's method (Meek 1969; Hill, Wichmann and Woodall, "Algorithm 123", The Computer Journal 30, 1987), as the
 * Proportional Representation Foundation's Reference Meek Rule fixes its arithmetic: nine decimals, an omega of 0.000001. Whoever
 * is elected keeps of each paper only the part that gives the quota, and the quota falls with the papers that find nobody more.
 * Equals (all within the total surplus of the fewest votes): the public seed. Papers that rank several equally go to them in equal parts.
 */
export const meek = defineRankedMethod({
  name: 'meek',
  count: (groups, options, rules) =>
    countWithLots(
      (lot) =>
        seatsOutcome(countSeats({ groups, options, rules, lot }), {
          method: 'meek',
          groups,
          options,
          digits,
          rules: {
            wins: 'the quota, by keep factors (Meek)',
            seats: rules.seats ?? 1,
            quota: 'votes that count / (seats + 1), rounded down, + 0.000000001',
            'equal ranks': 'split equally, each part rounded down',
            unranked: 'get nothing; a ballot with nobody left is exhausted',
            rounding: `${digits} decimals: what is kept is rounded up, the quota down; a round ends below a surplus of 0.000001`,
            threshold: 'the quota',
            tie: 'drawn by the seed',
          },
        }),
      { rules, work: groups.length * options.length * 20 },
    ),
});

const digits = 9;
const one = 10n ** BigInt(digits);
const omega = one / 1_000_000n;

type Input = {
  readonly groups: readonly Group<Ranks>[];
  readonly options: readonly string[];
  readonly rules: TallyRules;
  readonly lot: Lot;
};

function countSeats({ groups, options, rules, lot }: Input): SeatCount {
  if (validBallots(groups) === 0n) return { stages: [], ranking: [[...options.keys()]], elected: [], ties: [] };
  const seats = rules.seats ?? 1;
  const total = sumOf(groups) * one;
  const keeping = createKeeping(groups, { options: options.length, one });
  const stages: Stage[] = [];
  const ties: NonNullable<Tally['tie']>[] = [];
  const elected: number[] = [];
  const ranks: (readonly number[])[] = [];
  const behind: (readonly number[])[] = [];
  let hopeful: readonly number[] = [...options.keys()];
  let from: number | null = null;

  const elect = (places: readonly number[], votes: readonly bigint[]): void => {
    const sorted = byVotes(places, votes, options);
    elected.push(...sorted);
    ranks.push(...ranksOf(sorted, votes));
    hopeful = hopeful.filter((place) => !places.includes(place));
    keeping.elect(places);
  };
  const record = (counted: Iteration, happened: Pick<Stage, 'elected' | 'excluded' | 'because'>): void => {
    const { votes, quota, surplus } = counted;
    stages.push({
      votes: votes.map((units, place) => (behind.some((gone) => gone.includes(place)) ? null : units)),
      quota,
      exhausted: total - votes.reduce((sum, units) => sum + units, 0n),
      surplus,
      from,
      ...happened,
    });
    from = null;
  };

  /** Until somebody reaches the quota, or the surplus is small enough or falls no more. */
  const iterate = (): Iteration & { readonly reached: readonly number[] } => {
    for (let last: bigint | null = null; ;) {
      const votes = keeping.distribute();
      const quota = quotaOf(votes, seats);
      const reached = hopeful.filter((place) => (votes[place] ?? 0n) >= quota);
      elect(reached, votes);
      const above = elected.reduce((sum, place) => sum + (votes[place] ?? 0n) - quota, 0n);
      const surplus = above < 0n ? 0n : above;
      if (reached.length > 0 || surplus < omega || (last !== null && surplus >= last)) return { votes, quota, surplus, reached };
      last = surplus;
      for (const place of elected) keeping.adjust(place, { quota, votes: votes[place] ?? 0n });
    }
  };

  while (hopeful.length > seats - elected.length && elected.length < seats) {
    const counted = iterate();
    if (counted.reached.length > 0) {
      record(counted, { elected: elected.slice(-counted.reached.length), excluded: [], because: [] });
      continue;
    }
    const idle = hopeful.filter((place) => counted.votes[place] === 0n);
    // Nobody's papers move with those who have none: they are excluded in one round, without a lot.
    const isIdle = idle.length > 1 && hopeful.length - idle.length >= seats - elected.length;
    const { places, because, tie } = isIdle ? { places: idle, because: [], tie: null } : fewestOf(hopeful, counted, { options, lot });
    if (tie !== null) ties.push(tie);
    record(counted, { elected: [], excluded: places, because });
    from = places.length === 1 ? (places[0] ?? null) : null;
    hopeful = hopeful.filter((other) => !places.includes(other));
    behind.unshift(places);
    for (const place of places) keeping.exclude(place);
  }
  const votes = keeping.distribute();
  if (elected.length < seats && hopeful.length > 0) {
    const already = elected.length;
    elect(hopeful, votes);
    const quota = quotaOf(votes, seats);
    record({ votes, quota, surplus: 0n }, { elected: elected.slice(already), excluded: [], because: [] });
  }
  return { stages, ties, elected, ranking: [...ranks, ...ranksOf(byVotes(hopeful, votes, options), votes), ...behind] };
}

type Iteration = { readonly votes: readonly bigint[]; readonly quota: bigint; readonly surplus: bigint };

function quotaOf(votes: readonly bigint[], seats: number): bigint {
  return votes.reduce((sum, units) => sum + units, 0n) / BigInt(seats + 1) + 1n;
}

type Excluding = { readonly options: readonly string[]; readonly lot: Lot };

/** Who is excluded: the fewest votes, where all count as equal that the surplus not yet passed on could make so. */
function fewestOf(
  hopeful: readonly number[],
  { votes, surplus }: Iteration,
  { options, lot }: Excluding,
): { readonly places: readonly number[]; readonly because: readonly string[]; readonly tie: Tally['tie'] } {
  const fewest = hopeful.map((place) => votes[place] ?? 0n).reduce((so, units) => (units < so ? units : so));
  const equals = hopeful.filter((place) => (votes[place] ?? 0n) <= fewest + surplus);
  if (equals.length === 1) return { places: equals, because: [], tie: null };
  const names = equals.map((place) => options[place] ?? '');
  const draw = lot.draw(names);
  const path = [`${names.length} options have equally few votes, and one of them is excluded.`, ...draw.path];
  return { places: [options.indexOf(draw.chosen)], because: path, tie: { between: names, path, seed: lot.seed() } };
}
