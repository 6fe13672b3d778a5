import { figure } from '../exact/figure.ts';
import { drawSome, together } from './fill-seats.ts';
import { histograms, sumScores, supportOf } from './histogram.ts';
import { defineMethod } from './method.ts';
import type { Group, Tally, TallyRules } from './method.ts';
import { rankByMost, sumOf } from './most-votes.ts';
import { preferences } from './preferences.ts';
import { parseScores, readScoreWords, showScores, writeScores } from './score-words.ts';
import type { Scores } from './score-words.ts';
import { isSupported, supportRule } from './support.ts';

/**
 * STAR voting (score, then automatic runoff; Frohnmayer 2014): each ballot gives options 0 to 5 stars, whole ones; the two with the
 * most stars meet, and whoever more ballots give more stars wins. No stars count as 0. With several seats a winner leaves, and
 * the rest is counted again (Bloc STAR).
 * Ties by the Official Tiebreaker Protocol of the Equal Vote Coalition (starvoting.org/ties). Scoring round: of those who are equal,
 * whoever loses the most head-to-head match-ups among them falls out, as often as that helps; then whoever has the fewest five-star
 * votes; then the public seed draws. Runoff: more stars; more five-star votes; the seed.
 */
export const star = defineMethod<Scores>({
  name: 'star',
  asks: 'scores',
  read: (words, options) =>
    readScoreWords(words, { options, scores: '0 to 5', readScore: (word) => (isStars(word.trim()) ? word.trim() : null) }),
  write: writeScores,
  show: (choice, options) => showScores(choice, options),
  parse: (choice, options) =>
    parseScores(choice, { options, isScore: isStars, expected: 'a whole number of stars from "0" to "5", as text (star)' }),
  count: countStars,
});

function isStars(text: string): boolean {
  return /^[0-5]$/u.test(text);
}

function countStars(groups: readonly Group<Scores>[], options: readonly string[], rules: TallyRules): Tally {
  const all = histograms(groups, options);
  const { units: stars } = sumScores(all);
  const fives = all.map((histogram) => histogram.get('5') ?? 0n);
  const support = supportOf(all);
  const ballots = sumOf(groups);
  const prefers = preferences(groups, options.length);
  const name = (place: number): string => options[place] ?? '';
  const figures = (places: readonly number[], of: (place: number) => bigint) =>
    Object.fromEntries(places.map((place) => [name(place), String(of(place))]));
  const ties: NonNullable<Tally['tie']>[] = [];
  const seats = rules.seats ?? 1;

  /** So many of equals, by the ladder of the scoring round. */
  function advance(equals: readonly number[], how: number): readonly number[] {
    if (how <= 0) return [];
    if (equals.length <= how) return equals;
    const losses = equals.map((place) => BigInt(equals.filter((other) => prefers(other, place) > prefers(place, other)).length));
    const few = equals.map((place) => -(fives[place] ?? 0n));
    for (const worst of [losses, few]) {
      const most = worst.reduce((so, count) => (count > so ? count : so));
      const out = equals.filter((_, index) => worst[index] === most);
      const stay = equals.filter((_, index) => worst[index] !== most);
      if (stay.length === 0) continue;
      return stay.length >= how ? advance(stay, how) : [...stay, ...advance(out, how - stay.length)];
    }
    return draw(equals, how, 'stars, match-ups and five-star votes');
  }

  function draw(equals: readonly number[], how: number, what: string): readonly number[] {
    const drawn = drawSome(equals.map(name), how, rules);
    const sentence = `${equals.length} options are equal in ${what}.`;
    ties.push({ between: equals.map(name), path: [sentence, ...drawn.path], seed: rules.seed });
    return drawn.chosen.map((chosen) => options.indexOf(chosen));
  }

  /** The first two of those left, the one with more stars first. */
  function finalistsOf(left: readonly number[]): readonly number[] {
    const chosen: number[] = [];
    for (const equals of rankByMost(left.map((place) => stars[place] ?? 0n))) {
      const places = equals.map((index) => left[index] ?? 0);
      chosen.push(...advance(places, 2 - chosen.length));
      if (chosen.length >= 2) break;
    }
    return chosen;
  }

  function runoff(one: number, other: number): number {
    const ladder = [
      prefers(one, other) - prefers(other, one),
      (stars[one] ?? 0n) - (stars[other] ?? 0n),
      (fives[one] ?? 0n) - (fives[other] ?? 0n),
    ];
    const decides = ladder.find((difference) => difference !== 0n);
    if (decides !== undefined) return decides > 0n ? one : other;
    return draw([one, other], 1, 'the runoff, in stars and in five-star votes')[0] ?? one;
  }

  const rounds: Tally['rounds'][number][] = [];
  const elected: number[] = [];
  const order: number[][] = [];
  let left = [...options.keys()];
  while (elected.length < seats && left.length > 0 && ballots > 0n) {
    const [one, other] = finalistsOf(left);
    if (one === undefined) break;
    rounds.push({ scores: figures(left, (place) => stars[place] ?? 0n) });
    const winner = other === undefined ? one : runoff(one, other);
    if (other !== undefined) {
      const equal = ballots - prefers(one, other) - prefers(other, one);
      const votes = figures([one, other], (place) => (place === one ? prefers(one, other) : prefers(other, one)));
      rounds.push({ runoff: votes, 'no preference': String(equal), elected: [name(winner)] });
      if (elected.length + 1 >= seats) order.push([winner], [winner === one ? other : one]);
      else order.push([winner]);
    } else order.push([winner]);
    if (!isSupported(support[winner] ?? 0n, { ballots, threshold: rules.threshold })) break;
    elected.push(winner);
    left = left.filter((place) => place !== winner);
  }
  const placed = new Set(order.flat());
  const rest = [...options.keys()].filter((place) => !placed.has(place));
  const behind = rankByMost(rest.map((place) => stars[place] ?? 0n)).map((equals) => equals.map((index) => rest[index] ?? 0));
  const chosen = elected.map(name);
  return {
    method: 'star',
    options,
    ballots: figure(ballots),
    winners: chosen,
    ranking: [...order, ...behind].map((equals) => equals.map(name)),
    ...(seats > 1 ? { elected: chosen } : {}),
    tie: together(ties),
    rounds,
    rules: {
      wins: 'the runoff of the two with the most stars',
      unscored: '0 stars',
      threshold: supportRule(rules.threshold),
      tie: 'the Official Tiebreaker Protocol, then drawn by the seed',
    },
  };
}
