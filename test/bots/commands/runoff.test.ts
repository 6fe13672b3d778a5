import { describe, expect, test } from 'vitest';
import { day } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

/** Ada, Bea, Dan, Eve and Fay, under a charter with a threshold of a half. */
async function foundFive(runoff: 'never' | 'undecided' = 'undecided') {
  const village = await foundBakers();
  const { ada, bea, person, memory, later, closeDue } = village;
  const others = ['Dan', 'Eve', 'Fay'].map((name) => person(name));
  for (const one of others) await one.says('join Bakers');
  for (const network of memory.state.networks)
    network.charter = { ...network.charter, threshold: '1/2', votes: { ...network.charter.votes, runoff } };
  return {
    ...village,
    decide: async (number: number, ...ballots: readonly string[]) => {
      for (const [place, ballot] of ballots.entries()) await [ada, bea, ...others][place]?.says(`vote cast ${number} ${ballot}`);
      later(2 * day);
      await closeDue();
    },
  };
}

const ask = 'vote open "Which bread?" --options Rye,Spelt,Oat,Maize --for 2d';

describe('a second round', () => {
  test('opens by itself between the best two where none exceeded the threshold, and is announced', async () => {
    const { ada, decide, stands, memory } = await foundFive();
    await ada.says(ask);
    await decide(1, 'Rye', 'Rye', 'Oat', 'Oat', 'Maize');
    const [, runoff] = memory.state.votes;
    expect(runoff).toMatchObject({
      question: 'Which bread? (Runoff of #1)',
      options: ['Rye', 'Oat'],
      status: 'open',
      openedBy: memory.state.votes[0]?.openedBy,
    });
    expect(Number(runoff?.closesAt) - Number(runoff?.openedAt)).toBe(2 * day);
    expect(stands('kitchen').at(-1)).toMatch(/^Vote #2\n[^]*Which bread\? \(Runoff of #1\)\n\n1\. Rye\n2\. Oat\n\n5 members can vote\./u);
    await decide(2, 'Rye', 'Oat', 'Oat', 'Oat');
    expect(await ada.says('vote status 2')).toContain('Oat wins.');
    expect(memory.state.votes).toHaveLength(2);
  });

  test('takes those who are equal to the second best, in the order of the first round', async () => {
    const { ada, decide, memory } = await foundFive();
    await ada.says(ask);
    await decide(1, 'Oat', 'Oat', 'Maize', 'Rye');
    expect(memory.state.votes[1]?.options).toEqual(['Rye', 'Oat', 'Maize']);
  });

  test.each([
    ['the charter wants none', 'never', ask, ['Rye', 'Oat']],
    ['somebody won', 'undecided', ask, ['Rye', 'Rye', 'Oat']],
    ['nobody voted', 'undecided', ask, []],
    ['it would be the same question', 'undecided', 'vote open Why? --options A,B', ['A', 'B']],
    ['all are equal', 'undecided', 'vote open Why? --options A,B,C', ['A', 'B', 'C']],
    ['it asks for no option', 'undecided', 'vote open Why? --options A,B,C --method consent', ['object: no']],
    ['it changes the charter', 'undecided', 'charter propose reminders 3', ['yes', 'no']],
  ] as const)('opens not where %s', async (_, runoff, open, ballots) => {
    const { ada, decide, memory, later, closeDue } = await foundFive(runoff);
    await ada.says(open);
    await decide(1, ...ballots);
    later(7 * day);
    await closeDue();
    expect(memory.state.votes.map(({ status }) => status)).toEqual(['closed']);
  });

  test('is the last one, even if it stays undecided', async () => {
    const { ada, decide, memory } = await foundFive();
    await ada.says(ask);
    await decide(1, 'Oat', 'Oat', 'Maize', 'Rye');
    await decide(2, 'Oat', 'Maize', 'Rye', 'Oat');
    expect(memory.state.votes).toHaveLength(2);
    expect(await ada.says('vote status 2')).toContain('No decision');
  });
});
