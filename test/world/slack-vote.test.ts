import { describe, expect, it } from 'vitest';
import { havePeers } from '../peers/install.ts';
import { slackStory } from './slack-story.ts';

for (const mode of ['socket', 'events'] as const) {
  describe.skipIf(!(await havePeers()))(`a vote on Slack (${mode})`, { timeout: 30_000 }, () => {
    const { person, world, settled, look } = slackStory(mode);
    const receipts = new Map<string, string>();
    const receiptIn = (text: string): string => /Receipt: (\S+)/.exec(text)?.[1] ?? 'none';

    it('needs a place: an administrator of the workspace binds the channel, nobody else', async () => {
      const [ada, bob, cyd] = await Promise.all([person('ada', { manager: true }), person('bob'), person('cyd')]);
      await ada.says('/coop network create "Night Bakers"');
      await ada.reads('founded');
      await bob.says('/coop space bind "Night Bakers"');
      await bob.reads(/./);
      expect(await look('select * from space')).toEqual([]);
      await ada.clicks('Make this its place');
      await ada.reads('belongs');
      for (const member of [bob, cyd]) {
        await member.says('/coop join');
        await member.reads('Welcome');
      }
    });

    it('is opened by a form that says under its inputs what is wrong, and announced with a button for each option', async () => {
      const [ada, bob] = await Promise.all([person('ada'), person('bob')]);
      await ada.says('/coop vote open "Which name?"');
      const { title, blocks } = await ada.seesForm();
      expect(title.text.length).toBeGreaterThan(3);
      expect(blocks.find(({ block_id: field }) => field === 'question')?.element?.initial_value).toBe('Which name?');
      await ada.fills({ options: 'Anchor', for: '2d' });
      expect(await ada.readsErrors()).toEqual({ options: expect.stringContaining('only 1') });
      await ada.fills({ options: 'Anchor, Beacon', for: '2d' });
      await ada.reads(/Vote #1 is open until .*3 members can vote/);
      expect(await bob.reads(/^Vote #1\nWhich name\?/)).toContain('/coop vote cast');
      expect((await bob.canPress()).slice(-2)).toEqual(['Anchor', 'Beacon']);
    });

    it('takes ballots by a click, a command, a mention and a direct message, each delivered twice and counted once', async () => {
      const [ada, bob, cyd] = await Promise.all([person('ada'), person('bob'), person('cyd')]);
      world().slack.repeat(2);
      await bob.clicks('Anchor');
      receipts.set('bob', receiptIn(await bob.reads(/Counted in vote #1: Anchor\.[^]*Receipt: \S+/)));
      await cyd.says('@coop vote cast 1 beacon');
      receipts.set('cyd', receiptIn(await cyd.reads(/Counted in vote #1: Beacon/)));
      await ada.says('vote cast 2', { direct: true });
      await ada.reads(/Which network|Counted/);
      await ada.says('/coop vote cast Beacon');
      receipts.set('ada', receiptIn(await ada.reads(/Counted in vote #1: Beacon|said this already/)));
      world().slack.repeat(1);
      await settled();
      expect(await look('select event_id from inbox group by 1 having count(*) > 1')).toEqual([]);
      const seen = (await cyd.sees()).filter((text) => text.includes('Counted in vote'));
      expect(seen).toHaveLength(1);
      for (const receipt of receipts.values()) expect(receipt).not.toBe('none');
    });

    it('lets a ballot be changed, withdrawn and cast again, and says how many voted', async () => {
      const [bob, cyd] = await Promise.all([person('bob'), person('cyd')]);
      await bob.says('/coop vote change Beacon');
      expect(receiptIn(await bob.reads(/Beacon.*replaces your earlier ballot: Anchor/))).toBe(receipts.get('bob'));
      await cyd.says('/coop vote withdraw');
      await cyd.reads(/withdrawn.*It was: Beacon/);
      await cyd.clicks('Anchor');
      await cyd.reads(/Counted in vote #1: Anchor/);
      await cyd.says('/coop vote status');
      await cyd.reads(/3 of 3 voted/);
    });

    it('finds a ballot that never arrived before it counts', async () => {
      const [ada, dan] = await Promise.all([person('ada'), person('dan')]);
      world().slack.lose(true);
      const cyd = await person('cyd');
      await cyd.says('@coop vote change Beacon');
      world().slack.lose(false);
      await ada.says('/coop vote close');
      await ada.reads(/Vote #1 is closed/);
      const outcome = await dan.reads(/^Vote #1 is over\nWhich name\?\nBeacon wins\.\nBeacon █/);
      expect(outcome).toMatch(/Beacon █+░* 3\nAnchor ░+ 0\n[^]*3 of 3 members voted/);
      await settled();
      expect((await dan.canPress()).filter((label) => label === 'Anchor')).toEqual([]);
      expect((await dan.sees()).filter((text) => text.startsWith('Vote #1 is over'))).toHaveLength(2);
    });

    it('takes several options ticked in one list', async () => {
      const [ada, bob] = await Promise.all([person('ada'), person('bob')]);
      await ada.says('/coop vote open "Which days?" --options Monday,Tuesday,Friday --for 1h --method approval');
      await ada.reads('is open until');
      await bob.reads(/Which days/);
      await bob.ticks('Monday', 'Friday');
      await bob.reads(/Counted in vote #2: Monday, Friday/);
    });

    it('lets nobody ping, link or format by what they say', async () => {
      const [ada, bob] = await Promise.all([person('ada'), person('bob')]);
      const hostile = ['<!channel>', '*bold* _it_', '<@U0001>', '<https://evil.example|ok>', ':tada: & @here', '```x'];
      await ada.says(`@coop vote open "<!everyone> *which*?" --options ${hostile.map((text) => `"${text}"`).join(',')} --for 1h`);
      await ada.reads('is open until');
      await bob.reads(/<!everyone> \*which\*\?/);
      await bob.chooses('<@U0001>');
      await bob.reads('Counted in vote #3: <@U0001>');
    });
  });
}
