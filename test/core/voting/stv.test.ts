import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meek } from '../../../core/voting/meek.ts';
import { stv } from '../../../core/voting/stv.ts';
import { ballots, letters, orders, rankings, turn } from './some-rankings.ts';
import type { Ranked } from './some-rankings.ts';

const rules = { threshold: '0/1', seed: '05' };
const both = [stv, meek];

describe('Scottish STV', () => {
  test('a surplus goes on in papers of five decimals, and the remainder is lost', () => {
    const groups = ballots([41, 'A>B'], [24, 'B>C'], [20, 'C'], [16, 'D>C']);
    // Quota 101 / 3 + 1 = 34; 7 votes too many, 7/41 = .170731...
    expect(stv.count(groups, letters(4), { ...rules, seats: 2 })).toMatchObject({
      ballots: 101,
      winners: ['A', 'C'],
      elected: ['A', 'C'],
      ranking: [['A'], ['C'], ['B'], ['D']],
      tie: null,
      rounds: [
        { votes: { A: '41', B: '24', C: '20', D: '16' }, quota: '34', exhausted: '0', surplus: '7', elected: ['A'], excluded: [] },
        { from: 'A', votes: { A: '34', B: '30.99993', C: '20', D: '16' }, exhausted: '0.00007', surplus: '0', excluded: ['D'] },
        { from: 'D', votes: { A: '34', B: '30.99993', C: '36' }, exhausted: '0.00007', elected: ['C'] },
      ],
    });
  });

  test('the value of a paper is what it was received at, times the surplus, divided by all votes', () => {
    // A's surplus 40 - 21 = 19 makes papers of .475; B then has 5 + 40 x .475 = 24, surplus 3, and passes on .475 x 3 / 24 = .05937 and .125.
    const groups = ballots([40, 'A>B>C'], [5, 'B>D'], [10, 'C'], [6, 'D'], [21, 'E']);
    const tally = stv.count(groups, letters(5), { ...rules, seats: 3 });
    expect(tally.rounds[0]).toMatchObject({ quota: '21', elected: ['A', 'E'], surplus: '19' });
    expect(tally.rounds[1]).toMatchObject({ votes: { A: '21', B: '24' }, elected: ['B'], surplus: '3' });
    expect(tally).toMatchObject({ elected: ['A', 'E', 'B'] });
    const more = stv.count([...groups, ...ballots([22, 'F'])], letters(6), { ...rules, seats: 4 });
    expect(more.rounds[1]).toMatchObject({ votes: { A: '21', B: '24' }, elected: ['B'] });
    // F has the larger votes but a surplus of 1 only: B goes first.
    expect(more.rounds[0]).toMatchObject({ quota: '21', elected: ['A', 'F', 'E'], surplus: '20' });
    expect(more).toMatchObject({ elected: ['A', 'F', 'E', 'B'] });
  });

  test('the last vacancies are filled without another transfer, in a stage of their own', () => {
    const groups = ballots([10, 'A'], [6, 'B'], [5, 'C>B']);
    const tally = stv.count(groups, letters(3), { ...rules, seats: 2 });
    expect(tally.rounds).toMatchObject([
      { votes: { A: '10', B: '6', C: '5' }, quota: '8', elected: ['A'], surplus: '2' },
      { from: 'A', votes: { A: '8', B: '6', C: '5' }, exhausted: '2', excluded: ['C'] },
      { from: 'C', votes: { A: '8', B: '6', C: '5' }, exhausted: '2', elected: ['B'] },
    ]);
    expect(tally).toMatchObject({ elected: ['A', 'B'], ranking: [['A'], ['B'], ['C']] });
  });

  test('with as many options as seats, or fewer, all are elected', () => {
    expect(stv.count(ballots([3, 'B'], [1, 'A']), letters(2), { ...rules, seats: 4 })).toMatchObject({ elected: ['B', 'A'], tie: null });
  });

  test('of equals falls out who had fewer votes at the latest stage with a difference', () => {
    const groups = ballots([10, 'A'], [4, 'B'], [3, 'C'], [1, 'D>C'], [6, 'E']);
    const tally = stv.count(groups, letters(5), rules);
    expect(tally.rounds[1]).toMatchObject({
      votes: { B: '4', C: '4' },
      excluded: ['C'],
      because: ['Equal are "B", "C": at stage 1 "C" had the fewest votes of them.'],
    });
    expect(tally.tie).toBeNull();
  });

  test('the seed draws among who was equal all along, and that is a tie where another lot would elect somebody else', () => {
    const drawn = stv.count(ballots([3, 'A'], [2, 'B>C'], [2, 'C>B']), letters(3), rules);
    expect(drawn).toMatchObject({ winners: ['B'], tie: { between: ['B', 'C'], seed: '05' } });
    const harmless = stv.count(ballots([3, 'A'], [2, 'B>A'], [2, 'C>A']), letters(3), rules);
    expect(harmless).toMatchObject({ winners: ['A'], tie: null });
    expect(harmless.rounds[0]).toMatchObject({
      because: [expect.stringContaining('equally many votes'), expect.any(String), expect.any(String)],
    });
  });

  test.each(both)('who has no votes at all falls out without a lot', (method) => {
    const idle = method.count(ballots([3, 'A'], [3, 'B>A'], [1, 'C>A']), letters(12), rules);
    expect(idle).toMatchObject({ winners: ['A'], tie: null });
    expect(idle.ranking.at(-1)).toEqual(letters(12).slice(3));
  });

  test('blank ballots count for no quota', () => {
    expect(stv.count(ballots([2, 'A'], [1, 'B'], [9, '']), letters(2), rules).rounds[0]).toMatchObject({
      quota: '2',
      exhausted: '9',
      elected: ['A'],
    });
  });
});

