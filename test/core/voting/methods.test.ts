import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approval } from '../../../core/voting/approval.ts';
import { findMethod, methods } from '../../../core/voting/methods.ts';
import { single } from '../../../core/voting/single.ts';

const seed = 'f'.repeat(63) + 'e';
const plain = { threshold: '0/1', seed };

describe('single choice', () => {
  test('the most votes win', () => {
    expect(single.tally([1, 0, 1, 2, 1], ['A', 'B', 'C'], plain)).toEqual({
      method: 'single',
      options: ['A', 'B', 'C'],
      ballots: 5,
      winners: ['B'],
      ranking: [['B'], ['A', 'C']],
      tie: null,
      rounds: [{ votes: { A: '1', B: '3', C: '1' } }],
      rules: { wins: 'most votes', threshold: 'more than 0/1 of the ballots', tie: 'drawn by the seed' },
    });
  });

  test.each([
    ['1/2', [0, 0, 1, 1], []],
    ['1/2', [0, 0, 0, 1, 1], ['A']],
    ['2/3', [0, 0, 1], []],
    ['2/3', [0, 0, 0, 1], ['A']],
    ['333333/999999', [0, 1, 2], []],
    ['333332/999999', [0, 0, 1, 2, 3], ['A']],
    ['0/1', [], []],
    ['1/1', [0, 0], []],
  ])('a winner needs more than %s of the ballots, exactly', (threshold, ballots, winners) => {
    expect(single.tally(ballots, ['A', 'B', 'C', 'D'], { threshold, seed }).winners).toEqual(winners);
  });

  test('equals below the threshold are no tie', () => {
    expect(single.tally([0, 1], ['A', 'B'], { threshold: '1/2', seed })).toMatchObject({ winners: [], tie: null, ranking: [['A', 'B']] });
  });

  test('a tie is drawn by the seed, and the way there is said', () => {
    expect(single.tally([0, 1, 2, 2, 1], ['Z', 'b', 'a'], { threshold: '0/1', seed: '05' })).toMatchObject({
      winners: ['b'],
      ranking: [['b', 'a'], ['Z']],
      tie: {
        between: ['b', 'a'],
        path: [
          '2 options lead with 2 votes each.',
          'Sorted by their characters and numbered from 0: 0 "a", 1 "b".',
          'The seed, read as a hexadecimal number and divided by 2, leaves 1: "b" is chosen.',
        ],
        seed: '05',
      },
    });
  });

  test('options may be called as they like', () => {
    const { rounds, winners } = single.tally([0, 0, 1], ['__proto__', 'constructor'], plain);
    expect(winners).toEqual(['__proto__']);
    expect(JSON.stringify(rounds)).toBe('[{"votes":{"__proto__":"2","constructor":"1"}}]');
  });

  test('equals a count by hand', () => {
    fc.assert(
      fc.property(options, fc.array(fc.nat()), (names, raw) => {
        const ballots = raw.map((any) => any % names.length);
        const counts = names.map((_, place) => ballots.filter((choice) => choice === place).length);
        const most = Math.max(...counts);
        const leaders = names.filter((_, place) => counts[place] === most && most > 0);
        const tally = single.tally(ballots, names, plain);
        expect(new Map(Object.entries(Object(tally.rounds[0]).votes))).toEqual(new Map(names.map((n, i) => [n, String(counts[i])])));
        expect(tally.tie === null ? tally.winners : tally.tie.between).toEqual(leaders);
        expect(tally.winners).toHaveLength(Math.min(1, leaders.length));
        expect(tally.ranking.flat().toSorted()).toEqual(names.toSorted());
      }),
    );
  });
});

describe('approval', () => {
  test('the most approvals win; their share is one of the ballots', () => {
    const ballots = [[0, 1], [1], [1, 2], []];
    expect(approval.tally(ballots, ['A', 'B', 'C'], { threshold: '1/2', seed })).toMatchObject({
      ballots: 4,
      winners: ['B'],
      ranking: [['B'], ['A', 'C']],
      rounds: [{ votes: { A: '1', B: '3', C: '1' } }],
    });
    expect(approval.tally(ballots, ['A', 'B', 'C'], { threshold: '3/4', seed }).winners).toEqual([]);
  });

  test('nobody who is approved by nobody wins', () => {
    expect(approval.tally([[], []], ['A', 'B'], plain)).toMatchObject({ winners: [], tie: null });
  });

  test('a person may approve of none, unless an option is called so', () => {
    expect(approval.read('None', ['A', 'B'])).toEqual([]);
    expect(approval.write([], ['A', 'B'])).toBe('none');
    expect(approval.read('none', ['A', 'None of these'])).toEqual([1]);
  });

  test('says a ballot back', () => {
    expect(approval.show([0, 2], ['A', 'B', 'C'])).toBe('A, C');
    expect(approval.show([], ['A'])).toMatchObject({ id: 'voting.approves-none' });
  });
});

