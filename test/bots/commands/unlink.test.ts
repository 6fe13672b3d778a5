import { describe, expect, test } from 'vitest';
import { foundBakers } from './bakers.ts';

/** Ada is a member on Discord and has an account on Slack too. */
async function linkedAda() {
  const bakers = await foundBakers();
  const again = bakers.person('Ada L.', 'slack');
  const [, code = ''] = /`link ([^`]+)`/u.exec(await bakers.ada.says('link')) ?? [];
  await again.says(`link ${code}`);
  return { ...bakers, again };
}

describe('unlink', () => {
  test('parts the account that says it, and warns the others', async () => {
    const { ada, again } = await linkedAda();
    expect(await again.says('unlink')).toBe(
      'Ada L. on Slack is a person of its own now and in no network. Your other account keeps your memberships and your voice.',
    );
    expect(ada.notes()).toEqual([
      'Ada L. on Slack has left your accounts and is a person of its own now. If it was not you who said so, somebody else uses that account.',
    ]);
    expect(await again.says('whoami')).toContain('You are in no network yet.');
    expect(await ada.says('whoami')).toContain('- Bakers');
  });

  test.each(['slack/Ada L.', 'ada l.', 'slack', ' Slack / @ada L. '])('parts the account that is called %s', async (words) => {
    const { ada } = await linkedAda();
    expect(await ada.fills('unlink', { account: words })).toContain('Ada L. on Slack is a person of its own now');
    expect(await ada.says('whoami')).toContain('Your account:\n\n- Ada on Discord\n');
  });

  test('leaves the ballot with the person, and the account without a voice until it is a member again', async () => {
    const { ada, again } = await linkedAda();
    await ada.says('vote open "Which name?" --options Anchor,Beacon');
    await again.says('vote cast Beacon', { in: 'kitchen' });
    expect(await again.says('unlink')).toContain('In vote #1 of Bakers the ballot that it cast goes on counting as yours');
    await again.says('join Bakers');
    expect(await again.says('vote cast Anchor', { in: 'kitchen' })).toContain('Your voice counts from the next vote on.');
    expect(await ada.says('vote status')).toContain('1 of 2 voted. Your ballot: Beacon.');
  });

  test('refuses what is not there, what is not one, and the only account', async () => {
    const { ada, bea } = await linkedAda();
    expect(await ada.says('unlink Zoe')).toBe('None of your accounts is called Zoe. Say one of these: discord/Ada or slack/Ada L..');
    expect(await bea.says('unlink')).toBe(
      'This is your only account, so there is nothing to part it from. To leave altogether, say me erase.',
    );
  });

  test('does not leave a member without a voice', async () => {
    const { ada, cem } = await foundBakers();
    const [, code = ''] = /`link ([^`]+)`/u.exec(await ada.says('link')) ?? [];
    await cem.says(`link ${code}`);
    expect(await ada.says('unlink')).toBe(
      'Without this account you would have no voice in Bakers, where accounts of the console do not count. Link another account first, or leave the network: leave Bakers.',
    );
  });
});

describe('whoami', () => {
  test('says which accounts are one person, in which networks it has a voice, and what is stored', async () => {
    const { ada } = await linkedAda();
    expect(await ada.says('whoami')).toBe(
      [
        'You are Ada\n===========\n\nYour 2 accounts, one person:\n\n- Ada on Discord\n- Ada L. on Slack\n',
        'In each of these networks you have one voice, whichever account you use:\n\n- Bakers\n',
        'I store your accounts, your settings, your memberships, your words for others, your ballots and what I still have to tell you. me export gives you all of it, me erase erases it, unlink parts an account from the others.',
      ].join('\n'),
    );
  });

  test('to somebody in no network', async () => {
    const { cem } = await foundBakers();
    expect(await cem.says('whoami')).toContain('You are in no network yet. Say join NAME to become a member of one.');
  });
});
