import { describe, expect, it } from 'vitest';
import { havePeers } from '../peers/install.ts';
import { discordStory } from './discord-story.ts';

const direct = { direct: true };

describe.skipIf(!(await havePeers()))('when the gateway of Discord fails', { timeout: 40_000 }, () => {
  const { people, village, settled, look, world } = discordStory();

  it('counts once what is delivered five times, also after a restart', async () => {
    const { ada, bob } = await village('Night Bakers', 'ada', 'bob', 'cyd');
    await ada.says('/vote open question:Which name? options:Anchor, Beacon for:1h');
    const opening = ada.last();
    await bob.reads(/^Vote #1\n/);
    await bob.clicks('Anchor');
    await bob.reads('Counted in vote #1: Anchor');
    const first = bob.last();
    await bob.clicks('Beacon');
    await bob.reads('Counted in vote #1: Beacon');
    for (let time = 0; time < 5; time++) for (const id of [opening, first]) world().discord.redeliver(id);
    await world().restart();
    for (const id of [opening, first]) world().discord.redeliver(id);
    await bob.says('/vote status');
    await bob.reads(/1 of 3 voted[^]*Your ballot: Beacon/);
    await settled();
    expect((await bob.sees()).filter((text) => text.includes('Counted in vote #1: Anchor'))).toHaveLength(1);
    expect((await bob.sees()).filter((text) => text.startsWith('Vote #1\n'))).toHaveLength(1);
    expect(await look('select number from vote')).toHaveLength(1);
  });

  it('takes up a broken connection where it was: clicks of the meantime are answered', async () => {
    const { bob, cyd } = await people('bob', 'cyd');
    world().discord.drop();
    await cyd.clicks('Beacon');
    await cyd.reads('Counted in vote #1: Beacon');
    world().discord.drop();
    await bob.says('vote change anchor', direct);
    await bob.reads('Counted in vote #1: Anchor');
  });

  it('reads back what was said while no connection could be taken up, and does it once', async () => {
    const { ada, bob, cyd } = await people('ada', 'bob', 'cyd');
    await cyd.says('vote status', direct);
    await cyd.reads('2 of 3 voted');
    world().discord.drop({ forget: true });
    await ada.says('@coop vote cast Anchor');
    await cyd.says('vote change Anchor', direct);
    await bob.clicks('Beacon');
    await ada.reads('Counted in vote #1: Anchor');
    await cyd.reads('Counted in vote #1: Anchor. It replaces');
    for (const who of [ada, cyd]) world().discord.redeliver(who.last());
    await bob.says('/vote status');
    await bob.reads(/3 of 3 voted/);
    await settled();
    expect((await ada.sees()).filter((text) => text.includes('Counted in vote #1: Anchor.'))).toHaveLength(1);
    expect((await cyd.sees()).filter((text) => text.includes('Counted in vote #1: Anchor. It replaces'))).toHaveLength(1);
  });

  it('reads back before it counts: a ballot that was said in time and never arrived is in the outcome', async () => {
    const { ada, bob, cyd } = await people('ada', 'bob', 'cyd');
    await ada.says('/vote open question:Which day? options:Monday, Tuesday for:10s');
    await bob.reads(/^Vote #2\n/);
    await bob.clicks('Monday');
    await bob.reads('Counted in vote #2: Monday');
    world().discord.hold();
    await cyd.says('vote cast 2 Tuesday', direct);
    await ada.says('@coop vote cast 2 Tuesday');
    await bob.clicks('Tuesday');
    const outcome = await bob.reads(/^Vote #2 is over\nWhich day\?\nTuesday wins\.\nTuesday /);
    expect(outcome).toMatch(/Tuesday █+░* 2\nMonday +█+░+ 1\n3 of 3 members voted/);
    await cyd.reads('Counted in vote #2: Tuesday');
    world().discord.release();
    await bob.reads(/ended on/);
    await settled();
    expect((await cyd.sees()).filter((text) => text.includes('Counted in vote #2'))).toHaveLength(1);
    expect((await bob.sees()).filter((text) => text.startsWith('Vote #2 is over\nWhich day'))).toHaveLength(2);
  });
});
