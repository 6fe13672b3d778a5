import { expect, test } from 'vitest';
import { countVote } from '../../../../core/voting/count.ts';
import { otherwise } from '../../../../core/voting/report/otherwise.ts';
import { closedVote, instance } from '../closed-vote.ts';
import { tennessee } from '../some-rankings.ts';

function outcome(method: string, choices: readonly (readonly (readonly number[])[])[], options: readonly string[] = tennessee.options) {
  const closing = closedVote();
  const ballots = choices.map((choice, place) => ({
    tag: `tag${String(place).padStart(3, '0')}`,
    choice: choice.map((equals) => [...equals]),
  }));
  const vote = { ...closing.vote, method, options, rules: { ...closing.vote.rules, quorum: '0/1', threshold: '0/1' } };
  return countVote({ ...closing, vote, electors: ballots.length, ballots }, instance);
}

const capital = tennessee.groups.flatMap(({ choice, count }) => Array.from({ length: Number(count) }, () => choice));

test('an outcome says what other methods would have chosen', () => {
  expect(otherwise(outcome('irv', capital))).toEqual({
    kind: 'sentence',
    id: 'outcome.otherwise',
    values: {
      others:
        'single: Memphis; schulze: Nashville; ranked-pairs: Nashville; minimax: Nashville; copeland: Nashville; borda: Nashville; kemeny: Nashville',
    },
  });
});

test('or that all would have chosen the same', () => {
  expect(
    otherwise(
      outcome('schulze', [
        [[0], [1]],
        [[0], [2]],
        [[1], [0]],
      ]),
    ),
  ).toMatchObject({ id: 'outcome.alike' });
});

test('says nothing where two options leave nothing to say', () => {
  expect(otherwise(outcome('irv', [[[0], [1]]], ['A', 'B']))).toBeNull();
});
