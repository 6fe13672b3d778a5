import { expect, test } from 'vitest';
import { eachPastOutcome } from '../../../../bots/commands/charter/past-outcomes.ts';
import { NetworkId } from '../../../../core/ids.ts';
import type { Vote } from '../../../../core/ports/votes.ts';
import { countVote } from '../../../../core/voting/count.ts';
import { closedVote, instance } from '../../../core/voting/closed-vote.ts';

const { vote: vote3 } = closedVote();
const bundle = countVote(closedVote(), instance);
const network = NetworkId.parse(crypto.randomUUID());

/** So many votes, each with so many ballots; the even ones were cancelled. */
async function look(votes: number, ballots: number, isOver = (number: number): boolean => number > 0) {
  const seen: number[] = [];
  const vote = (number: number): Vote => {
    const counted = Array.from({ length: ballots }, (_, place) => ({ tag: String(place), choice: 0 }));
    return { ...vote3, number, bundle: isOver(number) ? { ...bundle, vote: { ...bundle.vote, number }, ballots: counted } : null };
  };
  const oldest = await eachPastOutcome(
    network,
    {
      list: async () => (votes === 0 ? [] : [vote(votes)]),
      find: async (_, number) => vote(number),
    },
    (outcome) => void seen.push(outcome.vote.number),
  );
  return { seen, oldest };
}

test('all of a few, newest first, without those that have no outcome', async () => {
  expect(await look(5, 1, (number) => number % 2 === 1)).toEqual({ seen: [5, 3, 1], oldest: 1 });
  expect(await look(0, 1)).toEqual({ seen: [], oldest: 1 });
});

test('the latest of very many, or of very large ones, and from which on', async () => {
  const many = await look(230, 1);
  expect([many.seen.length, many.oldest]).toEqual([200, 31]);
  expect(await look(10, 90_000)).toEqual({ seen: [10, 9, 8], oldest: 8 });
});
