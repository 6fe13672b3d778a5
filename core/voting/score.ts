import { figure } from '../exact/figure.ts';
import { readDecimal } from '../exact/decimal.ts';
import { fillSeats } from './fill-seats.ts';
import { histograms, sumScores, supportOf } from './histogram.ts';
import { defineMethod } from './method.ts';
import { rankByMost, sumOf } from './most-votes.ts';
import { isOnScale, parseScores, readScoreWords, showScores, writeScores } from './score-words.ts';
import type { Scores } from './score-words.ts';
import { isSupported, supportRule } from './support.ts';

/** The scale of a conversation where no other is set. */
const usualScale = { lowest: '0', highest: '5' } as const;

/**
 * Score voting (range voting; Smith 2000): each ballot gives options a score, and the highest sum wins. Scores are exact decimals,
 * also negative ones; no score adds nothing. With several seats the highest sums fill them. Equal sums: the public seed draws.
 */
export const score = defineMethod<Scores>({
  name: 'score',
  asks: 'scores',
  read: (words, options, { scale = usualScale } = {}) =>
    readScoreWords(words, {
      options,
      scores: `${scale.lowest} to ${scale.highest}`,
      readScore: (word) => {
        const decimal = readDecimal(word.trim());
        return decimal !== null && isOnScale(decimal, scale) ? decimal : null;
      },
    }),
  write: writeScores,
  show: (choice, options) => showScores(choice, options),
  parse: (choice, options, { scale } = {}) =>
    parseScores(choice, {
      options,
      isScore: (decimal) => isOnScale(decimal, scale),
      expected: `an exact decimal in its shortest form, as text${scale === undefined ? '' : `, from ${scale.lowest} to ${scale.highest}`}`,
    }),
  count: (groups, options, rules) => {
    const all = histograms(groups, options);
    const { units, decimals } = sumScores(all);
    const ballots = sumOf(groups);
    const support = supportOf(all);
    const ranking = rankByMost(units);
    const seats = rules.seats ?? 1;
    const eligible = ranking.map((equals) =>
      equals.filter((place) => isSupported(support[place] ?? 0n, { ballots, threshold: rules.threshold })),
    );
    const names = (places: readonly number[]) => places.map((place) => options[place] ?? '');
    const { chosen, tie } = fillSeats(eligible.map(names), seats, rules);
    return {
      method: 'score',
      options,
      ballots: figure(ballots),
      winners: chosen,
      ranking: ranking.map(names),
      ...(seats > 1 ? { elected: chosen } : {}),
      tie,
      rounds: [{ scores: Object.fromEntries(options.map((option, place) => [option, decimals[place] ?? '0'])) }],
      rules: { wins: 'highest sum of scores', unscored: 'adds nothing', threshold: supportRule(rules.threshold), tie: 'drawn by the seed' },
    };
  },
});