describe('Meek', () => {
  test('the quota falls with papers that find nobody more', () => {
    const groups = ballots([60, 'A'], [20, 'B'], [18, 'C']);
    // Scotland: 33. Meek: what A does not keep counts for nobody, until 2 seats take 3 parts of what is left.
    const tally = meek.count(groups, letters(3), { ...rules, seats: 2 });
    expect(tally).toMatchObject({ elected: ['A', 'B'], tie: null });
    expect(tally.rounds[0]).toMatchObject({ quota: '32.666666667', elected: ['A'], exhausted: '0' });
    const { quota, votes } = Object(tally.rounds.at(-1));
    expect(Number(quota)).toBeLessThan(20);
    expect(Number(quota)).toBeGreaterThan(19);
    expect(votes.B).toBe('20');
  });

  test('the fixed point of keep factors, by hand', () => {
    // A keeps k of 60, the rest goes to B; with everybody on papers the quota is 100 / 3.
    const groups = ballots([60, 'A>B'], [24, 'C'], [16, 'D>C']);
    const tally = meek.count(groups, letters(4), { ...rules, seats: 2 });
    const { votes, quota } = Object(tally.rounds[1]);
    expect(quota).toBe('33.333333334');
    expect(Number(votes.A)).toBeCloseTo(100 / 3, 5);
    expect(Number(votes.B)).toBeCloseTo(60 - 100 / 3, 5);
    expect(tally.elected).toEqual(['A', 'C']);
  });

  test('all within the surplus that is not passed on yet are equal: the seed draws', () => {
    expect(meek.count(ballots([2, 'A'], [1, 'B'], [1, 'C']), letters(3), { ...rules, seats: 2 })).toMatchObject({
      tie: {
        between: ['B', 'C'],
        path: ['2 options have equally few votes, and one of them is excluded.', expect.any(String), expect.any(String)],
      },
    });
  });
});

/** Both by the text of their rules, one paper at a time; null where the lot decides. */
const slow = { stv: slowScottish, meek: slowMeek };

