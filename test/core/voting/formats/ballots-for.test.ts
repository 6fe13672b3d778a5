import { describe, expect, test } from 'vitest';
import { ballotsFor } from '../../../../core/voting/formats/ballots-for.ts';
import { readElection } from '../../../../core/voting/formats/read-election.ts';
import type { BallotKind } from '../../../../core/voting/method.ts';

const pabulib = (type: string, votes: string) =>
  `META\nkey;value\nbudget;9\nvote_type;${type}\nPROJECTS\nproject_id;cost\nA;1\nB;2\nC;3\nVOTES\n${votes}`;
const files = {
  ranks: readElection('#/Candidates: A;B;C\nC > A = B\nB\n/EMPTY/\n', '.cvotes'),
  'one rank': readElection('#/Candidates: A;B;C\nA = C\n', '.cvotes'),
  scores: readElection('A,B,C\n-1.5,10,9\n,,0\n2,2,1\n', '.csv'),
  approvals: readElection(pabulib('approval', 'voter_id;vote\n1;C,A\n2;\n3;B\n'), '.pb'),
  points: readElection(pabulib('cumulative', 'voter_id;vote;points\n1;A,B;2,10\n2;C,A;1,0\n'), '.pb'),
  ordinal: readElection(pabulib('ordinal', 'voter_id;vote\n1;C,A\n'), '.pb'),
};

const choices = (file: keyof typeof files, asks: BallotKind) =>
  ballotsFor({ name: 'm', asks }, files[file]).groups.map(({ choice }) => choice);

describe('the ballots of a file as a method asks for them', () => {
  test.each<[keyof typeof files, BallotKind, unknown]>([
    ['ranks', 'option', [2, 1]],
    ['scores', 'option', [1, 2]],
    ['approvals', 'option', [1]],
    ['points', 'option', [1, 2]],
    ['one rank', 'options', [[0, 2]]],
    ['approvals', 'options', [[0, 2], [], [1]]],
    ['points', 'options', [[0, 1], [2]]],
    ['ranks', 'ranks', [[[2], [0, 1]], [[1]], []]],
    ['scores', 'ranks', [[[1], [2], [0]], [[2]], [[0, 1], [2]]]],
    ['approvals', 'ranks', [[[0, 2]], [], [[1]]]],
    [
      'points',
      'ranks',
      [
        [[1], [0]],
        [[2], [0]],
      ],
    ],
    [
      'scores',
      'scores',
      [
        ['-1.5', '10', '9'],
        [null, null, '0'],
        ['2', '2', '1'],
      ],
    ],
    [
      'approvals',
      'scores',
      [
        ['1', '0', '1'],
        ['0', '0', '0'],
        ['0', '1', '0'],
      ],
    ],
    [
      'points',
      'scores',
      [
        ['2', '10', '0'],
        ['0', '0', '1'],
      ],
    ],
    ['approvals', 'cart', [[0, 2], [], [1]]],
    [
      'points',
      'cart',
      [
        [
          [0, '2'],
          [1, '10'],
        ],
        [[2, '1']],
      ],
    ],
    ['ordinal', 'cart', [[0, 2]]],
  ])('%s as %s', (file, asks, expected) => {
    expect(choices(file, asks)).toEqual(expected);
  });

  test.each<[keyof typeof files, BallotKind, RegExp]>([
    ['ranks', 'options', /^m cannot count this file: a ranking does not say whom its voter approves of\.$/],
    ['scores', 'options', /scores other than 1 and 0 do not say from which one on/],
    ['ranks', 'scores', /a ranking says who is better, not how good/],
    ['ranks', 'cart', /nothing in it has a cost\. It counts participatory budgets \(\.pb\)/],
    ['scores', 'cart', /nothing in it has a cost/],
    ['approvals', 'stance', /m counts who agrees and who objects/],
  ])('%s as %s is refused in words', (file, asks, said) => {
    expect(() => choices(file, asks)).toThrow(said);
  });
});
