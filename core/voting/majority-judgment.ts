import { figure } from '../exact/figure.ts';
import { readDecimal } from '../exact/decimal.ts';
import { fillSeats } from './fill-seats.ts';
import { histograms, scoresIn, supportOf } from './histogram.ts';
import type { Histogram } from './histogram.ts';
import { compareMedians, medianOf } from './medians.ts';
import type { Cumulated } from './medians.ts';
import { defineMethod } from './method.ts';
import { sumOf } from './most-votes.ts';
import { isOnScale, parseScores, readScoreWords, showScores, writeScores } from './score-words.ts';
import type { Scores } from './score-words.ts';
import { isSupported, supportRule } from './support.ts';

/** The words of a conversation, from 0 on. */
const gradeWords = ['reject', 'poor', 'acceptable', 'good', 'very good', 'excellent'] as const;

const gradeScale = { lowest: '0', highest: '5' } as const;

/**
 * Majority judgment (Balinski and Laraki 2007): each ballot grades options, and the highest majority grade, the lower median of an
 * option's grades, wins. Of equal ones one such grade after the other is taken away until the medians differ (their majority values).
 * No grade counts as the lowest: 0, or the lowest that stands on any ballot where that is less. Wholly equal: the public seed draws.
 */
export const majorityJudgment = defineMethod<Scores>({
  name: 'majority-judgment',
  asks: 'scores',
  read: (words, options, { scale = gradeScale } = {}) =>
    readScoreWords(words, {
      options,
      scores: `${scale.lowest} (${gradeWords[0]}) to ${scale.highest}`,
      readScore: (word) => {
        const wanted = word.trim().toLowerCase().replaceAll(/\s+/gu, ' ');
        const place = gradeWords.findIndex((known) => known === wanted);
        const decimal = place >= 0 ? String(place) : readDecimal(word.trim());
        return decimal !== null && isOnScale(decimal, scale) ? decimal : null;
      },
    }),
  write: writeScores,
  show: (choice, options) => showScores(choice, options, (grade) => gradeWords[Number(grade)] ?? grade),
  parse: (choice, options, { scale } = {}) =>
    parseScores(choice, {
      options,
      isScore: (decimal) => isOnScale(decimal, scale),
      expected: 'a grade: an exact decimal in its shortest form, as text',
    }),
  count: (groups, options, rules) => {
    const all = histograms(groups, options);
    const ballots = sumOf(groups);
    const grades = gradesOf(all);
    const cumulated = all.map((histogram) => cumulate(histogram, grades));
    const support = supportOf(all);
    const name = (place: number): string => options[place] ?? '';
    const ranking = rankBy([...options.keys()], (one, other) => compareMedians(cumulated[one] ?? [], cumulated[other] ?? []));
    const eligible = ranking.map((equals) =>
      equals.filter((place) => isSupported(support[place] ?? 0n, { ballots, threshold: rules.threshold })).map(name),
    );
    const seats = rules.seats ?? 1;
    const { chosen, tie } = fillSeats(eligible, seats, rules);
    const table = all.map((histogram) => Object.fromEntries(grades.map((grade) => [grade, String(countOf(histogram, grade, grades))])));
    return {
      method: 'majority-judgment',
      options,
      ballots: figure(ballots),
      winners: chosen,
      ranking: ranking.map((equals) => equals.map(name)),
      ...(seats > 1 ? { elected: chosen } : {}),
      tie,
      rounds: [
        {
          grades: Object.fromEntries(options.map((option, place) => [option, table[place] ?? {}])),
          medians: Object.fromEntries(
            options.map((option, place) => [option, ballots === 0n ? null : (grades[medianOf(cumulated[place] ?? [])] ?? null)]),
          ),
        },
      ],
      rules: {
        wins: 'highest lower median; equals by their majority values',
        ungraded: `the lowest grade (${grades[0] ?? '0'})`,
        threshold: supportRule(rules.threshold),
        tie: 'drawn by the seed',
      },
    };
  },
});

/** All grades of this count, the lowest first: at least the one that no grade stands for. */
function gradesOf(all: readonly Histogram[]): readonly string[] {
  const found = scoresIn(all);
  const lowest = found[0];
  return lowest === undefined || !(lowest === '0' || lowest.startsWith('-')) ? ['0', ...found] : found;
}

function countOf(histogram: Histogram, grade: string, grades: readonly string[]): bigint {
  return (histogram.get(grade) ?? 0n) + (grade === grades[0] ? (histogram.get(null) ?? 0n) : 0n);
}

/** How many have this grade or a lower one, per grade. */
function cumulate(histogram: Histogram, grades: readonly string[]): Cumulated {
  let sum = 0n;
  return grades.map((grade) => (sum += countOf(histogram, grade, grades)));
}

/** Best first, equals together in their order. */
function rankBy(places: readonly number[], compare: (one: number, other: number) => number): readonly (readonly number[])[] {
  const sorted = places.toSorted((one, other) => compare(other, one) || one - other);
  const ranking: number[][] = [];
  for (const place of sorted) {
    const last = ranking.at(-1);
    if (last?.[0] !== undefined && compare(last[0], place) === 0) last.push(place);
    else ranking.push([place]);
  }
  return ranking;
}
