import { CoopError, Refusal } from '../errors.ts';
import { readDecimal } from '../exact/decimal.ts';
import { figure } from '../exact/figure.ts';
import { say } from '../text/text.ts';
import { fillSeats } from './fill-seats.ts';
import { histograms, sumScores, supportOf } from './histogram.ts';
import { defineMethod } from './method.ts';
import { rankByMost, sumOf } from './most-votes.ts';
import { parseScores, readScoreWords, showScores, writeScores } from './score-words.ts';
import type { Scores } from './score-words.ts';
import { isSupported, supportRule } from './support.ts';

const usualCredits = 100;

/**
 * Quadratic voting (Posner and Weyl 2015): everybody has the same credits, 100 where nothing else is set, and gives options whole
 * votes, also against them (negative); so many votes cost their square. Who spends more than there is is refused when casting.
 * The highest sum of votes wins. Equal sums: the public seed draws.
 */
export const quadratic = defineMethod<Scores>({
  name: 'quadratic',
  asks: 'scores',
  read: (words, options, { credits = usualCredits } = {}) => {
    const choice = readScoreWords(words, {
      options,
      scores: `-${Math.floor(Math.sqrt(credits))} to ${Math.floor(Math.sqrt(credits))}`,
      readScore: (word) => (isVotes(word.trim()) ? readDecimal(word.trim()) : null),
    });
    const spent = costOf(choice);
    if (spent > BigInt(credits)) throw new Refusal(say('ballots.overspent', { spent: String(spent), credits: String(credits) }));
    return choice;
  },
  write: writeScores,
  show: (choice, options) => showScores(choice, options),
  // Without settings only the form is checked: what was cast was checked when it was cast.
  parse: (choice, options, settings) => {
    const credits = settings === undefined ? Number.POSITIVE_INFINITY : (settings.credits ?? usualCredits);
    const scores = parseScores(choice, { options, isScore: isVotes, expected: 'a whole number of votes, as text (quadratic)' });
    const spent = costOf(scores);
    if (spent <= credits) return scores;
    throw new CoopError(
      'ballot-malformed',
      `a quadratic ballot costs at most ${credits} credits, the sum of the squares of its votes; this one costs ${spent}`,
    );
  },
  count: (groups, options, rules) => {
    const all = histograms(groups, options);
    const { units, decimals } = sumScores(all);
    const ballots = sumOf(groups);
    const support = supportOf(all);
    const ranking = rankByMost(units);
    const names = (places: readonly number[]) => places.map((place) => options[place] ?? '');
    const eligible = ranking.map((equals) =>
      equals.filter((place) => (units[place] ?? 0n) > 0n && isSupported(support[place] ?? 0n, { ballots, threshold: rules.threshold })),
    );
    const seats = rules.seats ?? 1;
    const { chosen, tie } = fillSeats(eligible.map(names), seats, rules);
    return {
      method: 'quadratic',
      options,
      ballots: figure(ballots),
      winners: chosen,
      ranking: ranking.map(names),
      ...(seats > 1 ? { elected: chosen } : {}),
      tie,
      rounds: [{ votes: Object.fromEntries(options.map((option, place) => [option, decimals[place] ?? '0'])) }],
      rules: {
        wins: 'most votes, and more for than against',
        cost: 'the square of the votes',
        credits: rules.credits ?? usualCredits,
        threshold: supportRule(rules.threshold),
        tie: 'drawn by the seed',
      },
    };
  },
});

/** Beyond these no number of credits pays for it. */
function isVotes(text: string): boolean {
  return /^[+-]?\d{1,4}$/u.test(text);
}

function costOf(choice: Scores): bigint {
  return choice.reduce((sum, votes) => sum + BigInt(votes ?? '0') ** 2n, 0n);
}
