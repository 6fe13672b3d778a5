import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { irv } from '../../../core/voting/irv.ts';
import { ballots, letters, orders, rankings, tennessee, turn } from './some-rankings.ts';
import type { Ranked } from './some-rankings.ts';

const rules = { threshold: '0/1', seed: '05' };
const count = ({ options, groups }: Ranked) => irv.count(groups, options, rules);

describe('instant runoff', () => {
  test('Tennessee, as textbooks print it', () => {
    expect(count(tennessee)).toMatchObject({
      ballots: 100,
      winners: ['Knoxville'],
      ranking: [['Knoxville'], ['Memphis'], ['Nashville'], ['Chattanooga']],
      tie: null,
      rounds: [
        {
          votes: { Memphis: '42', Nashville: '26', Chattanooga: '15', Knoxville: '17' },
          exhausted: '0',
          elected: [],
          excluded: ['Chattanooga'],
        },
        { votes: { Memphis: '42', Nashville: '26', Knoxville: '32' }, exhausted: '0', excluded: ['Nashville'] },
        { votes: { Memphis: '42', Knoxville: '58' }, exhausted: '0', elected: ['Knoxville'], excluded: [] },
      ],
    });
  });

  test('a ballot of which nobody is left is exhausted: half of the others is enough', () => {
    const tally = count({ options: letters(3), groups: ballots([4, 'A'], [3, 'B'], [2, 'C']) });
    expect(tally).toMatchObject({ winners: ['A'], rounds: [{ excluded: ['C'] }, { votes: { A: '4', B: '3' }, exhausted: '2' }] });
    const demanding = irv.count(ballots([4, 'A'], [3, 'B'], [2, 'C']), letters(3), { ...rules, threshold: '1/2' });
    expect(demanding).toMatchObject({ winners: [], ranking: [['A'], ['B'], ['C']] });
  });

  test('equal ranks count in equal parts, exactly, and what printing rounds off is exhausted', () => {
    const tally = count({ options: letters(4), groups: ballots([1, 'A=B=C'], [2, 'D>A'], [1, 'A']) });
    expect(tally.rounds[0]).toEqual({
      votes: { A: '1.33333', B: '0.33333', C: '0.33333', D: '2' },
      exhausted: '0.00001',
      elected: [],
      excluded: ['B', 'C'],
    });
    expect(tally.rounds[1]).toMatchObject({ votes: { A: '2', D: '2' }, exhausted: '0' });
    expect(tally.rules).toMatchObject({ 'equal ranks': 'split equally' });
  });

  test('of equals falls out who had fewer votes at the latest stage with a difference, and it is said', () => {
    const tally = count({ options: letters(4), groups: ballots([5, 'A'], [4, 'B'], [1, 'C>B'], [3, 'D>A']) });
    // B and A meet once C and D are out; before, B and A differ.
    expect(tally).toMatchObject({ winners: ['A'], tie: null });
    const equal = count({ options: letters(3), groups: ballots([4, 'A'], [3, 'B'], [1, 'C>B']) });
    expect(equal).toMatchObject({ winners: ['A'], tie: null });
    expect(equal.rounds[1]).toMatchObject({
      votes: { A: '4', B: '4' },
      excluded: ['B'],
      because: ['Equal are "A", "B": at stage 1 "B" had the fewest votes of them.'],
    });
  });

  test('who is equal at all stages is drawn by the seed', () => {
    expect(count({ options: letters(2), groups: ballots([2, 'A>B'], [2, 'B>A']) })).toMatchObject({
      winners: ['A'],
      tie: {
        between: ['A', 'B'],
        path: [
          '2 options have equally many votes at every stage so far, and one of them is excluded.',
          'Sorted by their characters and numbered from 0: 0 "A", 1 "B".',
          'The seed, read as a hexadecimal number and divided by 2, leaves 1: "B" is chosen.',
        ],
        seed: '05',
      },
    });
  });

  test('a lot that changes no winner is no tie of the outcome, and stays told in its stage', () => {
    const tally = count({ options: letters(3), groups: ballots([5, 'A'], [2, 'B'], [2, 'C'], [2, '']) });
    expect(tally).toMatchObject({ winners: ['A'], tie: null });
    const harmless = count({ options: letters(3), groups: ballots([5, 'A'], [3, 'B>A'], [3, 'C>A']) });
    expect(harmless).toMatchObject({
      winners: ['A'],
      tie: null,
      rounds: [{ because: [expect.any(String), expect.any(String), expect.stringContaining('is chosen')] }, {}],
    });
  });

  test('several are excluded at once only where it changes nothing', () => {
    const groups = ballots([9, 'A'], [8, 'B'], [2, 'C>B'], [2, 'D>B'], [1, 'E>C']);
    expect(irv.count(groups, letters(5), rules).rounds[0]).toMatchObject({ excluded: ['E'] });
    const twins = ballots([9, 'A'], [8, 'B'], [2, 'C>B'], [2, 'D>B']);
    expect(irv.count(twins, letters(4), rules)).toMatchObject({ winners: ['B'], tie: null, rounds: [{ excluded: ['C', 'D'] }, {}] });
  });

  test('nobody wins where nobody says anything', () => {
    expect(irv.count([], ['A', 'B'], rules)).toMatchObject({ ballots: 0, winners: [], ranking: [['A', 'B']], tie: null });
    expect(irv.count(ballots([3, '']), ['A', 'B'], rules)).toMatchObject({ ballots: 3, winners: [], rounds: [{ exhausted: '3' }] });
  });

  test('a count beyond 2^53 is exact', () => {
    const tally = irv.count(ballots([2n ** 60n, 'A'], [2n ** 60n + 1n, 'B']), ['A', 'B'], rules);
    expect(tally).toMatchObject({ winners: ['B'], ballots: String(2n ** 61n + 1n), rounds: [{ votes: { A: String(2n ** 60n) } }] });
  });

  /** The textbook: one ballot at a time, one exclusion at a time. */
  const slow = ({ options, groups }: Ranked): { winner: number | null; isTied: boolean } => {
    const papers = groups.flatMap(({ choice, count: times }) => Array.from({ length: Number(times) }, () => choice.flat()));
    const out = new Set<number>();
    for (;;) {
      const votes = options.map((_, place) => papers.filter((paper) => paper.find((one) => !out.has(one)) === place).length);
      const all = votes.reduce((sum, figure) => sum + figure, 0);
      const winner = votes.findIndex((figure) => figure * 2 > all);
      if (winner >= 0) return { winner, isTied: false };
      const left = [...options.keys()].filter((place) => !out.has(place));
      const fewest = Math.min(...left.map((place) => votes[place] ?? 0));
      const losers = left.filter((place) => votes[place] === fewest);
      if (losers.length > 1) return { winner: null, isTied: true };
      out.add(losers[0] ?? 0);
    }
  };

  test('equals the textbook wherever no two are equally few', () => {
    fc.assert(
      fc.property(orders({ min: 2, max: 6 }), (election) => {
        const { winner, isTied } = slow(election);
        fc.pre(!isTied);
        expect(count(election)).toMatchObject({ winners: [election.options[winner ?? 0]], tie: null });
      }),
      { numRuns: 150 },
    );
  });

  test('each stage adds up to the ballots; the order of options and ballots changes nothing', () => {
    fc.assert(
      fc.property(rankings({ min: 1, max: 6 }), fc.infiniteStream(fc.nat()), (election, chance) => {
        const tally = count(election);
        const places = [...election.options.keys()].map((place) => ({ place, key: chance.next().value })).toSorted((a, b) => a.key - b.key);
        const other = count(
          turn(
            { ...election, groups: election.groups.toReversed() },
            places.map(({ place }) => place),
          ),
        );
        expect(other.winners).toEqual(tally.winners);
        expect(other.ranking.map((equals) => equals.toSorted())).toEqual(tally.ranking.map((equals) => equals.toSorted()));
        expect(tally.ranking.flat().toSorted()).toEqual(election.options);
        for (const round of tally.rounds) {
          const { votes, exhausted } = Object(round);
          const units = [...Object.values(votes), exhausted].map((text) => Math.round(Number(text) * 1e5));
          expect(units.reduce((sum, figure) => sum + figure, 0)).toBe(Number(tally.ballots) * 1e5);
        }
      }),
      { numRuns: 100 },
    );
  });
});
