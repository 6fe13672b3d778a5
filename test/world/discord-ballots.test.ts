import { describe, expect, it } from 'vitest';
import { havePeers } from '../peers/install.ts';
import { discordStory } from './discord-story.ts';

const numbered = (count: number): string => Array.from({ length: count }, (_, place) => `Name ${place + 1}`).join(', ');

describe.skipIf(!(await havePeers()))('forms and ballots on Discord', { timeout: 30_000 }, () => {
  const { people, village, settled } = discordStory();

  it('asks all that is missing in one form, which says how each field is filled in', async () => {
    const { ada } = await village('Night Bakers', 'ada', 'bob', 'cyd');
    await ada.says('/vote open');
    const form = await ada.seesForm();
    expect(form.fields.map(({ name }) => name)).toEqual(['question', 'options', 'for', 'until', 'method']);
    expect(form.fields.find(({ name }) => name === 'options')?.description).toMatch(/commas/);
    expect(form.fields.find(({ name }) => name === 'for')?.description).toMatch(/2d/);
    expect(form.fields.find(({ name }) => name === 'for')?.placeholder).toMatch(/left out/);
    await expect(ada.fills({ question: 'Which flour?' })).rejects.toThrow('must be filled in');
  });

  it('gives a form back as it was filled in when a field is wrong, and says what is wrong', async () => {
    const { ada, bob } = await people('ada', 'bob');
    await ada.fills({ question: 'Which flour?', options: 'Rye\nSpelt\nWheat', for: 'soon', method: 'approval' });
    await ada.reads(/“soon” is no length of time/);
    await ada.clicks('Fill in the form');
    expect((await ada.seesForm()).fields.map(({ value }) => value)).toEqual(['Which flour?', 'Rye\nSpelt\nWheat', 'soon', '', 'approval']);
    await ada.fills({ for: '', until: 'yesterday 10:00' });
    await ada.reads(/has passed/);
    await ada.clicks('Fill in the form');
    await ada.fills({ for: '3h', until: '' });
    await ada.reads(/Vote #1 is open until/);
    await bob.reads(/Which flour\?\n1\. Rye\n2\. Spelt\n3\. Wheat/);
  });

  it('forgets a form that was shut unsaid: nothing waits, nothing reminds of it', async () => {
    const { bob } = await people('bob');
    await bob.says('/vote open');
    await bob.seesForm();
    await bob.says('/vote list');
    expect(await bob.reads(/#1 Which flour/)).not.toMatch(/waits/);
    await bob.says('@coop Which flour?');
    await bob.reads(/no command/);
  });

  it('takes an approval ballot by ticks, all at once', async () => {
    const { ada, bob, cyd } = await people('ada', 'bob', 'cyd');
    await ada.ticks('Rye', 'Wheat');
    await ada.reads(/Counted in vote #1: Rye, Wheat/);
    await bob.ticks('Spelt');
    await bob.reads(/Counted in vote #1: Spelt/);
    await bob.says('/vote change option:spelt and rye');
    await bob.reads(/no option “spelt and rye”/);
    await bob.says('/vote change option:spelt, rye');
    await bob.reads(/Counted in vote #1: Rye, Spelt\. It replaces your earlier ballot: Spelt/);
    await cyd.says('/vote cast option:none');
    await cyd.reads(/none of them/);
    await ada.says('/vote status');
    await ada.reads(/3 of 3 voted[^]*Your ballot: Rye, Wheat/);
    await ada.ticks('Rye');
    await ada.reads(/Counted in vote #1: Rye\. It replaces/);
    await ada.says('/vote close');
    await bob.reads(/Rye wins\.\nRye +█+░+ 2\nSpelt +█+░+ 1\nWheat +░+ 0/);
  });

  it('asks for the vote by a form where nothing says which option is meant', async () => {
    const { ada, bob } = await people('ada', 'bob');
    await ada.says('/vote open question:Which oven? options:Old, New, "None, thanks" for:1h');
    await bob.reads(/^Vote #2\nWhich oven\?\n1\. Old\n2\. New\n3\. None, thanks/);
    await bob.says('/vote cast');
    expect((await bob.seesForm()).fields.map(({ name }) => name)).toEqual(['number', 'option']);
    await bob.fills({ option: 'none, thanks' });
    await bob.reads(/Counted in vote #2: None, thanks/);
    await bob.clicks('Old');
    await bob.reads(/Counted in vote #2: Old/);
  });

  it('offers thirty options in two lists and a hundred in four, every one of them', async () => {
    const { ada, bob, cyd } = await people('ada', 'bob', 'cyd');
    await ada.says(`/vote open question:Thirty? options:${numbered(30)} for:1h`);
    await bob.reads(/^Vote #3\nThirty\?[^]*\n30\. Name 30\n/);
    expect((await bob.canPress()).slice(-2)).toEqual(['Choose an option (1–25)', 'Choose an option (26–30)']);
    await bob.chooses(/^Name 30$/);
    await bob.reads(/Counted in vote #3: Name 30\./);

    await ada.says(`/vote open question:Hundred? options:${numbered(100)} for:1h`);
    await cyd.reads(/^Vote #4\nHundred\?[^]*\n100\. Name 100\n/);
    expect((await cyd.canPress()).slice(-4)).toEqual([1, 26, 51, 76].map((first) => `Choose an option (${first}–${first + 24})`));
    await cyd.chooses(/^Name 1$/);
    await cyd.reads(/Counted in vote #4: Name 1\./);
    await cyd.chooses(/^Name 99$/);
    await cyd.reads(/Counted in vote #4: Name 99\. It replaces your earlier ballot: Name 1\./);
  });

  it('asks for an approval of more options than one list holds in a form', async () => {
    const { ada, bob } = await people('ada', 'bob');
    await ada.says(`/vote open question:Many? options:${numbered(26)} for:1h method:approval`);
    await bob.reads(/^Vote #5\nMany\?/);
    await bob.clicks('Fill in the form');
    expect((await bob.seesForm()).fields).toMatchObject([{ name: 'number', value: '5' }, { name: 'option' }]);
    await bob.fills({ option: '1, 26' });
    await bob.reads(/Counted in vote #5: Name 1, Name 26\./);
  });

  it('asks which vote is meant where several are open, and goes on with what was said', async () => {
    const { ada, bob } = await people('ada', 'bob');
    await bob.says('/vote cast option:new');
    await bob.reads(/Several votes are open[^]*#5 Many\?[^]*#4 Hundred\?[^]*#3 Thirty\?[^]*#2 Which oven\?/);
    await bob.chooses('#2 Which oven?');
    await bob.reads(/Counted in vote #2: New/);
    await ada.says('/vote close');
    await ada.chooses('#4 Hundred?');
    const outcome = await bob.reads(/^Vote #4 is over\nHundred\?\nName 99 wins\.\nName 99 /);
    expect(outcome).toMatch(/See all ballots and save the file$/);
    await settled();
  });
});
