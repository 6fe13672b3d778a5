import { describe, expect, it } from 'vitest';
import { havePeers } from '../peers/install.ts';
import { discordStory } from './discord-story.ts';

const direct = { direct: true };
const codeIn = (text: string): string => /link (\S+)/.exec(text)?.[1] ?? 'none';
const receiptIn = (text: string): string => /Receipt: (\S+)/.exec(text)?.[1] ?? 'none';

describe.skipIf(!(await havePeers()))('one person, one voice, on Discord', { timeout: 30_000 }, () => {
  const { people, person, village, settled, world } = discordStory();
  let code = '';

  it('counts two accounts as two people as long as nobody knows better', async () => {
    const { ada, work, bob } = await village('Night Bakers', 'ada', 'work', 'bob');
    await bob.says('/vote open question:Which name? options:Anchor, Beacon for:1h');
    await ada.clicks('Anchor');
    await ada.reads('Counted in vote #1: Anchor');
    await work.clicks('Beacon');
    await work.reads('Counted in vote #1: Beacon');
    await bob.says('/vote status');
    await bob.reads('2 of 3 voted');
  });

  it('shows a code to its account alone, and takes no wrong one, nor its own', async () => {
    const { ada, work, bob } = await people('ada', 'work', 'bob');
    await ada.says('/link');
    code = codeIn(await ada.reads(/From your other account[^]*works once, until/));
    for (const other of [work, bob]) expect((await other.sees()).join()).not.toContain(code);
    await ada.says(`/link code:${code}`);
    await ada.reads(/shown to this very account/);
    await bob.says('/link code:AAAA-AAAA');
    await bob.reads(/not known/);
    await bob.says('/link code:what?');
    await bob.reads(/not known/);
  });

  it('makes two accounts one person: of two ballots the later one stays', async () => {
    const { ada, work, bob } = await people('ada', 'work', 'bob');
    await ada.says('/link');
    code = codeIn(await ada.reads(/From your other account/));
    await work.says(`link ${code}`, direct);
    await work.reads(/Linked: .*ada.*one person[^]*2 accounts/);
    await work.says('/me show');
    await work.reads(/Your 2 accounts, one person:[^]*ada on discord[^]*work on discord/i);
    await bob.says('/vote status');
    await bob.reads('1 of 2 voted');
    await ada.says('/vote status');
    await ada.reads(/Your ballot: Beacon/);
  });

  it('takes a code once', async () => {
    const { work, bob } = await people('work', 'bob');
    await bob.says(`/link code:${code}`);
    await bob.reads(/used already/);
    await work.says(`/link code:${code}`);
    await work.reads(/used already/);
    await bob.says('/me show');
    await bob.reads(/Your account:\n- bob/);
  });

  it('replaces the ballot of the one account by that of the other, says so, and counts one', async () => {
    const { ada, work, bob } = await people('ada', 'work', 'bob');
    await bob.says('/vote open question:Which day? options:Monday, Tuesday for:1h');
    await bob.reads('Vote #2 is open');
    await ada.reads(/^Vote #2\n/);
    await ada.clicks('Monday');
    const receipt = receiptIn(await ada.reads('Counted in vote #2: Monday'));
    await work.clicks('Tuesday');
    const replaced = await work.reads(/Counted in vote #2: Tuesday\. It replaces your earlier ballot: Monday/);
    expect(receiptIn(replaced)).toBe(receipt);
    await bob.says('/vote close number:2');
    await bob.reads(/Tuesday wins\.\nTuesday █+░* 1\nMonday +░+ 0\n1 of 2 members voted/);
  });

  it('stops whoever guesses', async () => {
    const eve = await person('eve');
    for (let guess = 0; guess < 12; guess++) {
      await eve.says(`/link code:AAAA-AAA${guess % 10}`);
      if (/Too many/.test(await eve.reads(/not known|Too many/))) return;
    }
    throw new Error('nobody stops eve');
  });

  it('admits with the word of members, where the charter says so', async () => {
    const [cyd, dan] = [await person('cyd', { manager: true }), await person('dan')];
    const channel = await world().discord.addChannel('day');
    await cyd.says('/network create name:Day Bakers admission:vouched', { channel });
    await cyd.clicks('Make this its place');
    await cyd.reads(/belongs to the network Day Bakers/);
    await dan.says('/join', { channel });
    await dan.reads(/asked to join Day Bakers\. .*1 member must vouch/);
    await dan.says('/vote list', { channel });
    await dan.reads(/You have asked to join/);
    await dan.clicks('Vouch for dan');
    await dan.reads(/Only members of Day Bakers/);
    await cyd.says('/network show', { channel });
    await cyd.reads(/Asking to join:\n- dan/);
    await cyd.clicks('Vouch for dan');
    await cyd.reads(/dan is a member of Day Bakers now/);
    await dan.reads(/Welcome! Members of Day Bakers vouched for you/);
    await dan.says('/vote list', { channel });
    await dan.reads(/has not voted yet/);
  });

  it('admits by a vote of the members, and tells the newcomer what came of it', async () => {
    const [fay, gil] = [await person('fay', { manager: true }), await person('gil')];
    const channel = await world().discord.addChannel('late');
    await fay.says('/network create name:Late Bakers template:circle admission:voted', { channel });
    await fay.clicks('Make this its place');
    await fay.reads(/belongs to the network Late Bakers/);
    await gil.says('/join', { channel });
    await gil.reads(/Its members decide in vote #1/);
    await fay.reads(/^Vote #1\nShall [0-9a-f]{8} become a member\?\n1\. Yes\n2\. No\nOne member can vote/);
    await gil.clicks('Yes');
    await gil.reads(/Only members of Late Bakers/);
    await fay.clicks('Yes');
    await fay.reads(/Counted in vote #1: Yes/);
    await fay.says('/vote close', { channel });
    await gil.reads(/Welcome! The members of Late Bakers voted/);
    await fay.reads(/^Vote #1 is over\nShall [0-9a-f]{8} become a member\?\nYes wins\.\nYes /);
    await gil.says('/network show', { channel });
    await gil.reads(/2 members\. You are one of them/);
    await settled();
  });
});
