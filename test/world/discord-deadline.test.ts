import { describe, expect, it } from 'vitest';
import { havePeers } from '../peers/install.ts';
import { discordStory } from './discord-story.ts';

/** The shortest vote is open for 10 s: one runs through the whole file, the others are told meanwhile. */
describe.skipIf(!(await havePeers()))('deadlines on Discord', { timeout: 40_000 }, () => {
  const { people, village, settled, world } = discordStory();
  let opened = 0;

  it('cannot be nearer than ten seconds', async () => {
    const { ada, bob, cyd } = await village('Night Bakers', 'ada', 'bob', 'cyd');
    await ada.says('/vote open question:Quick? options:Yes, No for:9s');
    await ada.reads(/too short.*10 seconds/);
    await ada.says('/vote open question:Which day? options:Monday, Tuesday for:10s');
    opened = Date.now();
    await ada.reads(/Vote #1 is open until/);
    await Promise.all([bob, cyd].map((member) => member.clicks('Tuesday')));
    await Promise.all([bob, cyd].map((member) => member.reads('Counted in vote #1: Tuesday')));
  });

  it('can be moved further away by the opener, which the announcement shows', async () => {
    const { ada, bob } = await people('ada', 'bob');
    await ada.says('/vote open question:Which hour? options:Five, Six for:1h');
    const before = deadlineIn(await bob.reads(/^Vote #2\n/));
    await bob.says('/vote extend number:2 by:1d');
    await bob.reads(/Only the member who opened vote #2/);
    await ada.says('/vote extend number:2 by:1d');
    await ada.reads(/Vote #2 is open longer/);
    const after = deadlineIn(await bob.reads(/^Vote #2\n/));
    expect(after - before).toBe(86_400_000);
    expect((await bob.sees()).filter((text) => text.startsWith('Vote #2\n'))).toHaveLength(1);
    await ada.says('/vote extend number:2 by:until 2020-01-01 10:00');
    await ada.reads(/has passed/);
    await ada.clicks('Fill in the form');
    await ada.fills({ by: '-3h' });
    await ada.reads(/no length of time/);
  });

  it('end in nothing where the vote is cancelled: nothing is left to press', async () => {
    const { ada, bob } = await people('ada', 'bob');
    await bob.clicks('Six');
    await bob.reads('Counted in vote #2: Six');
    await ada.says('/vote cancel number:2');
    await ada.reads(/Vote #2 is cancelled/);
    await bob.reads(/^Vote #2 is cancelled\nWhich hour\?/);
    expect(await bob.canPress()).not.toContain('Six');
    await bob.says('/vote cast number:2 option:Five');
    await bob.reads(/was cancelled/);
    await ada.says('/vote cancel number:2');
    await ada.reads(/was cancelled/);
  });

  it('close the vote by themselves, also when the product was away at that moment', async () => {
    const { bob, cyd } = await people('bob', 'cyd');
    await world().stop();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, opened + 10_500 - Date.now())));
    await world().start();
    const outcome = await bob.reads(/^Vote #1 is over\nWhich day\?\nTuesday wins\.\nTuesday /);
    expect(outcome).toMatch(/Tuesday █+░* 2\nMonday +░+ 0\n[^]*2 of 3 members voted/);
    await cyd.says('/vote cast number:1 option:Monday');
    await cyd.reads(/ended on[^]*Tuesday wins/);
    await settled();
    const seen = await bob.sees();
    expect(seen.filter((text) => text.startsWith('Vote #1 is over'))).toHaveLength(2);
  });
});

/** "Open until 2026-11-25T18:00:00.000Z", in milliseconds. */
function deadlineIn(announcement: string): number {
  return Date.parse(/Open until (\S+Z)/.exec(announcement)?.[1] ?? '');
}
