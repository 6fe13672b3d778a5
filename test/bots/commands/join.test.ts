import { describe, expect, test } from 'vitest';
import { createVillage, day } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

describe('join', () => {
  test('makes a member of the network of the place, or of that name', async () => {
    const { person } = await foundBakers();
    expect(await person('Dan').says('join', { in: 'kitchen' })).toBe(
      'Welcome to Bakers! You are its 3rd member.\nSay vote list to see what is being decided.',
    );
    for (const [name, words] of Object.entries({ Eve: 'join bakers', Fay: 'join "BAKERS"', Gus: '/coop join --network Bakers' })) {
      expect(await person(name).says(words)).toContain('Welcome to Bakers!');
    }
  });

  test('counts in words', async () => {
    const { person } = await foundBakers();
    for (const number of ['3rd', '4th', '5th']) expect(await person(`N${number}`).says('join Bakers')).toContain(`its ${number} member`);
  });

  test('said again it changes nothing', async () => {
    const { bea, memory } = await foundBakers();
    expect(await bea.says('join Bakers')).toBe('You are a member of Bakers already.');
    expect(memory.state.memberships).toHaveLength(2);
  });

  test('a name in a place means that network, not the place’s', async () => {
    const { ada, person } = await foundBakers();
    await ada.says('network create Cooks, Inc');
    expect(await person('Dan').says('join COOKS, inc', { in: 'kitchen' })).toContain('Welcome to Cooks, Inc!');
  });

  test('without a place and a name it says what to add, and there is no network by accident', async () => {
    const { person } = await foundBakers();
    const dan = person('Dan');
    expect(await dan.says('join')).toBe('Which network do you want to join? Say join NAME.');
    expect(await dan.says('join Bakres')).toBe('I know no network “Bakres”. Is it spelt like that? To found one, say network create NAME.');
    expect(await dan.says('me show')).toContain('You are in no network yet.');
  });

  test('whoever left comes back, and is no elector of what was opened before', async () => {
    const { ada, bea } = await foundBakers();
    await bea.says('leave Bakers');
    await ada.says('vote open "Which name?" --options Anchor,Beacon');
    expect(await bea.says('join', { in: 'kitchen' })).toContain('Welcome to Bakers! You are its 2nd member.');
    expect(await bea.says('vote cast Anchor')).toContain('You became a member of Bakers after vote #1 was opened');
  });

  test('where everybody has left nobody can be asked', async () => {
    const { ada, person } = await foundBakers('network create Bakers --admission voted');
    await ada.says('leave Bakers');
    expect(await person('Dan').says('join Bakers')).toContain('Welcome to Bakers! You are its 1st member.');
  });
});

describe('join, from the console', () => {
  test('is refused with what to do instead', async () => {
    const { cem, memory } = await foundBakers();
    expect(await cem.says('join Bakers')).toBe(
      'Accounts of the console prove no identity, so Bakers cannot count them. Join from another platform. To have me know you here too, say link.',
    );
    expect(memory.state.memberships).toHaveLength(2);
  });

  test('is welcome where the network was founded for it', async () => {
    const { cem } = await foundBakers('network create Bakers --console');
    expect(await cem.says('join Bakers')).toContain('Welcome to Bakers! You are its 3rd member.');
  });

  test('is welcome once it is linked with an account that counts', async () => {
    const { cem, person } = await foundBakers();
    const [, code] = /`link ([^`]+)`/u.exec(await cem.says('link')) ?? [];
    await person('Cem').says(`link ${code}`);
    expect(await cem.says('join Bakers')).toContain('Welcome to Bakers!');
  });
});

describe('join, where members vouch', () => {
  test('says who must do what, and asks the members in every place', async () => {
    const { ada, bea, memory, stands } = await foundBakers('network create Bakers --template circle');
    const mark = memory.state.accounts.find(({ displayName }) => displayName === 'Bea')?.person.slice(0, 8);
    expect(await bea.says('join', { in: 'kitchen' })).toBe(
      `You have asked to join Bakers already. 1 member must vouch for you in all.\nTo vouch for you, a member says: \`vouch ${mark}\``,
    );
    expect(stands('kitchen')).toEqual([
      `Bea asks to join Bakers. The word of 1 member is needed.\nIf you know them and they belong here, say: \`vouch ${mark}\`\n\nVouch for Bea: say \`vouch ${mark}\``,
    ]);
    await ada.says(`vouch ${mark}`);
    expect(memory.state.memberships.map(({ status }) => status)).toEqual(['member', 'member']);
  });

  test('the first answer promises word', async () => {
    const { person } = await foundBakers('network create Bakers --template circle');
    expect(await person('Dan').says('join Bakers')).toMatch(
      /^You have asked to join Bakers\. 1 member must vouch for you; I will write to you as soon as you are in\.\nTo vouch for you, a member says: `vouch \w{8}`$/u,
    );
  });

  test('until then members’ commands are refused with what is waited for', async () => {
    const { bea } = await foundBakers('network create Bakers --template circle');
    expect(await bea.says('vote list', { in: 'kitchen' })).toBe(
      'Only members of Bakers can do that. You have asked to join; as soon as you are admitted, say it again.',
    );
  });

  test('asking again tells the members once; leaving and asking anew tells them again', async () => {
    const { bea, stands, later } = await foundBakers('network create Bakers --template circle');
    later(day);
    await bea.says('join', { in: 'kitchen' });
    expect(stands('kitchen')).toHaveLength(1);
    await bea.says('leave', { in: 'kitchen' });
    await bea.says('join', { in: 'kitchen' });
    expect(stands('kitchen')).toHaveLength(2);
  });
});