function slowScottish({ options, groups }: Ranked, seats: number): readonly number[] | null {
  const one = 100_000;
  const papers = groups.flatMap(({ choice, count }) => Array.from({ length: Number(count) }, () => ({ order: choice.flat(), value: one })));
  const quota = (Math.floor(papers.length / (seats + 1)) + 1) * one;
  const at = new Map(papers.map((paper) => [paper, paper.order[0] ?? -1]));
  const held = new Map<number, number>();
  const [elected, out]: [number[], Set<number>] = [[], new Set()];
  const votesOf = (place: number) =>
    held.get(place) ?? papers.filter((paper) => at.get(paper) === place).reduce((sum, { value }) => sum + value, 0);
  const open = () => [...options.keys()].filter((place) => !elected.includes(place) && !out.has(place));
  const move = (from: number) => {
    for (const paper of papers.filter((one) => at.get(one) === from))
      at.set(paper, paper.order.find((place) => open().includes(place)) ?? -1);
  };
  const past: Map<number, number>[] = [];
  const extreme = (places: readonly number[], sign: number): number | null => {
    let left = places;
    for (const votes of [new Map(places.map((place) => [place, votesOf(place)])), ...past.toReversed()]) {
      const best = Math.min(...left.map((place) => sign * (votes.get(place) ?? 0)));
      left = left.filter((place) => sign * (votes.get(place) ?? 0) === best);
    }
    return left.length === 1 ? (left[0] ?? null) : null;
  };
  const waiting = new Set<number>();
  for (;;) {
    const reached = open()
      .filter((place) => votesOf(place) >= quota)
      .toSorted((a, b) => votesOf(b) - votesOf(a));
    elected.push(...reached);
    for (const place of reached) if (votesOf(place) > quota) waiting.add(place);
    if (elected.length >= seats) return elected;
    if (open().length <= seats - elected.length) return [...elected, ...open()];
    const who = waiting.size > 0 ? extreme([...waiting], -1) : extreme(open(), 1);
    if (who === null) return null;
    const stage = new Map([...options.keys()].map((place) => [place, votesOf(place)]));
    if (waiting.delete(who)) {
      const all = votesOf(who);
      for (const paper of papers.filter((one) => at.get(one) === who)) paper.value = Math.floor((paper.value * (all - quota)) / all);
      move(who);
      held.set(who, quota);
    } else {
      out.add(who);
      if (open().length > seats - elected.length) move(who);
    }
    past.push(stage);
  }
}

function slowMeek({ options, groups }: Ranked, seats: number): readonly number[] | null {
  const one = 1_000_000_000n;
  const up = (a: bigint, b: bigint) => (a % b === 0n ? a / b : a / b + 1n);
  const papers = groups.flatMap(({ choice, count }) => Array.from({ length: Number(count) }, () => choice.flat()));
  const factors = options.map(() => one);
  const elected: number[] = [];
  let hopeful = [...options.keys()];
  while (elected.length < seats && elected.length + hopeful.length > seats) {
    let last: bigint | null = null;
    for (;;) {
      const votes = options.map(() => 0n);
      for (const paper of papers) {
        let weight = one;
        for (const place of paper) {
          const kept = up(weight * (factors[place] ?? 0n), one);
          votes[place] = (votes[place] ?? 0n) + kept;
          weight -= kept;
        }
      }
      const v = (place: number) => votes[place] ?? 0n;
      const quota = votes.reduce((sum, figure) => sum + figure) / BigInt(seats + 1) + 1n;
      const reached = hopeful.filter((place) => v(place) >= quota);
      elected.push(...reached);
      hopeful = hopeful.filter((place) => !reached.includes(place));
      if (reached.length > 0) break;
      const surplus = elected.reduce((sum, place) => sum + v(place) - quota, 0n);
      if (surplus < 1_000n || (last !== null && surplus >= last)) {
        const fewest = hopeful.map(v).reduce((so, figure) => (figure < so ? figure : so));
        const losers = hopeful.filter((place) => v(place) <= fewest + (surplus < 0n ? 0n : surplus));
        if (losers.length > 1) return null;
        factors[losers[0] ?? 0] = 0n;
        hopeful = hopeful.filter((place) => place !== losers[0]);
        break;
      }
      last = surplus;
      for (const place of elected) factors[place] = up(up((factors[place] ?? 0n) * quota, one) * one, v(place));
    }
  }
  return elected.length < seats ? [...elected, ...hopeful] : elected;
}

