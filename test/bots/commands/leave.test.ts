import { describe, expect, test } from 'vitest';
import { day } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

describe('leave', () => {
  test('in a place, or by name, says what stays and how to come back', async () => {
    const { bea, memory } = await foundBakers('network create Night Bakers');
    const left =
      'You have left Night Bakers. What you cast stays counted; you cannot vote in it any more.\nIf you want to come back, say: `join "Night Bakers"`';
    expect(await bea.says('leave', { in: 'kitchen' })).toBe(left);
    expect(await bea.says('join "Night Bakers"')).toContain('Welcome');
    expect(await bea.says('leave night bakers')).toBe(left);
    expect(memory.state.memberships.map(({ status }) => status)).toEqual(['member', 'left']);
  });

  test('is never guessed, and one click away', async () => {
    const { bea, memory } = await foundBakers();
    expect(await bea.says('leave')).toBe(
      'Which network do you want to leave? Say leave NAME.\n\n- Bakers\n\nLeave Bakers: say `leave Bakers`',
    );
    expect(memory.state.memberships).toMatchObject([{ status: 'member' }, { status: 'member' }]);
    await bea.says('network create "Night Shift, Berlin"');
    const [, click = ''] = await bea.isOffered('leave');
    expect(await bea.clicks(click)).toContain('You have left Night Shift, Berlin.');
  });

  test('whoever is in none, or not in this one, is told so', async () => {
    const { person, bea } = await foundBakers();
    const dan = person('Dan');
    expect(await dan.says('leave')).toBe('You are in no network. Say join NAME to become a member of one.');
    expect(await dan.says('leave Bakers')).toBe('You are not a member of Bakers.');
    expect(await dan.says('leave', { in: 'kitchen' })).toBe('You are not a member of Bakers.');
    expect(await dan.says('leave Bakres')).toContain('I know no network “Bakres”.');
    await bea.says('leave Bakers');
    expect(await bea.says('leave Bakers')).toBe('You are not a member of Bakers.');
  });

  test('a ballot that was cast stays counted, and no other follows', async () => {
    const { ada, bea, closeDue, later } = await foundBakers();
    await ada.says('vote open "Which name?" --options Anchor,Beacon');
    await bea.says('vote cast Beacon');
    await bea.says('leave Bakers');
    expect(await bea.says('vote withdraw', { in: 'kitchen' })).toBe('Only members of Bakers can do that. Say join to become one.');
    later(3 * day);
    await closeDue();
    expect(await ada.says('vote status')).toMatch(/Beacon wins\.[^]*1 of 2 voted\./u);
  });
});

describe('leave, for those who only asked', () => {
  test('takes the words of others with it', async () => {
    const { ada, bea, person } = await foundBakers('network create Bakers --template circle');
    await ada.says('vouch Bea');
    const dan = person('Dan');
    await dan.says('join Bakers');
    expect(await bea.says('vouch Dan')).toBe('Noted: 1 of 2 members vouch for Dan now.');
    expect(await dan.says('leave Bakers')).toBe('You do not ask to join Bakers any more. If you want to again, say: `join Bakers`');
    expect(await ada.says('vouch Dan')).toContain('Nobody is waiting to be admitted.');
    await dan.says('join Bakers');
    expect(await ada.says('vouch Dan')).toBe('Noted: 1 of 2 members vouch for Dan now.');
  });

  test('cancels the vote about them, where it stands too', async () => {
    const { ada, bea, stands } = await foundBakers('network create Bakers --admission voted');
    expect(await bea.says('leave', { in: 'kitchen' })).toContain('You do not ask to join Bakers any more.');
    expect(stands('kitchen')).toEqual([
      'Vote #1 is cancelled\n====================\n\nShall 00000005 become a member?\nNothing is counted in it.',
      'Bea (00000005) asks to join Bakers: vote #1 decides.',
    ]);
    expect(await ada.says('vote cast 1 Yes')).toContain('Vote #1 was cancelled');
  });

  test('cancels it also after its deadline, as long as it is not counted', async () => {
    const { ada, bea, later, closeDue, memory } = await foundBakers('network create Bakers --admission voted');
    await ada.says('vote cast Yes');
    later(3 * day);
    expect(await bea.says('leave Bakers')).toContain('You do not ask to join Bakers any more.');
    await closeDue();
    expect(memory.state.memberships[1]).toMatchObject({ status: 'left' });
  });

  test('a vote that is being counted cannot be stopped, so nobody is admitted after leaving', async () => {
    const { ada, bea, later, beginCounting, closeDue, memory } = await foundBakers('network create Bakers --admission voted');
    await ada.says('vote cast Yes');
    later(3 * day);
    beginCounting();
    expect(await bea.says('leave Bakers')).toBe(
      'The vote about you in Bakers is over and being counted, so it cannot be stopped. As soon as I tell you what came of it, say leave Bakers again.',
    );
    await closeDue();
    expect(memory.state.memberships[1]).toMatchObject({ status: 'member' });
    expect(await bea.says('leave Bakers')).toContain('You have left Bakers.');
  });
});