describe('join, where members vote', () => {
  const found = async () => {
    const village = await foundBakers('network create Bakers --template assembly');
    return { ...village, week: async () => (village.later(7 * day), village.closeDue()) };
  };

  test('opens a vote about the newcomer and says when it ends', async () => {
    const { bea, stands } = await found();
    expect(await bea.says('join Bakers')).toBe(
      'You have asked to join Bakers. Its members decide in vote #1, until Tue 1 Dec 2026, 14:00 UTC. I will tell you what came of it.',
    );
    expect(stands('kitchen')).toEqual([
      expect.stringMatching(/^Vote #1\n[^]*Shall 00000005 become a member\?\n\n1\. Yes\n2\. No\n[^]*One member can vote/u),
      'Bea (00000005) asks to join Bakers: vote #1 decides.',
    ]);
  });

  test('asked again while it runs, it opens no second one', async () => {
    const { bea, memory, later, beginCounting } = await found();
    await bea.says('join', { in: 'kitchen' });
    later(7 * day);
    beginCounting();
    expect(await bea.says('join', { in: 'kitchen' })).toContain('Its members decide in vote #1');
    expect(memory.state.votes).toHaveLength(1);
  });

  test('a yes admits and is told privately', async () => {
    const { ada, bea, week } = await found();
    await ada.says('vote cast yes');
    await week();
    expect(bea.notes()).toEqual(['Welcome! The members of Bakers voted: you are one of them now.']);
    expect(await bea.says('vote list')).toContain('become a member? Yes wins.');
  });

  test.each([
    ['a no', ['No', 'No'], 'No wins.'],
    ['a tie', ['Yes', 'No'], 'No decision: no option reached the threshold.'],
    ['silence', [], 'No decision: too few took part.'],
  ])('%s does not admit, and may be asked again', async (_, ballots, outcome) => {
    const { ada, bea, person, week, stands, memory } = await found();
    await ada.says('vote cast yes');
    await week();
    const dan = person('Dan');
    await dan.says('join Bakers');
    for (const [place, ballot] of ballots.entries()) await [ada, bea][place]?.says(`vote cast 2 ${ballot}`);
    await week();
    expect(dan.notes()).toEqual(['The members of Bakers voted, and did not admit you this time. You may ask again later.']);
    expect(stands('kitchen').at(-1)).toContain(outcome);
    expect(memory.state.memberships).toHaveLength(3);
    expect(await dan.says('join Bakers')).toContain('Its members decide in vote #3');
  });

  test('a cancelled one is told with what to say', async () => {
    const village = createVillage();
    const [ada, bea] = [village.person('Ada'), village.person('Bea')];
    await ada.says('network create Night Bakers --template circle --admission voted');
    await bea.says('join Night Bakers');
    expect(await ada.says('vote cancel')).toBe('Vote #1 is cancelled: nothing is counted in it.');
    expect(bea.notes()).toEqual(['The vote about you in Night Bakers was cancelled. To ask again, say: `join "Night Bakers"`']);
    expect(await bea.says('join "Night Bakers"')).toContain('Its members decide in vote #2');
  });
});