const options = fc.uniqueArray(
  fc.oneof(fc.string(), fc.constantFrom('__proto__', '1', '2', '3', '#1', '1,2', '#1,#2', '2,1', '1;2', 'none')),
  { minLength: 1, maxLength: 7 },
);
const choices = {
  single: (places: readonly number[]) => places[0] ?? 0,
  approval: (places: readonly number[]) => [...new Set(places)].toSorted((a, b) => a - b),
} as const;
const threshold = fc.constantFrom('0/1', '1/3', '1/2', '2/3', '1/1');
const hex = fc.stringMatching(/^[0-9a-f]{64}$/);

describe.each(['single', 'approval'] as const)('%s', (name) => {
  const method = findMethod(name)!;
  const election = fc.record({ names: options, raw: fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 4 })), threshold, seed: hex });
  const choose: (places: readonly number[]) => number | number[] = choices[name];
  const arrange = ({ names, raw }: { names: readonly string[]; raw: number[][] }) =>
    raw.map((places) => choose(places.map((any) => any % names.length)));

  test('the order of the ballots, and so who cast which, changes nothing', () => {
    fc.assert(
      fc.property(election, fc.infiniteStream(fc.nat()), (drawn, chance) => {
        const ballots = arrange(drawn);
        const shuffled = ballots
          .map((ballot) => ({ ballot, key: chance.next().value }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ ballot }) => ballot);
        expect(method.tally(shuffled, drawn.names, drawn)).toEqual(method.tally(ballots, drawn.names, drawn));
      }),
    );
  });

  test('the order of the options changes no winner, not even of a tie', () => {
    fc.assert(
      fc.property(election, (drawn) => {
        const ballots = drawn.raw.map((places) => places.map((any) => any % drawn.names.length));
        const turned = (place: number) => drawn.names.length - 1 - place;
        const straight = method.tally(ballots.map(choose), drawn.names, drawn);
        const reversed = method.tally(
          ballots.map((places) => choose(places.map(turned))),
          drawn.names.toReversed(),
          drawn,
        );
        expect(reversed.winners).toEqual(straight.winners);
        expect(reversed.ranking.map((group) => group.toSorted())).toEqual(straight.ranking.map((group) => group.toSorted()));
      }),
    );
  });

  test('other names for the options give other names to the same places, ties apart', () => {
    fc.assert(
      fc.property(election, (drawn) => {
        const ballots = arrange(drawn);
        const tally = method.tally(ballots, drawn.names, drawn);
        const renamed = method.tally(
          ballots,
          drawn.names.map((_, place) => `option ${place}`),
          drawn,
        );
        const rename = (winner: string) => `option ${drawn.names.indexOf(winner)}`;
        expect(renamed.tie?.between).toEqual(tally.tie?.between.map(rename));
        if (tally.tie === null) expect(renamed.winners).toEqual(tally.winners.map(rename));
      }),
    );
  });

  test('what is written for a button is read as exactly that ballot', () => {
    fc.assert(
      fc.property(options, fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), (names, raw) => {
        const choice = choose(raw.map((any) => any % names.length));
        expect(method.read(method.write(choice, names), names)).toEqual(choice);
      }),
    );
  });

  test.each([null, -1, 3, 0.5, NaN, '0', true, {}, [0, 0], [1, 0], [3], [-1], ['0'], [[0]], [null], { length: 0 }])(
    'a ballot %j from a file is refused, and is not counted either',
    (choice) => {
      expect(() => method.parse(choice, ['A', 'B', 'C'])).toThrow(expect.objectContaining({ code: 'ballot-malformed' }));
      expect(() => method.tally([choice as never], ['A', 'B', 'C'], plain)).toThrow(expect.objectContaining({ code: 'ballot-malformed' }));
    },
  );
});

test('a seed chooses each of several equals about equally often', () => {
  const wins = new Map<string, number>();
  for (const sample of fc.sample(hex, { numRuns: 3_000, seed: 7 })) {
    const [winner = ''] = single.tally([0, 1, 2], ['A', 'B', 'C'], { threshold: '0/1', seed: sample }).winners;
    wins.set(winner, (wins.get(winner) ?? 0) + 1);
  }
  for (const option of ['A', 'B', 'C']) expect(wins.get(option)).toBeGreaterThan(880);
});

test('methods are found by name', () => {
  expect(methods.map(({ name }) => name)).toEqual(expect.arrayContaining(['single', 'approval', 'score', 'equal-shares', 'lottery']));
  expect(findMethod(' Approval ')?.name).toBe('approval');
  expect(findMethod('constructor')).toBeNull();
});
