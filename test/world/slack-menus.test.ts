import { describe, expect, it } from 'vitest';
import { havePeers } from '../peers/install.ts';
import { slackStory } from './slack-story.ts';

for (const mode of ['socket', 'events'] as const) {
  describe.skipIf(!(await havePeers()))(`menus, lists and App Home on Slack (${mode})`, { timeout: 30_000 }, () => {
    const { person, settled, look } = slackStory(mode);

    it('welcomes at home whoever is in no network', async () => {
      const ada = await person('ada', { manager: true });
      await ada.readsHome(/Decide together[^]*\/coop join NAME/);
      expect(await look('select * from account')).toEqual([]);
    });

    it('asks a message as a vote: the form opens with its words as the question', async () => {
      const [ada, bob] = await Promise.all([person('ada'), person('bob')]);
      await ada.says('/coop network create "Night Bakers"');
      await ada.clicks('Make this its place');
      await ada.reads('belongs');
      await bob.says('/coop join');
      await bob.reads('Welcome');
      await bob.picks('vote open', 'Should we bake <b>\nat night?');
      const { blocks } = await bob.seesForm();
      expect(blocks.find(({ block_id: field }) => field === 'question')?.element?.initial_value).toBe('Should we bake <b> at night?');
      await bob.fills({ options: 'Yes, No', for: '1h' });
      await ada.reads(/^Vote #1\nShould we bake <b> at night\?/);
    });

    it('shows at home what waits, with the buttons that do it, and nothing once it is done', async () => {
      const [ada, bob] = await Promise.all([person('ada'), person('bob')]);
      await ada.says('/coop vote open "Which oven?" --options Old,New --for 2h');
      await bob.reads(/^Vote #2\n/);
      await bob.readsHome(/What waits for you\n2 things wait for you\.\nVote #1\nShould we bake[^]*Vote #2\nWhich oven\?\n1\. Old/);
      await bob.clicksAtHome('New');
      await bob.reads('Counted in vote #2: New');
      await bob.readsHome(/One thing waits for you\.\nVote #1/);
      await bob.clicksAtHome('Yes');
      await bob.reads('Counted in vote #1: Yes');
      await bob.readsHome('Nothing waits for you');
      await settled();
      expect(await look('select * from ballot')).toHaveLength(2);
    });

    it('offers what may be meant in the lists of a form, and whatever can be read', async () => {
      const [ada, bob] = await Promise.all([person('ada'), person('bob')]);
      await bob.says('/coop me set timezone');
      expect(await bob.types('zone', 'berl')).toEqual(['Europe/Berlin = Europe/Berlin']);
      expect(await bob.types('zone', 'san francisco')).toEqual([expect.stringMatching(/ = America\/Los_Angeles$/)]);
      expect(await bob.types('zone', 'nowhere at all')).toEqual([]);
      await bob.fills({ zone: 'Europe/Berlin' });
      await bob.reads('Your time zone is Europe/Berlin');
      await ada.says('/coop vote change');
      expect(await ada.types('number', 'oven')).toEqual(['#2 Which oven? = #2']);
      expect(await ada.types('number', '')).toEqual(['#2 Which oven? = #2', '#1 Should we bake <b> at night? = #1']);
      expect(await ada.types('number', '#17')).toEqual(['#17 = #17']);
      await ada.fills({ number: '#2', option: 'Old' });
      await ada.reads('Counted in vote #2: Old');
    });

    it('reports a vote from what announces it, and asks which one where a message names none', async () => {
      const [ada, bob] = await Promise.all([person('ada'), person('bob')]);
      await bob.picks('report vote', '*Vote #2*\nWhich oven? #1');
      await bob.reads('Vote #2 is hidden now');
      await ada.picks('report vote', 'Good morning.');
      await ada.fills({ number: '#1' });
      await ada.reads('Vote #1 is hidden now');
    });
  });
}
