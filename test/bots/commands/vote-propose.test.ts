import { describe, expect, test } from 'vitest';
import { day } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

async function decide(village: Awaited<ReturnType<typeof foundBakers>>, ...ballots: readonly string[]): Promise<string> {
  const { ada, bea, person, later, closeDue } = village;
  const dan = person('Dan');
  for (const [place, ballot] of ballots.entries()) await [ada, bea, dan][place]?.says(`vote cast 1 ${ballot}`);
  later(3 * day);
  await closeDue();
  return ada.says('vote status 1');
}

async function foundThree(create?: string) {
  const village = await foundBakers(create);
  await village.person('Dan').says('join Bakers');
  return village;
}

describe('vote propose', () => {
  test('asks yes or no, and passes with more than half', async () => {
    const village = await foundThree();
    expect(await village.ada.says('vote propose "We buy the second oven"')).toContain('Vote #1 is open until');
    expect(village.memory.state.votes[0]).toMatchObject({ options: ['Yes', 'No'], method: 'single', rules: { threshold: '1/2' } });
    expect(await decide(village, 'yes', 'yes', 'no')).toContain('Yes wins.');
  });

  test('does nothing on a tie: no lot is drawn', async () => {
    const village = await foundThree();
    await village.ada.says('vote propose We buy the second oven');
    expect(await decide(village, 'yes', 'no')).toContain('No decision: no option reached the threshold.');
  });

  test('may need two thirds, or nobody’s objection', async () => {
    const village = await foundThree();
    await village.ada.says('vote propose "We buy the second oven" --needs two-thirds --for 1d');
    expect(await decide(village, 'yes', 'yes', 'no')).toContain('No decision: no option reached the threshold.');
    const other = await foundThree();
    await other.ada.says('vote propose "We buy the second oven" --needs consent');
    expect(await decide(other, 'agree', 'agree', 'object: it is too dear')).toContain('No decision');
  });

  test('needs never less than the charter asks for', async () => {
    const { ada, memory } = await foundThree();
    for (const network of memory.state.networks) network.charter = { ...network.charter, threshold: '3/4' };
    await ada.says('vote propose "We buy the second oven" --needs two-thirds');
    expect(memory.state.votes[0]?.rules.threshold).toBe('3/4');
  });

  test('refuses as other votes do', async () => {
    const { ada, person } = await foundThree();
    expect(await ada.says('vote propose Why --for 1d --until "tomorrow 6pm"')).toContain('not both');
    expect(await person('Eve').says('vote propose Why', { in: 'kitchen' })).toContain('Only members of Bakers can do that.');
  });
});

describe('vote open --threshold', () => {
  const ask = 'vote open Which? --options A,B,C';

  test.each([
    ['60%', '3/5'],
    ['"two thirds"', '2/3'],
    ['none', '1/4'],
    ['1/5', '1/4'],
  ])('%s under a charter that asks for 1/4 is %s', async (words, threshold) => {
    const { ada, memory } = await foundThree();
    for (const network of memory.state.networks) network.charter = { ...network.charter, threshold: '1/4' };
    await ada.says(`${ask} --threshold ${words}`);
    expect(memory.state.votes[0]?.rules.threshold).toBe(threshold);
  });

  test.each(['all', 'most', '3'])('%s is refused', async (words) => {
    const { ada, memory } = await foundThree();
    expect(await ada.says(`${ask} --threshold ${words}`)).toMatch(/is no share|out of bounds/u);
    expect(memory.state.votes).toEqual([]);
  });
});
