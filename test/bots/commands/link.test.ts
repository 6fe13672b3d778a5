import { describe, expect, test } from 'vitest';
import { minute } from '../../fakes/village.ts';
import type { Villager } from '../../fakes/village.ts';
import { foundBakers } from './bakers.ts';

async function codeOf(villager: Villager): Promise<string> {
  return /`link ([^`]+)`/u.exec(await villager.says('link'))?.[1] ?? '';
}

describe('link', () => {
  test('shows a code, how to use it, until when, and what it would give away', async () => {
    const { ada } = await foundBakers();
    expect(await ada.says('link')).toMatch(
      /^From your other account, on this or any other platform, say to me: `link [0-9A-Z]{4}-[0-9A-Z]{4}`\nIt works once, until Tue 24 Nov 2026, 14:15 UTC\. Then both accounts are one person with one voice\. Never repeat a code that somebody else gave you: it would make them you\.\nWhere everybody reads what you say, as on GitHub, a stranger could use it before you do\. For there, ask for a code that works for your name only: `?link --for github\/NAME`?\.$/u,
    );
  });

  test('repeated by the other account it makes one person of both', async () => {
    const { ada, person } = await foundBakers();
    const again = person('Ada L.', 'slack');
    expect(await again.says(`link ${await codeOf(ada)}`)).toBe(
      'Linked: this account and Ada on Discord are one person now, with one voice.\nYou have 2 accounts. Say me show to see them.',
    );
    expect(await again.says('me show')).toMatch(
      /Your 2 accounts, one person:\n\n- Ada on Discord\n- Ada L\. on Slack\n[^]*You are a member of:\n\n- Bakers/u,
    );
    expect(await again.says('network show')).toContain('It has 2 members. You are one of them.');
  });

  test('in the middle of a vote says which ballot counts, but not where everybody reads it', async () => {
    const { ada, bea } = await foundBakers();
    await ada.says('vote open "Which name?" --options Anchor,Beacon');
    await ada.says('vote cast Anchor');
    expect(await bea.says(`link ${await codeOf(ada)}`)).toContain(
      'In vote #1 of Bakers the ballot of your other account counts for both accounts now.',
    );
    const { ada: cara, bea: dora } = await foundBakers();
    await cara.says('vote open "Which name?" --options Anchor,Beacon');
    await cara.says('vote cast Anchor');
    await dora.says('vote cast Beacon');
    expect(await dora.says(`link ${await codeOf(cara)}`)).toContain(
      'In vote #1 of Bakers both accounts had a ballot. The later one, of this account, counts now; the other one is replaced.',
    );
  });

  test('ends the vote about admitting somebody who is a member on the other account', async () => {
    const { ada, bea, stands } = await foundBakers('network create Bakers --admission voted');
    expect(await bea.says(`link ${await codeOf(ada)}`)).toContain(
      'Vote #1 about admitting you is cancelled: it has nothing to decide any more.',
    );
    expect(stands('kitchen').join('\n')).toContain('Vote #1 is cancelled');
  });

  test('a member on two accounts is one member, and has one ballot', async () => {
    const { ada, bea, memory } = await foundBakers();
    await ada.says('vote open "Which name?" --options Anchor,Beacon');
    await ada.says('vote cast Anchor');
    await bea.says('vote cast Beacon');
    await bea.says(`link ${await codeOf(ada)}`);
    expect(await ada.says('network show')).toContain('It has 1 member.');
    expect(await ada.says('vote status')).toContain('1 of 1 voted. Your ballot: Beacon.');
    expect(memory.state.memberships).toHaveLength(1);
  });

  test.each([
    ['as it is read out', (code: string) => code.toLowerCase().replace('-', ' ')],
    ['without its hyphen', (code: string) => code.replace('-', '')],
    ['with letters for digits', (code: string) => code.replaceAll('0', 'o')],
    ['in quotes', (code: string) => `"${code}"`],
  ])('a code is taken %s', async (_, typed) => {
    const { ada, person } = await foundBakers();
    expect(await person('Ada', 'slack').says(`link ${typed(await codeOf(ada))}`)).toContain('Linked:');
  });

  test('a code for one account works for no other, whatever it calls itself elsewhere', async () => {
    const { ada, person } = await foundBakers();
    const shown = await ada.says('link --for GitHub/@Octocat');
    expect(shown).toContain('It works for github/octocat only.');
    const code = /`link ([^`]+)`/u.exec(shown)?.[1] ?? '';
    expect(await person('mallory', 'github').says(`link ${code}`)).toContain('not known');
    expect(await person('octocat', 'discord').says(`link ${code}`)).toContain('not known');
    expect(await person('Octocat', 'github').says(`link ${code}`)).toContain('Linked:');
    expect(await ada.says('link --for octocat')).toBe('Say for whom as platform and name, for example link --for github/octocat.');
  });

  test('a code works once', async () => {
    const { ada, person } = await foundBakers();
    const code = await codeOf(ada);
    await person('Ada', 'slack').says(`link ${code}`);
    expect(await person('Eve').says(`link ${code}`)).toBe(
      'This code is not known, or it was used already. Say link on your other account to get a new one.',
    );
  });

  test('a newer code takes the place of the one before', async () => {
    const { ada, person } = await foundBakers();
    const [first, second] = [await codeOf(ada), await codeOf(ada)];
    const again = person('Ada', 'slack');
    expect(await again.says(`link ${first}`)).toContain('not known');
    expect(await again.says(`link ${second}`)).toContain('Linked:');
  });

  test('it expires', async () => {
    const { ada, person, later } = await foundBakers();
    const code = await codeOf(ada);
    later(15 * minute);
    expect(await person('Ada', 'slack').says(`link ${code}`)).toBe(
      'This code has expired. Say link on your other account to get a new one.',
    );
  });

  test('one’s own code, a linked account, and what is no code are told apart', async () => {
    const { ada, person } = await foundBakers();
    const code = await codeOf(ada);
    expect(await ada.says(`link ${code}`)).toBe('This code was shown to this very account. Repeat it on your other one.');
    const again = person('Ada', 'slack');
    await again.says(`link ${code}`);
    expect(await again.says(`link ${await codeOf(ada)}`)).toBe('These two accounts are linked already.');
    expect(await again.says('link banana')).toContain('This code is not known');
    expect(await again.says(`link ${'0'.repeat(101)}`)).toContain('at most 100 fit');
  });

  test('a code that is repeated, or leaving, is no answer to a question that waits; the question stays', async () => {
    const { ada, person } = await foundBakers();
    const again = person('Ada', 'slack');
    const code = await codeOf(ada);
    await again.says('network create');
    expect(await again.says(`link ${code}`)).toMatch(/^Linked:[^]*network create still waits/u);
    expect(await again.says('leave Bakers')).toMatch(/^You have left Bakers[^]*network create still waits/u);
    expect(await again.says('Night Bakers')).toContain('Night Bakers');
  });

  test('only its author reads the code', async () => {
    const { ada } = await foundBakers();
    expect((await ada.answer({ kind: 'text', text: 'link' }, { in: 'kitchen' }))?.audience).toBe('author');
  });
});
