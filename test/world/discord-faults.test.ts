import pg from 'pg';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../peers/discord/front.ts';
import { havePeers } from '../peers/install.ts';
import { discordStory } from './discord-story.ts';

type Matches = Fault['matches'];

describe.skipIf(!(await havePeers()))('when Discord fails', { timeout: 40_000 }, () => {
  const { people, village, settled, look, surprises, world } = discordStory();

  const posts: Matches = ({ method, path }) => method === 'POST' && path === `/channels/${world().discord.channel}/messages`;
  const edits: Matches = ({ method }) => method === 'PATCH';
  const answersTo =
    (interaction: string): Matches =>
    ({ path }) =>
      path.startsWith(`/interactions/${interaction}/`);
  const asked = (matches: Matches) => world().discord.requests.filter(matches);

  it('waits as long as Discord asks for, then announces once', async () => {
    const { ada, bob } = await village('Night Bakers', 'ada', 'bob', 'cyd', 'dan');
    await settled();
    const before = asked(posts).length;
    world().discord.fault({ matches: posts, does: { kind: 'rate-limit', seconds: 1.5 } });
    await ada.says('/vote open question:Which name? options:Anchor, Beacon for:1h');
    await bob.reads(/^Vote #1\nWhich name\?/);
    const [refused, taken] = asked(posts).slice(before);
    expect((taken?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(1_500);
    await settled();
    expect((await bob.sees()).filter((text) => text.startsWith('Vote #1\n'))).toHaveLength(1);
  });

  it('takes ballots meanwhile: who is limited is not who votes', async () => {
    const { ada, bob, cyd } = await people('ada', 'bob', 'cyd');
    world().discord.fault({ matches: posts, does: { kind: 'rate-limit', seconds: 1, global: true } });
    await ada.says('/vote open question:Which day? options:Monday, Tuesday for:1h');
    await ada.reads('Vote #2 is open');
    await cyd.says('/vote cast number:2 option:Monday');
    await cyd.reads('Counted in vote #2: Monday');
    await bob.reads(/^Vote #2\n/);
  });

  it('says each thing once, however often Discord fails to say that it was said', async () => {
    const { ada, bob } = await people('ada', 'bob');
    world().discord.fault({ matches: posts, does: { kind: 'lost-answer' } });
    await ada.says('/vote open question:Which oven? options:Old, New for:1h');
    await bob.reads(/^Vote #3\nWhich oven\?/);
    await settled();
    world().discord.fault({ matches: edits, does: { kind: 'lost-answer' } });
    await ada.says('/vote extend number:3 by:1h');
    await settled();
    world().discord.fault({ matches: edits, does: { kind: 'status', status: 503 } });
    world().discord.fault({ matches: posts, does: { kind: 'lost-answer' } });
    await ada.says('/vote close number:3');
    await bob.reads(/^Vote #3 is over\nWhich oven\?\n.*\n0 of 4/);
    await settled();
    const seen = (await bob.sees()).filter((text) => text.includes('Which oven?'));
    expect(seen.map((text) => text.split('\n')[0])).toEqual(['Vote #3 is over', 'Vote #3 is over']);
  });

  it('gives an answer that got lost or came too late, once, and does everything once', async () => {
    const { ada, bob, cyd, dan } = await people('ada', 'bob', 'cyd', 'dan');
    const callback: Matches = ({ path }) => path.endsWith('/callback');
    world().discord.fault({ matches: callback, does: { kind: 'hang-up' } });
    await ada.says('/vote cast number:1 option:Anchor');
    await until(() => asked(answersTo(ada.last())).length > 0);
    world().discord.fault({ matches: callback, does: { kind: 'lost-answer' } });
    await bob.says('/vote cast number:1 option:Beacon');
    await until(() => asked(answersTo(bob.last())).length > 0);
    world().discord.fault({ matches: callback, does: { kind: 'status', status: 500 } });
    await cyd.says('/vote cast number:1 option:Beacon');
    await until(() => asked(answersTo(cyd.last())).length > 0);
    world().discord.fault({ matches: callback, does: { kind: 'delay', milliseconds: 3_200 } });
    await dan.says('/vote cast number:1 option:Anchor');

    await ada.reads(/too slow for Discord[^]*Counted in vote #1: Anchor/);
    await bob.reads('Counted in vote #1: Beacon');
    await cyd.reads(/too slow for Discord[^]*Counted in vote #1: Beacon/);
    await settled();
    await dan.reads(/too slow for Discord[^]*Counted in vote #1: Anchor/);
    for (const voter of [ada, bob, cyd, dan]) {
      expect((await voter.sees()).filter((text) => text.includes('Counted in vote #1'))).toHaveLength(1);
    }
    await ada.says('/vote status number:1');
    await ada.reads('4 of 4 voted');
  });

  it('says that it is busy rather than let wait, and did nothing then', async () => {
    const { cyd } = await people('cyd');
    const keeper = new pg.Client({ connectionString: world().database.ownerUrl });
    await keeper.connect();
    await keeper.query('begin');
    await keeper.query('lock table inbox in access exclusive mode');
    await cyd.says('/vote change number:1 option:Anchor');
    await cyd.reads(/busy.*did nothing/);
    await keeper.query('rollback');
    await keeper.end();
    await cyd.says('/vote status number:1');
    await cyd.reads(/Your ballot: Beacon/);
  });

  it('sets aside what Discord never takes, and goes on with everything behind it', async () => {
    const { ada, bob } = await people('ada', 'bob');
    world().discord.fault({ matches: posts, does: { kind: 'status', status: 403 } });
    await ada.says('/vote open question:Which mill? options:Wind, Water for:1h');
    await ada.reads('Vote #4 is open');
    await until(async () => (await look("select key from outbox where status = 'aside'")).length === 1);
    await bob.says('/vote cast number:4 option:Wind');
    await bob.reads('Counted in vote #4: Wind');
    await ada.says('/vote close number:4');
    await bob.reads(/^Vote #4 is over\nWhich mill\?\nWind wins\.\nWind /);
    await look("delete from outbox where status = 'aside'");
    expect(surprises.splice(0)).toEqual([expect.stringContaining('set aside')]);
  });

  it('puts an announcement back that somebody deleted', async () => {
    const { ada, bob } = await people('ada', 'bob');
    const { twin, channel } = world().discord;
    const [standing] = await twin.prisma.message.findMany({ where: { content: { contains: 'Which day?' }, authorId: twin.botUserId } });
    await fetch(`${twin.restUrl}/v10/channels/${channel}/messages/${String(standing?.['id'])}`, { method: 'DELETE' });
    expect((await bob.sees()).join()).not.toContain('Which day?');
    await ada.says('/vote extend number:2 by:1h');
    await bob.reads(/^Vote #2\nDeleted by a platform's own moderators/);
    await settled();
  });
});

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('it does not happen');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
