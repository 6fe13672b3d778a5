import type { Ranks } from './formats/election.ts';
import type { Group, Tally, TallyRules } from './method.ts';
import { rankByMost, sumOf } from './most-votes.ts';
import { defineRankedMethod } from './ranked-method.ts';
import { pickByEarlierStages } from './transfers/earlier-stages.ts';
import { countWithLots } from './transfers/lot.ts';
import type { Lot } from './transfers/lot.ts';
import { createPapers } from './transfers/papers.ts';
import { byVotes, ranksOf, seatsOutcome, validBallots } from './transfers/seats-outcome.ts';
import type { SeatCount } from './transfers/seats-outcome.ts';
import type { Stage } from './transfers/stage.ts';

/**
 * Single transferable vote as Scotland counts it (The Scottish Local Government Elections Order 2007, schedule 1, rules 45 to 52): the
 * weighted inclusive Gregory method. Quota: ballots that rank anybody divided by seats + 1, decimals left away, plus 1. The largest surplus
 * goes on first; each paper then has its value times the surplus divided by the votes of whoever it leaves, to five decimals, the
 * remainder ignored. Without a surplus whoever has the fewest votes is excluded. Where as many are left as seats, they fill them.
 * Equals: who had more (fewer) votes at the latest earlier stage with a difference; then by lot, here the public seed.
 * Papers that rank several equally, of which the rules know nothing, go to them in equal parts, each rounded down.
 */
export const stv = defineRankedMethod({
  name: 'stv',
  count: (groups, options, rules) =>
    countWithLots(
      (lot) =>
        seatsOutcome(countSeats({ groups, options, rules, lot }), {
          method: 'stv',
          groups,
          options,
          digits,
          rules: {
            wins: 'the quota, by transfers (Scottish rules, weighted inclusive Gregory)',
            seats: rules.seats ?? 1,
            quota: 'ballots that rank anybody / (seats + 1), decimals left away, + 1',
            'equal ranks': 'split equally, each part rounded down',
            unranked: 'get nothing; a ballot with nobody left is exhausted',
            rounding: `values of papers have ${digits} decimals, the remainder is ignored`,
            threshold: 'the quota',
            tie: 'the latest earlier stage with a difference, then drawn by the seed',
          },
        }),
      { rules, work: groups.length * options.length },
    ),
});

const digits = 5;
const one = 10n ** BigInt(digits);

type Input = {
  readonly groups: readonly Group<Ranks>[];
  readonly options: readonly string[];
  readonly rules: TallyRules;
  readonly lot: Lot;
};

function countSeats({ groups, options, rules, lot }: Input): SeatCount {
  const valid = validBallots(groups);
  if (valid === 0n) return { stages: [], ranking: [[...options.keys()]], elected: [], ties: [] };
  const seats = rules.seats ?? 1;
  const quota = (valid / BigInt(seats + 1) + 1n) * one;
  const total = sumOf(groups) * one;
  const papers = createPapers(groups, { options: options.length, one });
  const stages: Stage[] = [];
  const before: (readonly bigint[])[] = [];
  const ties: NonNullable<Tally['tie']>[] = [];
  const elected: number[] = [];
  const ranks: (readonly number[])[] = [];
  const behind: (readonly number[])[] = [];
  const pending = new Set<number>();
  let continuing: readonly number[] = [...options.keys()];
  let from: number | null = null;

  const elect = (places: readonly number[], votes: readonly bigint[]): void => {
    const sorted = byVotes(places, votes, options);
    elected.push(...sorted);
    ranks.push(...ranksOf(sorted, votes));
    continuing = continuing.filter((place) => !places.includes(place));
  };

  for (;;) {
    const votes = papers.votes();
    const already = elected.length;
    const reached = continuing.filter((place) => (votes[place] ?? 0n) >= quota);
    elect(reached, votes);
    for (const place of reached) if ((votes[place] ?? 0n) > quota) pending.add(place);
    if (elected.length < seats && continuing.length <= seats - elected.length) elect(continuing, votes);
    const isOver = elected.length >= seats || continuing.length === 0;
    const surplusOf = (place: number) => (votes[place] ?? 0n) - quota;
    const because: string[] = [];
    const decide = (equals: readonly number[], pick: 'fewest' | 'most'): number => {
      const fate = pick === 'most' ? 'goes first with its surplus' : 'is excluded';
      const picked = pickByEarlierStages({ equals, options, before, pick, fate, lot });
      because.push(...(picked.tie?.path ?? picked.because));
      if (picked.tie !== null) ties.push(picked.tie);
      return picked.place;
    };
    const idle = continuing.filter((place) => votes[place] === 0n);
    // Nobody's papers move with those who have none: they are excluded in one stage, without a lot.
    const isIdle = !isOver && pending.size === 0 && idle.length > 1 && continuing.length - idle.length >= seats - elected.length;
    const mover = isOver || isIdle ? null : nextMover({ pending, continuing, votes, decide });
    stages.push({
      votes: votes.map((units, place) => (behind.some((gone) => gone.includes(place)) && units === 0n ? null : units)),
      quota,
      exhausted: total - votes.reduce((sum, units) => sum + units, 0n),
      surplus: [...pending].reduce((sum, place) => sum + surplusOf(place), 0n),
      elected: elected.slice(already),
      excluded: isIdle ? idle : mover !== null && !pending.has(mover) ? [mover] : [],
      from,
      because,
    });
    if (mover === null && !isIdle) return { stages, ties, elected, ranking: [...ranks, ...orderOf(continuing, votes), ...behind] };
    before.push(votes);
    from = mover;
    if (mover === null) {
      continuing = continuing.filter((place) => !idle.includes(place));
      behind.unshift(idle);
      continue;
    }
    if (pending.delete(mover)) {
      papers.moveSurplus(mover, { surplus: surplusOf(mover), quota, to: continuing });
      continue;
    }
    continuing = continuing.filter((place) => place !== mover);
    behind.unshift([mover]);
    // No further transfer where the last vacancies can be filled (rule 52).
    if (continuing.length > seats - elected.length) papers.moveAll(mover, continuing);
  }
}

type Moving = {
  /** Elected, with a surplus that is not transferred yet. */
  readonly pending: ReadonlySet<number>;
  readonly continuing: readonly number[];
  readonly votes: readonly bigint[];
  readonly decide: (equals: readonly number[], pick: 'fewest' | 'most') => number;
};

/** Whose papers move next: the largest surplus, else whoever has the fewest votes. */
function nextMover({ pending, continuing, votes, decide }: Moving): number | null {
  const [some, pick] = pending.size > 0 ? ([[...pending], 'most'] as const) : ([continuing, 'fewest'] as const);
  const order = orderOf(some, votes);
  const equals = order.at(pick === 'most' ? 0 : -1) ?? [];
  return equals.length > 1 ? decide(equals, pick) : (equals[0] ?? null);
}

function orderOf(places: readonly number[], votes: readonly bigint[]): readonly (readonly number[])[] {
  return rankByMost(places.map((place) => votes[place] ?? 0n)).map((equals) => equals.map((index) => places[index] ?? 0));
}
