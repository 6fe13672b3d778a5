import { expect } from 'vitest';
import type { Stage } from '../stage.ts';

/** Each thing happens once, whatever the platform loses or repeats. */
export const delivering = {
  'puts back an announcement that was deleted': async ({ bob, world, opens, says, ada, sight, settled }: Stage) => {
    const number = await opens('Deleted, or not?', ['Deleted', 'There']);
    await bob.reads(/Deleted, or not\?/);
    await settled();
    const times = async (): Promise<number> => (await sight(bob)).split('Deleted, or not?').length - 1;
    const before = await times();
    await world.remove('Deleted, or not?');
    expect(await times()).toBe(before - 1);
    await says(ada, `vote extend ${number} --by 1h`);
    // Where the platform tells that its moderators deleted it, other words stand in place of those.
    await bob.reads(/Deleted, or not\?|Deleted by a platform's own moderators/);
  },

  'does once what is delivered again': async ({ bob, redeliver, opens, says, sight, settled }: Stage) => {
    const number = await opens('Once?', ['Once', 'Twice']);
    await says(bob, `vote cast ${number} Once`);
    await bob.reads(`Counted in vote #${number}: Once`);
    for (let time = 0; time < 3; time++) await redeliver('bob');
    await says(bob, `vote status ${number}`);
    await bob.reads(/1 of \d+ voted/);
    await settled();
    expect((await sight(bob)).split(`Counted in vote #${number}: Once`)).toHaveLength(2);
  },

  'opens one vote for an opening that is delivered again': async ({ ada, redeliver, opens, says }: Stage) => {
    const number = await opens('Opened once?', ['Yes', 'No']);
    for (let time = 0; time < 3; time++) await redeliver('ada');
    await says(ada, 'vote list');
    const list = await ada.reads(`#${number}`);
    expect(list.split('Opened once?')).toHaveLength(2);
  },

  'goes on after a restart where it was': async ({ bob, cyd, world, saysAlone, opens }: Stage) => {
    const number = await opens('After a restart?', ['Dawn', 'Dusk']);
    await cyd.reads(/After a restart\?/);
    await saysAlone(bob, 'vote open');
    await bob.reads('What is the question?');
    await world.house.restart();
    await saysAlone(bob, 'Still there?');
    await bob.reads('Which options');
    await bob.clicks(/^Cancel/);
    await bob.reads(/Nothing was done/);
    await cyd.clicks(/^Dusk/);
    await cyd.reads(`Counted in vote #${number}: Dusk`);
  },
};
