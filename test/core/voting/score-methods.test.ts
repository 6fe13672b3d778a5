import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareMedians, medianOf } from '../../../core/voting/medians.ts';
import { majorityJudgment } from '../../../core/voting/majority-judgment.ts';
import { quadratic } from '../../../core/voting/quadratic.ts';
import { score } from '../../../core/voting/score.ts';
import { star } from '../../../core/voting/star.ts';

const seed = 'f'.repeat(63) + 'e';
const plain = { threshold: '0/1', seed };
const abc = ['A', 'B', 'C'];

describe('score', () => {
  test('adds up decimals exactly, negative ones too, and no score adds nothing', () => {
    const tally = score.tally(
      [
        ['0.1', '0.3', null],
        ['0.2', null, '-1.25'],
      ],
      abc,
      plain,
    );
    expect(tally.rounds).toEqual([{ scores: { A: '0.3', B: '0.3', C: '-1.25' } }]);
    expect(tally).toMatchObject({
      winners: [expect.stringMatching(/^[AB]$/u)],
      ranking: [['A', 'B'], ['C']],
      tie: { between: ['A', 'B'] },
    });
  });

  test('is exact beyond 2^53 and for figures of forty digits', () => {
    const huge = '9'.repeat(40);
    const groups = [{ choice: [huge, '9007199254740993'], count: 9_007_199_254_740_993n }];
    expect(score.count(groups, ['A', 'B'], plain)).toMatchObject({
      ballots: '9007199254740993',
      rounds: [{ scores: { A: String(BigInt(huge) * 9_007_199_254_740_993n), B: String(9_007_199_254_740_993n ** 2n) } }],
    });
  });

  test('fills seats, and draws at the cut', () => {
    const tally = score.tally([['3', '2', '2']], abc, { ...plain, seats: 2 });
    expect(tally.elected).toEqual(['A', expect.stringMatching(/^[BC]$/u)]);
    expect(tally.tie).toMatchObject({ between: ['B', 'C'] });
  });

  test('has a winner only with the support that the threshold asks for', () => {
    expect(
      score.tally(
        [
          ['5', '1'],
          [null, '1'],
        ],
        ['A', 'B'],
        { ...plain, threshold: '1/2' },
      ).winners,
    ).toEqual(['B']);
    expect(score.tally([], ['A', 'B'], plain).winners).toEqual([]);
    expect(score.tally([['-1', '-2']], ['A', 'B'], plain).winners).toEqual(['A']);
  });

  test.each([
    ['A:5 B:3', ['5', '3', null]],
    ['a = 4.5, C=0', ['4.5', null, '0']],
    ['1:5\n3: 2', ['5', null, '2']],
    ['B : 1;A: 0', ['0', '1', null]],
  ])('reads %j', (words, choice) => {
    expect(score.read(words, abc)).toEqual(choice);
    expect(score.read(score.write(choice, abc), abc)).toEqual(choice);
  });

  test('reads names with colons, commas and figures in them', () => {
    const options = ['Plan: B', 'Yes, but later', '5'];
    expect(score.read('Plan: B: 4, Yes, but later: 2, 5: 1', options)).toEqual(['4', '2', '1']);
  });

  test.each(['', 'A', 'A:6', 'A:-1', 'A:1e400', 'A:NaN', 'A:0x5', 'D:5', 'A:5 A:4', 'A:5 nonsense'])('refuses %j', (words) => {
    expect(() => score.read(words, abc)).toThrow();
  });

  test.each([[['1e400', '1', '1']], [['NaN', '1', '1']], [['05', '1', '1']], [[5, 1, 1]], [['1', '1']], ['A:5'], [null]])(
    'takes no %j from a file',
    (choice) => {
      expect(() => score.parse(choice, abc)).toThrow(/ballot/u);
    },
  );
});

