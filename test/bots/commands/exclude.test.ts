import { describe, expect, test } from 'vitest';
import { day } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

/** Ada, Bea, Dan and Eve; Dan is the one about whom they vote. */
async function foundFour(create?: string) {
  const village = await foundBakers(create);
  const { ada, bea, person, later, closeDue } = village;
  const [dan, eve] = [person('Dan'), person('Eve')];
  for (const one of [dan, eve]) await one.says('join Bakers');
  const members = [ada, bea, dan, eve];
  return {
    ...village,
    dan,
    eve,
    decide: async (number: number, ...ballots: readonly string[]) => {
      for (const [place, ballot] of ballots.entries()) await members[place]?.says(`vote cast ${number} ${ballot}`);
      later(7 * day);
      await closeDue();
    },
  };
}

describe('exclude', () => {
  test('opens a vote in which the member has a voice too, and is told', async () => {
    const { ada, dan, stands, memory } = await foundFour();
    const mark = memory.state.accounts.find(({ displayName }) => displayName === 'Dan')?.person.slice(0, 8);
    expect(await ada.says('exclude dan', { in: 'kitchen' })).toBe(
      `Vote #1 decides whether Dan is excluded, until Tue 1 Dec 2026, 14:00 UTC.
More than 2/3 of the ballots must say so, and nobody can end the vote early. Everybody votes, Dan too, who has been told. At least 1/4 of the active members must vote.
To vote, choose one option, or say: \`vote cast 1 1\`

Yes: say \`vote cast 1 1\`
No: say \`vote cast 1 2\``,
    );
    expect(stands('kitchen')).toEqual([
      expect.stringContaining(`Shall ${mark} be excluded?`),
      `Vote #1 is about Dan (${mark}): whether they stay a member of Bakers.`,
    ]);
    expect(dan.notes()).toEqual([
      'Members of Bakers vote on whether to exclude you: vote #1, until Tue 1 Dec 2026, 14:00 UTC. You vote too. Until it is over you are a member like everybody else.',
    ]);
    expect(await dan.says('vote cast no')).toContain('Counted in vote #1: No.');
    expect(JSON.stringify(memory.state.votes[0])).not.toContain('Dan');
  });

  test('a passing ends the membership; to come back takes a vote, whatever the charter says of newcomers', async () => {
    const { ada, dan, decide, memory } = await foundFour();
    await ada.says('exclude Dan');
    await decide(1, 'yes', 'yes', 'no', 'yes');
    expect(dan.notes().at(-1)).toBe(
      'The members of Bakers voted in #1: you are not one of them any more. If you ask to join again, they vote on that.',
    );
    expect(await dan.says('vote list', { in: 'kitchen' })).toContain('Only members of Bakers can do that.');
    expect(memory.state.ledger.map(({ kind }) => kind)).toEqual(['vote.closed', 'member.excluded']);
    expect(await dan.says('join Bakers')).toContain('Its members decide in vote #2');
    await dan.says('leave Bakers');
    expect(await dan.says('join Bakers')).toContain('Its members decide in vote #3');
    await decide(3, 'no', 'no');
    expect(await dan.says('join Bakers')).toContain('Its members decide in vote #4');
    await decide(4, 'yes', 'yes');
    expect(await dan.says('leave Bakers')).toContain('You have left Bakers');
    expect(await dan.says('join Bakers')).toContain('Welcome to Bakers!');
  });

  test('holds for every account of the person, also for one that goes its own way', async () => {
    const { ada, dan, person, decide } = await foundFour();
    const again = person('Dan', 'slack');
    const [, code] = /`link ([^`]+)`/u.exec(await dan.says('link')) ?? [];
    await again.says(`link ${code}`);
    await ada.says('exclude Dan');
    await decide(1, 'yes', 'yes', 'no', 'yes');
    expect(await again.says('join Bakers')).toContain('Its members decide in vote #2');
  });

  test('no word of members lets somebody in whom a vote excluded', async () => {
    const { ada, bea, decide, person } = await foundFour('network create Bakers --template circle');
    const dan = person('Dan');
    await ada.says('vouch Bea');
    for (const one of [ada, bea]) await one.says('vouch Dan');
    await ada.says('exclude Dan');
    await decide(1, 'yes', 'yes');
    expect(await dan.says('join Bakers')).toContain('Its members decide in vote #2');
    expect(await ada.says('vouch Dan')).toBe(
      'Members excluded Dan by vote, so only a vote lets them in again. Your ballot in it is your word.',
    );
  });

  test.each([
    ['two thirds are not more than two thirds', ['yes', 'yes', 'no']],
    ['a no', ['no', 'no', 'no', 'yes']],
    ['silence', []],
  ])('%s: the member stays, is told, and is left in peace for a while', async (_, ballots) => {
    const { ada, bea, dan, decide, later } = await foundFour();
    await ada.says('exclude Dan');
    await decide(1, ...ballots);
    expect(dan.notes().at(-1)).toBe('The members of Bakers voted in #1: you stay one of them.');
    expect(await dan.says('vote list')).toContain('#1');
    expect(await bea.says('exclude Dan')).toBe(
      'Vote #1 did not exclude Dan. By the charter nobody asks that again for 30 days: until Thu 31 Dec 2026, 14:00 UTC.',
    );
    later(30 * day);
    expect(await bea.says('exclude Dan')).toContain('Vote #2 decides whether Dan is excluded');
  });

  test('one vote at a time about somebody, whom nobody ends early', async () => {
    const { ada, bea, eve, memory } = await foundFour();
    await ada.says('exclude Dan');
    expect(await bea.says('exclude Dan')).toBe('Vote #1 decides about Dan already.');
    expect(await ada.says('vote close')).toBe('By the charter nobody can do that. Vote #1 runs until its deadline.');
    expect(await eve.says('exclude Bea')).toContain('Vote #2 decides whether Bea is excluded');
    expect(memory.state.votes).toHaveLength(2);
  });

  test('finds members only, by name or sign, and never oneself', async () => {
    const { ada, person, memory } = await foundFour();
    await person('Danny').says('join Bakers');
    expect(await ada.says('exclude Fay')).toBe('No member is called “Fay”. Say the name as it is shown here, or the sign in brackets.');
    expect(await ada.says('exclude Da')).toMatch(
      /^Several fit\. Say the signs in brackets instead of the name: Dan \(\w{8}\) or Danny \(\w{8}\)\.$/u,
    );
    expect(await ada.says('exclude Ada')).toBe('To go yourself, say leave Bakers. Nobody needs to vote on that.');
    const mark = memory.state.accounts.find(({ displayName }) => displayName === 'Danny')?.person.slice(0, 8);
    expect(await ada.says(`exclude ${mark}`)).toContain('decides whether Danny is excluded');
    expect(await person('Gus').says('exclude Dan', { in: 'kitchen' })).toContain('Only members of Bakers can do that.');
  });
});
