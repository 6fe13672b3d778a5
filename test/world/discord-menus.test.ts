import { describe, expect, it } from 'vitest';
import { havePeers } from '../peers/install.ts';
import { discordStory } from './discord-story.ts';

describe.skipIf(!(await havePeers()))('while something is typed on Discord, and in the menu of a message', { timeout: 30_000 }, () => {
  const { people, person, village, look } = discordStory();

  it('offers the votes that are open, by number and by words', async () => {
    const { ada, bob } = await village('Night Bakers', 'ada', 'bob');
    for (const question of ['Which oven?', 'Which mill?']) {
      await ada.says(`/vote open question:"${question}" options:Old, New for:1h`);
      await bob.reads(question);
    }
    expect(await bob.types('/vote cast number:""')).toEqual(['#2 Which mill? = #2', '#1 Which oven? = #1']);
    expect(await bob.types('/vote cast number:"oven"')).toEqual(['#1 Which oven? = #1']);
    expect(await bob.types('/vote cast number:#2')).toEqual(['#2 Which mill? = #2']);
    expect(await bob.types('/vote cast number:#1 option:""')).toEqual(['Old = 1', 'New = 2']);
    expect(await bob.types('/vote cast option:n')).toEqual([]);
    await bob.says('/vote cast number:#1 option:2');
    await bob.reads('Counted in vote #1: New');
  });

  it('offers networks, time zones and languages, also in a direct conversation', async () => {
    const { bob } = await people('bob');
    const direct = { direct: true };
    expect(await bob.types('/vote list network:nig', direct)).toEqual(['Night Bakers = Night Bakers']);
    expect(await bob.types('/me set timezone zone:berl', direct)).toEqual(['Europe/Berlin = Europe/Berlin']);
    expect(await bob.types('/me set language language:deu', direct)).toContain('Deutsch (German) = de');
  });

  it('offers nothing of a network to somebody who is not in it, and knows nobody who was only looking', async () => {
    const eve = await person('eve');
    expect(await eve.types('/vote cast number:""')).toEqual([]);
    expect(await eve.types('/vote list network:""')).toEqual([]);
    expect(await look("select 1 from account where display_name = 'eve'")).toEqual([]);
  });

  it('asks a message as a vote: the form opens with its words as the question', async () => {
    const { ada, bob } = await people('ada', 'bob');
    await bob.picks('Ask this as a vote', 'Should we bake\nat night?');
    const { fields } = await bob.seesForm();
    expect(fields.find(({ name }) => name === 'question')?.value).toBe('Should we bake at night?');
    await bob.fills({ options: 'Yes, No', for: '1h' });
    await ada.reads(/^Vote #3\nShould we bake at night\?/);
  });

  it('shows what waits for a person until they have voted', async () => {
    const { bob, ada } = await people('ada', 'bob');
    await bob.says('/me waiting');
    await bob.reads(/What waits for you\n- #2 Which mill\?[^]*- #3 Should we bake/);
    await bob.says('/vote cast number:#2 option:Old');
    await bob.reads('Counted in vote #2: Old');
    await bob.says('/me waiting');
    await bob.reads(/One thing waits for you[^]*Should we bake/);
    await bob.clicks('Yes');
    await bob.reads('Counted in vote #3: Yes');
    await bob.says('/me waiting');
    await bob.reads('Nothing waits for you');
    await ada.says('/me waiting');
    await ada.reads('#1 Which oven?');
  });

  it('reports a vote from what announces it, and asks which one where a message names none', async () => {
    const { ada, bob } = await people('ada', 'bob');
    const announced = (await bob.sees()).find((text) => text.startsWith('Vote #2\n')) ?? '';
    await bob.picks('Report this vote', announced);
    await bob.reads('Vote #2 is hidden now');
    await ada.picks('Report this vote', 'Good morning.\nIs it #1?');
    await ada.fills({ number: '#3', reason: '' });
    await ada.reads('Vote #3 is hidden now');
  });
});