describe('STAR', () => {
  const stars = (...rows: string[]) => rows.map((row) => Array.from(row));

  test('lets the two with the most stars meet', () => {
    // A has the most stars, but more ballots prefer B.
    const tally = star.tally(stars('530', '450', '450'), abc, plain);
    expect(tally).toMatchObject({ winners: ['B'], ranking: [['B'], ['A'], ['C']], tie: null });
    expect(tally.rounds).toEqual([
      { scores: { A: '13', B: '13', C: '0' } },
      { runoff: { A: '1', B: '2' }, 'no preference': '0', elected: ['B'] },
    ]);
  });

  test('a tie for the second place goes to whom more prefer head to head', () => {
    // B and C have 3 stars each; C beats B on three ballots.
    const tally = star.tally(stars('530', '501', '501', '501'), abc, plain);
    expect(tally.rounds[0]).toEqual({ scores: { A: '20', B: '3', C: '3' } });
    expect(tally.rounds[1]).toMatchObject({ runoff: { A: '4', C: '0' } });
    expect(tally.tie).toBeNull();
  });

  test('then to the most five-star votes', () => {
    // B and C: 8 stars each, one ballot each way, two ballots equal; only B has a five.
    const tally = star.tally(stars('552', '514', '511', '511'), abc, plain);
    expect(tally.rounds[0]).toEqual({ scores: { A: '20', B: '8', C: '8' } });
    expect(tally.rounds[1]).toMatchObject({ runoff: { A: '3', B: '0' } });
    expect(tally.tie).toBeNull();
  });

  test('of three in a circle, the one with the fewest five-star votes falls out', () => {
    // A over B, B over C, C over A, twice each; C has no five.
    const tally = star.tally(stars('531', '154', '314'), abc, plain);
    expect(tally.rounds[0]).toEqual({ scores: { A: '9', B: '9', C: '9' } });
    expect(tally.rounds[1]).toMatchObject({ runoff: { A: '2', B: '1' } });
    expect(tally).toMatchObject({ winners: ['A'], tie: null });
  });

  test('a runoff that is equal goes to more stars, then five-star votes, then the seed', () => {
    expect(star.tally(stars('50', '12'), ['A', 'B'], plain)).toMatchObject({ winners: ['A'], tie: null });
    expect(star.tally(stars('51', '34', '03'), ['A', 'B'], plain)).toMatchObject({ winners: ['B'], tie: null });
    expect(star.tally(stars('52', '14', '44'), ['A', 'B'], plain)).toMatchObject({ winners: ['A'], tie: null });
    expect(star.tally(stars('52', '25'), ['A', 'B'], plain)).toMatchObject({ tie: { between: ['A', 'B'] } });
  });

  test('fills seats one after the other', () => {
    expect(star.tally(stars('530', '530', '035'), abc, { ...plain, seats: 2 }).elected).toEqual(['A', 'B']);
  });

  test.each(['A:6', 'A:-1', 'A:4.5', 'A:five'])('takes whole stars from 0 to 5, not %j', (words) => {
    expect(() => star.read(words, abc)).toThrow();
    expect(() => star.parse(['6', '1', '1'], abc)).toThrow(/0.*5/u);
  });
});

describe('majority judgment', () => {
  /** Takes one lower median after the other away, as the definition does. */
  function compareByDefinition(one: readonly number[], other: readonly number[]): number {
    let [a, b] = [one.toSorted((a, b) => a - b), other.toSorted((a, b) => a - b)];
    while (a.length > 0) {
      const middle = Math.floor((a.length - 1) / 2);
      if (a[middle] !== b[middle]) return a[middle]! - b[middle]!;
      [a, b] = [a.toSpliced(middle, 1), b.toSpliced(middle, 1)];
    }
    return 0;
  }
  const cumulate = (grades: readonly number[]) => [0, 1, 2, 3].map((grade) => BigInt(grades.filter((each) => each <= grade).length));

  test('compares as the definition does', () => {
    const grade = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(grade, grade), { minLength: 1, maxLength: 12 }), (pairs) => {
        const [one, other] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
        const found = Math.sign(compareMedians(cumulate(one), cumulate(other)));
        expect(found).toBe(Math.sign(compareByDefinition(one, other)));
        expect(medianOf(cumulate(one))).toBe(one.toSorted((a, b) => a - b)[Math.floor((one.length - 1) / 2)]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('the highest lower median wins, and no grade is the lowest', () => {
    const tally = majorityJudgment.tally(
      [
        ['3', '5', null],
        ['3', '0', null],
        ['2', '0', '1'],
      ],
      abc,
      plain,
    );
    expect(tally).toMatchObject({ winners: ['A'], ranking: [['A'], ['B'], ['C']], tie: null });
    expect(tally.rounds[0]).toMatchObject({ medians: { A: '3', B: '0', C: '0' } });
  });

  test('is read and said in words', () => {
    expect(majorityJudgment.read('A: very good, B: 2, C: Reject', abc)).toEqual(['4', '2', '0']);
    expect(majorityJudgment.show(['4', '2', null], abc)).toBe('A very good, B acceptable');
  });

  test('wholly equal options are drawn', () => {
    expect(
      majorityJudgment.tally(
        [
          ['1', '2', '0'],
          ['2', '1', '0'],
        ],
        abc,
        plain,
      ),
    ).toMatchObject({ tie: { between: ['A', 'B'] } });
  });
});

describe('quadratic', () => {
  test('most votes win, against counts too, and nothing wins with more against than for', () => {
    const tally = quadratic.tally(
      [
        ['9', '-3', null],
        ['-5', '8', '1'],
      ],
      abc,
      plain,
    );
    expect(tally).toMatchObject({ winners: ['B'], rounds: [{ votes: { A: '4', B: '5', C: '1' } }] });
    expect(quadratic.tally([['-1', '-2', null]], abc, plain).winners).toEqual([]);
  });

  test('overspending is refused when cast, and in a file', () => {
    expect(quadratic.read('A:8 B:-6', abc)).toEqual(['8', '-6', null]);
    expect(() => quadratic.read('A:8 B:7', abc)).toThrow('ballots.overspent');
    expect(() => quadratic.parse(['8', '7', null], abc, {})).toThrow(/100.*113/u);
    expect(quadratic.read('A:8 B:7', abc, { credits: 113 })).toEqual(['8', '7', null]);
    expect(quadratic.show(['8', '7', null], abc)).toBe('A 8, B 7');
  });

  test.each(['A:1.5', 'A:1e2', 'A:99999', 'A:NaN'])('votes are whole, not %j', (words) => {
    expect(() => quadratic.read(words, abc)).toThrow();
  });
});
