import { describe, expect, test } from 'vitest';
import { findCandidate } from '../../../bots/commands/networks/candidates.ts';
import { PersonId } from '../../../core/ids.ts';
import { refusalOf } from '../conversation/refused.ts';
import { foundBakers } from './bakers.ts';

const circle = 'network create Bakers --template circle';

describe('vouch', () => {
  test('admits with enough words, tells everybody here and the newcomer privately', async () => {
    const { ada, bea } = await foundBakers(circle);
    const answer = await ada.answer({ kind: 'text', text: 'vouch Bea' }, { in: 'kitchen' });
    expect(answer?.audience).toBe('everyone');
    expect(bea.notes()).toEqual([
      'Welcome! Members of Bakers vouched for you: you are one of them now.\nSay vote list to see what is being decided.',
    ]);
    expect(await bea.says('vote list')).toContain('Bakers has not voted yet. Say vote open to ask something.');
  });

  test('counts the words of different members, each once', async () => {
    const { ada, bea, person } = await foundBakers(circle);
    await ada.says('vouch Bea');
    const dan = person('Dan');
    await dan.says('join Bakers');
    expect(await ada.says('vouch dan')).toBe('Noted: 1 of 2 members vouch for Dan now.');
    expect(await ada.says('vouch @Dan')).toBe('Noted: 1 of 2 members vouch for Dan now.');
    expect(await bea.says('vouch Da')).toBe('Dan is a member of Bakers now.');
    expect(dan.notes()).toHaveLength(1);
  });

  test('the words of who has left count no more', async () => {
    const { ada, bea, person } = await foundBakers(circle);
    await ada.says('vouch Bea');
    const [dan, eve] = [person('Dan'), person('Eve')];
    await dan.says('join Bakers');
    await eve.says('join Bakers');
    for (const member of [ada, bea]) await member.says('vouch Dan');
    await ada.says('vouch Eve');
    await ada.says('leave Bakers');
    expect(await bea.says('vouch Eve')).toBe('Noted: 1 of 2 members vouch for Eve now.');
    expect(await dan.says('vouch Eve')).toBe('Eve is a member of Bakers now.');
  });

  test('the button below the question in the space does the same', async () => {
    const { ada, memory } = await foundBakers(circle);
    const [action] = memory.state.posts[0]?.message.actions ?? [];
    expect(action).toMatchObject({ kind: 'button', say: expect.stringMatching(/^vouch \w{8}$/u) });
    expect(await ada.clicks(action?.kind === 'button' ? action.say : '', { in: 'kitchen' })).toBe('Bea is a member of Bakers now.');
  });

  test('nobody waiting, a name that nobody has, and one that two have, say what there is', async () => {
    const { ada, person, memory } = await foundBakers(circle);
    expect(await ada.says('vouch Eve')).toMatch(/^Nobody called “Eve” is waiting\. Did you mean Bea \(\w{8}\)\?$/u);
    await person('Bea', 'slack').says('join Bakers');
    expect(await ada.says('vouch Bea')).toMatch(
      /^Several fit\. Say the signs in brackets instead of the name: Bea \(\w{8}\) or Bea \(\w{8}\)\.$/u,
    );
    const marks = memory.state.memberships.slice(1).map(({ person: id }) => id.slice(0, 8));
    for (const mark of marks) expect(await ada.says(`vouch ${mark}`)).toMatch(/Bea is a member|vouch for Bea now/u);
    expect(memory.state.vouches).toHaveLength(2);
  });

  test('nobody can take another’s mark by name', async () => {
    const { ada, person, memory, bea } = await foundBakers(circle);
    const mark = memory.state.memberships[1]?.person.slice(0, 8) ?? '';
    await person(mark).says('join Bakers');
    await ada.says(`vouch ${mark}`);
    expect(bea.notes()).toHaveLength(1);
  });

  test('when nobody waits it says how one becomes a candidate', async () => {
    const { ada } = await foundBakers(circle);
    await ada.says('vouch Bea');
    expect(await ada.says('vouch Zoe')).toBe('Nobody is waiting to be admitted. Whoever wants to become a member asks to join first.');
  });

  test('is refused where the charter wants no words', async () => {
    const open = await foundBakers();
    expect(await open.ada.says('vouch Dan')).toBe('Anyone may join Bakers, so nobody needs a word.');
    const voted = await foundBakers('network create Bakers --admission voted');
    expect(await voted.ada.says('vouch Bea')).toBe('The members of Bakers vote on newcomers. Your ballot in that vote is your word.');
  });

  test('is for members, and not for oneself', async () => {
    const { bea, person } = await foundBakers(circle);
    expect(await bea.says('vouch Bea', { in: 'kitchen' })).toContain('Only members of Bakers can do that. You have asked to join');
    expect(await person('Dan').says('vouch Bea', { in: 'kitchen' })).toBe('Only members of Bakers can do that. Say join to become one.');
  });

  test('a console account’s word does not count', async () => {
    const { ada, cem, memory } = await foundBakers(circle);
    const [, code] = /`link ([^`]+)`/u.exec(await cem.says('link')) ?? [];
    await ada.says(`link ${code}`);
    expect(await cem.says('vouch Bea')).toBe(
      'Accounts of the console prove no identity, so their word does not count in Bakers. Say it from your account on another platform. If I do not know yet that it is yours, say link there first.',
    );
    expect(memory.state.vouches).toEqual([]);
  });

  test('asks for whom, and asks again', async () => {
    const { ada } = await foundBakers(circle);
    expect(await ada.says('vouch')).toContain('For whom?\nThe name as it is shown here.');
    expect(await ada.says('Eve')).toMatch(/Nobody called “Eve”[^]*Your vouch still waits for an answer:\nFor whom\?/u);
    expect(await ada.says('Bea')).toBe('Bea is a member of Bakers now.');
  });
});

describe('a candidate is found', () => {
  const waiting = [
    { person: PersonId.parse('00000000-0000-4000-8000-0000000000a1'), name: 'Ada' },
    { person: PersonId.parse('00000001-0000-4000-8000-0000000000a2'), name: 'Ada  Lovelace' },
    { person: PersonId.parse('00000002-0000-4000-8000-0000000000a3'), name: 'Adam' },
  ];

  test.each([
    ['00000001', 1],
    ['ADA', 0],
    ['ada lovelace', 1],
    ['Ada L', 1],
    ['adam', 2],
  ])('by %s', (words, place) => {
    expect(findCandidate(words, waiting)).toBe(waiting[place]);
  });

  test('never by a beginning that several have', () => {
    expect(refusalOf(() => findCandidate('Ad', waiting))).toMatchObject({ id: 'networks.which-candidate' });
  });

  test('and a crowd is listed only in part', () => {
    const crowd = Array.from({ length: 40 }, (_, place) => ({ person: waiting[0]?.person ?? PersonId.parse(''), name: `Guest ${place}` }));
    expect(JSON.stringify(refusalOf(() => findCandidate('Zoe', crowd))).match(/Guest \d+/gu)).toHaveLength(10);
  });
});
