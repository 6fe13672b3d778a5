import { describe, expect, test } from 'vitest';
import { day } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

const ask = 'vote open "How was the week?" --options Good,Bad --for 7d --times 3';

async function foundAsking(open = ask) {
  const village = await foundBakers();
  const { ada, later, closeDue } = village;
  const answer = await ada.says(open);
  return {
    ...village,
    answer,
    week: async () => {
      later(7 * day);
      await closeDue();
    },
  };
}

describe('a vote that is asked several times', () => {
  test('opens the next round when one is over, until the last, and says so', async () => {
    const { ada, answer, week, stands, memory } = await foundAsking();
    const told = 'Once it is over it is asked again, 2 more times. To end that, cancel it; it ends by itself when nobody votes.';
    expect(answer).toContain(told);
    expect(stands('kitchen').at(-1)).toContain(told);
    await ada.says('vote cast 1 Good');
    await week();
    expect(stands('kitchen').at(-1)).toMatch(/^Vote #2\n[^]*How was the week\?[^]*asked again, one more time\./u);
    await ada.says('vote cast 2 Bad');
    await week();
    expect(stands('kitchen').at(-1)).toMatch(/^Vote #3\n/u);
    expect(stands('kitchen').at(-1)).not.toContain('asked again');
    await ada.says('vote cast 3 Bad');
    await week();
    expect(memory.state.votes.map(({ number, status }) => [number, status])).toEqual([
      [1, 'closed'],
      [2, 'closed'],
      [3, 'closed'],
    ]);
    const [first, second] = memory.state.votes;
    expect(Number(second?.openedAt)).toBe(Number(first?.closesAt));
    expect(Number(second?.closesAt) - Number(second?.openedAt)).toBe(7 * day);
  });

  test('goes on by the charter of its time, with the same options and method', async () => {
    const { ada, week, memory } = await foundAsking('vote open Where? --options A,B --for 7d --times 2 --method approval --tier 0');
    for (const network of memory.state.networks) network.charter = { ...network.charter, quorum: '1/2' };
    await ada.says('vote cast 1 A');
    await week();
    expect(memory.state.votes[1]).toMatchObject({ method: 'approval', options: ['A', 'B'], rules: { quorum: '1/2' } });
    expect(memory.state.votes[1]?.rules.again).toBeUndefined();
  });

  test('lasts as long as was meant, also after a round that was ended early', async () => {
    const { ada, closeDue, memory } = await foundAsking();
    await ada.says('vote cast 1 Good');
    await ada.says('vote close 1');
    await closeDue();
    const [, second] = memory.state.votes;
    expect(Number(second?.closesAt) - Number(second?.openedAt)).toBe(7 * day);
  });

  test.each([
    ['nobody votes', async () => {}],
    ['it is cancelled', async ({ ada }) => void (await ada.says('vote cancel 1'))],
    [
      'its opener went away',
      async ({ ada }) => {
        await ada.says('vote cast 1 Good');
        await ada.says('leave Bakers');
      },
    ],
    [
      'nobody opens votes any more',
      async ({ ada, memory }) => {
        await ada.says('vote cast 1 Good');
        for (const network of memory.state.networks)
          network.charter = { ...network.charter, votes: { ...network.charter.votes, open: 'nobody' } };
      },
    ],
  ] satisfies [string, (village: Awaited<ReturnType<typeof foundAsking>>) => Promise<void>][])('ends where %s', async (_, happen) => {
    const village = await foundAsking();
    await happen(village);
    await village.week();
    expect(village.memory.state.votes).toHaveLength(1);
  });

  test('asks once where nothing else is said', async () => {
    const { ada, answer, week, memory } = await foundAsking('vote open Where? --options A,B --for 7d');
    expect(answer).not.toContain('asked again');
    await ada.says('vote cast A');
    await week();
    expect(memory.state.votes).toHaveLength(1);
  });

  test('has a second round of its own beside the next one', async () => {
    const { ada, bea, person, week, memory } = await foundAsking('vote open Where? --options A,B,C --for 7d --times 2');
    for (const network of memory.state.networks)
      network.charter = { ...network.charter, votes: { ...network.charter.votes, runoff: 'undecided' } };
    await person('Dan').says('join Bakers');
    const [vote] = memory.state.votes;
    memory.state.votes = memory.state.votes.map((known) =>
      known === vote ? { ...known, rules: { ...known.rules, threshold: '1/2' } } : known,
    );
    await ada.says('vote cast 1 A');
    await bea.says('vote cast 1 B');
    await week();
    expect(memory.state.votes.map(({ question, rules }) => [question, rules.again?.times, rules.runoffOf])).toEqual([
      ['Where?', 1, undefined],
      ['Where? (Runoff of #1)', undefined, 1],
      ['Where?', undefined, undefined],
    ]);
  });
});
