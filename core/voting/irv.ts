import { figure } from '../exact/figure.ts';
import { fraction, roundedDown } from '../exact/fraction.ts';
import { together } from './fill-seats.ts';
import type { Ranks } from './formats/election.ts';
import type { Group, Tally, TallyRules } from './method.ts';
import { rankByMost, sumOf } from './most-votes.ts';
import { defineRankedMethod } from './ranked-method.ts';
import { exceeds } from './share.ts';
import { narrowByEarlierStages, pickByEarlierStages } from './transfers/earlier-stages.ts';
import { countWithLots } from './transfers/lot.ts';
import type { Lot } from './transfers/lot.ts';
import { createFirstChoices } from './transfers/first-choices.ts';
import type { FirstChoices } from './transfers/first-choices.ts';

/**
 * Instant runoff (Ware 1871; "alternative vote"): a ballot counts for the best of its options that is still in. Who has more than
 * half of what counts wins; else who has the fewest votes is excluded. A ballot that ranks several equally best counts for
 * each of them in equal parts, exactly. Unranked options get nothing: a ballot of which nobody is left is exhausted.
 * Equally few votes: who had fewer at the latest earlier stage with a difference; then the public seed. Several of them are
 * excluded at once where even together they have fewer votes than the next: no order among them changes anything.
 * The ranking goes on below the winner: the count continues without whoever has a majority.
 */
export const irv = defineRankedMethod({
  name: 'irv',
  count: (groups, options, rules) =>
    countWithLots((lot) => countRunoff({ groups, options, rules, lot }), { rules, work: groups.length * options.length }),
});

/** Digits after the point of what is printed; what decides is compared exactly. */
const printed = 5;

type Input = {
  readonly groups: readonly Group<Ranks>[];
  readonly options: readonly string[];
  readonly rules: TallyRules;
  readonly lot: Lot;
};

function countRunoff({ groups, options, rules, lot }: Input): Tally {
  const ballots = sumOf(groups);
  const choices = createFirstChoices(groups, options.length);
  const names = (places: readonly number[]) => places.map((place) => options[place] ?? '');
  const rounds: Tally['rounds'][number][] = [];
  const before: (readonly bigint[])[] = [];
  const behind: (readonly number[])[] = [];
  const ties: NonNullable<Tally['tie']>[] = [];
  let left: readonly number[] = [...options.keys()];
  let winner: number | null = null;
  let isEnough = false;
  for (;;) {
    const { units, parts } = choices.count();
    const standing = standingOf(left, units);
    winner = standing.majority ?? (left.length === 1 && standing.all > 0n ? (left[0] ?? null) : null);
    isEnough = winner !== null && exceeds(units[winner] ?? 0n, { of: ballots * parts, share: rules.threshold });
    const isOver = winner !== null || standing.all === 0n;
    const { excluded, because } = isOver ? none : excludedOf(standing.order, { units, before, options, lot, ties });
    const votes = new Map(left.map((place) => [place, roundedDown(fraction(units[place] ?? 0n, parts), printed)]));
    rounds.push({
      votes: Object.fromEntries([...votes].map(([place, text]) => [options[place] ?? '', text])),
      exhausted: lostOf(ballots, [...votes.values()]),
      elected: isEnough && winner !== null ? names([winner]) : [],
      excluded: names(excluded),
      ...(because.length === 0 ? {} : { because }),
    });
    if (isOver) break;
    before.push(units);
    behind.unshift(excluded);
    choices.exclude(excluded);
    left = left.filter((place) => !excluded.includes(place));
  }
  const others = left.filter((place) => place !== winner);
  if (winner !== null) choices.exclude([winner]);
  const ranking = [...(winner === null ? [] : [[winner]]), ...rankOthers(choices, { left: others, before, options }), ...behind];
  return {
    method: 'irv',
    options,
    ballots: figure(ballots),
    winners: isEnough && winner !== null ? names([winner]) : [],
    ranking: ranking.map(names),
    tie: together(ties),
    rounds,
    rules: {
      wins: 'more than half of the votes that still count',
      seats: 1,
      'equal ranks': 'split equally',
      unranked: 'get nothing; a ballot with nobody left is exhausted',
      rounding: `none; figures are printed with ${printed} decimals, rounded down`,
      threshold: `more than ${rules.threshold} of all ballots at the last stage`,
      tie: 'the latest earlier stage with a difference, then drawn by the seed',
    },
  };
}

const none = { excluded: [], because: [] } as const;

type Standing = {
  /** Those still in, most votes first. */
  readonly order: readonly (readonly number[])[];
  readonly all: bigint;
  /** Who has more than half. */
  readonly majority: number | null;
};

function standingOf(left: readonly number[], units: readonly bigint[]): Standing {
  const all = left.reduce((sum, place) => sum + (units[place] ?? 0n), 0n);
  const order = rankByMost(left.map((place) => units[place] ?? 0n)).map((equals) => equals.map((index) => left[index] ?? 0));
  const [leader] = order[0] ?? [];
  return { order, all, majority: leader !== undefined && (units[leader] ?? 0n) * 2n > all ? leader : null };
}

type Losing = {
  readonly units: readonly bigint[];
  readonly before: readonly (readonly bigint[])[];
  readonly options: readonly string[];
  readonly lot: Lot;
  readonly ties: NonNullable<Tally['tie']>[];
};

/** Who is excluded now. `order`: those still in, most votes first. */
function excludedOf(
  order: Standing['order'],
  { units, before, options, lot, ties }: Losing,
): { readonly excluded: readonly number[]; readonly because: readonly string[] } {
  const fewest = order.at(-1) ?? [];
  const votes = units[fewest[0] ?? 0] ?? 0n;
  const next = units[order.at(-2)?.[0] ?? -1];
  if (fewest.length === 1 || (next !== undefined && votes * BigInt(fewest.length) < next)) return { excluded: fewest, because: [] };
  const { place, because, tie } = pickByEarlierStages({ equals: fewest, options, before, pick: 'fewest', fate: 'is excluded', lot });
  if (tie !== null) ties.push(tie);
  return { excluded: [place], because: tie?.path ?? because };
}

type Rest = {
  readonly left: readonly number[];
  readonly before: readonly (readonly bigint[])[];
  readonly options: readonly string[];
};

/** The ranks below the winner, by the same count without those who stand above. Nothing is drawn: equals share a rank. */
function rankOthers(choices: FirstChoices, { left: others, before: earlier, options }: Rest): readonly (readonly number[])[] {
  const [above, below]: [(readonly number[])[], (readonly number[])[]] = [[], []];
  const before = [...earlier];
  let left = others;
  while (left.length > 0) {
    const { units } = choices.count();
    const { order, all, majority } = standingOf(left, units);
    const fewest = order.at(-1) ?? [];
    const losing = all === 0n ? left : narrowByEarlierStages({ equals: fewest, options, before, pick: 'fewest' }).left;
    const next = majority === null ? losing : [majority];
    if (majority === null) below.unshift(next);
    else above.push(next);
    before.push(units);
    choices.exclude(next);
    left = left.filter((place) => !next.includes(place));
  }
  return [...above, ...below];
}

/** What counts for nobody any more, and what printing rounds off: so the figures of a stage add up to the ballots. */
function lostOf(ballots: bigint, votes: readonly string[]): string {
  const unit = 10n ** BigInt(printed);
  const counted = votes.reduce((sum, text) => {
    const [whole = '0', rest = ''] = text.split('.');
    return sum + BigInt(whole) * unit + BigInt(rest.padEnd(printed, '0'));
  }, 0n);
  return roundedDown(fraction(ballots * unit - counted, unit), printed);
}
