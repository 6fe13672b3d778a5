import { describe, expect, it } from 'vitest';
import { havePeers } from '../peers/install.ts';
import { discordStory } from './discord-story.ts';

const direct = { direct: true };

describe.skipIf(!(await havePeers()))('question by question, in a direct message on Discord', { timeout: 30_000 }, () => {
  const { person, people, village, world } = discordStory();

  it('answers whoever only says hello, or calls without a word', async () => {
    const { ada, bob } = await village('Night Bakers', 'ada', 'bob');
    await bob.says('hello', direct);
    await bob.reads(/no command “hello”.*help/);
    await bob.says('@coop');
    await bob.reads(/listening.*help/);
    await ada.says('@coop help');
    await ada.reads(/What you can say[^]*vote open: Opens a vote/);
    await ada.says('vote opne', direct);
    await ada.reads(/Did you mean \/vote open\?/);
  });

  it('asks one question after the other, and goes back to correct one', async () => {
    const { bob } = await people('bob');
    await bob.says('vote open', direct);
    await bob.reads('What is the question?');
    await bob.says('Which day?', direct);
    await bob.reads(/Which options are there\?\nSeveral, with commas/);
    await bob.says('back', direct);
    await bob.reads(/What is the question\?\nYou said before: Which day\?/);
    await bob.says('Which weekday?', direct);
    await bob.reads('Which options');
    await bob.says('Monday', direct);
    await bob.reads(/only 1 there[^]*Which options/);
  });

  it('still waits after a restart, answers what comes between, and reminds of itself', async () => {
    const { bob } = await people('bob');
    await world().restart();
    await bob.says('network show', direct);
    await bob.reads(/Night Bakers[^]*vote open.* still waits for an answer:\nWhich options/);
    await bob.clicks('Back');
    await bob.reads(/You said before: Which weekday\?/);
    await bob.says('Which weekday is it?', direct);
    await bob.reads('Which options');
    await bob.says('Monday, "Tuesday, early"', direct);
    await bob.reads(/Vote #1 is open until/);
    const announced = await bob.reads(/^Vote #1\nWhich weekday is it\?\n1\. Monday\n2\. Tuesday, early/);
    expect(announced).toContain('Open until');
  });

  it('is left with cancel, said or clicked', async () => {
    const { bob } = await people('bob');
    await bob.says('vote open', direct);
    await bob.reads('What is the question?');
    await bob.clicks('Cancel');
    await bob.reads(/left .*vote open.*Nothing was done/);
    await bob.says('cancel', direct);
    await bob.reads(/nothing to leave/);
    await bob.says('vote open', direct);
    await bob.reads('What is the question?');
    await bob.says('Cancel', direct);
    await bob.reads(/Nothing was done/);
    await bob.says('vote list', direct);
    expect(await bob.reads('#1 Which weekday is it?')).not.toContain('#2');
  });

  it('keeps apart what two people are asked, and one person in two places', async () => {
    const { ada, bob } = await people('ada', 'bob');
    await ada.says('network create', direct);
    await ada.reads('called');
    await bob.says('@coop vote open');
    await bob.reads('What is the question?');
    await ada.says('Early Bakers', direct);
    await ada.reads(/Early Bakers is founded/);
    await bob.says('vote list', direct);
    expect(await bob.reads('#1')).not.toContain('waits');
    await bob.says('@coop Which oven?');
    await bob.reads('Which options');
    await bob.says('@coop Old, New');
    await bob.reads(/^Vote #2\nWhich oven\?/);
  });

  it('asks which network is meant, only where it is not plain', async () => {
    const { ada } = await people('ada');
    await ada.says('/vote status');
    await ada.reads(/Several votes are open/);
    await ada.says('vote open "Which mill?" --options Wind,Water', direct);
    await ada.reads(/Which network\?\n- Early Bakers\n- Night Bakers/);
    await world().restart();
    await ada.chooses('Early Bakers');
    await ada.reads(/Vote #1 is open until .*One member can vote/);
    await ada.clicks('Wind');
    await ada.reads('Counted in vote #1: Wind');
    await ada.says('vote status 1 --network early bakers', direct);
    await ada.reads(/Which mill\?[^]*1 of 1 voted[^]*Your ballot: Wind/);
    await ada.says('vote status --network "Erly Bakers"', direct);
    await ada.reads(/no network “Erly Bakers”.*Did you mean.*Early Bakers/);
  });

  it('needs no network of somebody who is in none', async () => {
    const zoe = await person('zoe');
    await zoe.says('vote list', direct);
    await zoe.reads(/in no network yet.*\/join network:NAME.*\/network create name:NAME/);
    await zoe.says('vote list --network "Night Bakers"', direct);
    await zoe.reads(/Only members of Night Bakers can do that/);
  });
});