describe.each(both.map((method) => [method.name, method] as const))('%s', (name, method) => {
  test('equals the text of its rules, one paper at a time, wherever no lot decides', () => {
    let compared = 0;
    fc.assert(
      fc.property(orders({ min: 3, max: 6 }), fc.integer({ min: 1, max: 3 }), (election, seats) => {
        const expected = slow[name === 'stv' ? 'stv' : 'meek'](election, seats);
        if (expected === null) return;
        compared += 1;
        const tally = method.count(election.groups, election.options, { ...rules, seats });
        expect(tally.elected?.toSorted()).toEqual(expected.map((place) => election.options[place] ?? '').toSorted());
      }),
      { numRuns: 120 },
    );
    expect(compared).toBeGreaterThan(40);
  });

  test('fills all seats, adds up at each stage, and the order of options and ballots changes nothing', () => {
    fc.assert(
      fc.property(rankings({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }), fc.infiniteStream(fc.nat()), (election, seats, chance) => {
        const { options, groups } = election;
        const tally = method.count(groups, options, { ...rules, seats });
        const isSaid = groups.some(({ choice }) => choice.length > 0);
        expect(tally.elected).toHaveLength(isSaid ? Math.min(seats, options.length) : 0);
        expect(tally.ranking.flat().toSorted()).toEqual(options);
        const places = [...options.keys()].map((place) => ({ place, key: chance.next().value })).toSorted((a, b) => a.key - b.key);
        const split = groups
          .flatMap(({ choice, count }) => Array.from({ length: Number(count) }, () => ({ choice, count: 1n })))
          .toReversed();
        const turned = turn(
          { options, groups: split },
          places.map(({ place }) => place),
        );
        const other = method.count(turned.groups, turned.options, { ...rules, seats });
        expect(other.elected).toEqual(tally.elected);
        expect(other.ranking.map((equals) => equals.toSorted())).toEqual(tally.ranking.map((equals) => equals.toSorted()));
        for (const round of tally.rounds) {
          const { votes, exhausted } = Object(round);
          const units = [...Object.values(votes), exhausted].map((text) => Math.round(Number(text) * 1e9));
          expect(units.reduce((sum, figure) => sum + figure, 0)).toBe(Number(tally.ballots) * 1e9);
        }
      }),
      { numRuns: 80 },
    );
  });

  test('a party with so many quotas of papers gets that many seats', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.infiniteStream(fc.nat()), (wanted, chance) => {
        const seats = 4;
        // A to D are one party: whoever votes for it ranks all of them first, in any order.
        const party = Array.from({ length: wanted * 30 }, () => [0, 1, 2, 3].map((place) => ({ place, key: chance.next().value })))
          .map((order) => order.toSorted((a, b) => a.key - b.key).map(({ place }) => [place]))
          .map((choice) => ({ choice, count: 1n }));
        const others = Array.from({ length: 140 - wanted * 30 }, (_, nr) => ({ choice: [[4 + (nr % 4)]], count: 1n }));
        const tally = method.count([...party, ...others], letters(8), { ...rules, seats });
        expect(tally.elected?.filter((option) => 'ABCD'.includes(option)).length).toBeGreaterThanOrEqual(wanted);
      }),
      { numRuns: 15 },
    );
  });

  test('is exact beyond 2^53, and nobody is elected where nobody says anything', () => {
    const close = ballots([2n ** 60n, 'A'], [2n ** 60n + 1n, 'B'], [1, '']);
    expect(method.count(close, ['A', 'B'], rules)).toMatchObject({ elected: ['B'], ballots: String(2n ** 61n + 2n) });
    expect(method.count(ballots([3, '']), ['A', 'B'], rules)).toMatchObject({
      elected: [],
      winners: [],
      ranking: [['A', 'B']],
      rounds: [],
    });
  });
});
