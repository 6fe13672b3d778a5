import { describe, expect, it } from 'vitest';
import { havePeers } from '../peers/install.ts';
import { discordStory } from './discord-story.ts';

describe.skipIf(!(await havePeers()))('words that members report', { timeout: 60_000 }, () => {
  const { people, person, settled, world, look } = discordStory();

  it('are hidden on every platform until a jury decides, which is asked privately where its members are', async () => {
    const { ada, bob, cyd, dan } = await people('ada', 'bob', 'cyd', 'dan');
    const eve = await world().console.person('eve');
    await eve.says('network create "Night Bakers" --console');
    await eve.reads(/Accounts of the console count here/);
    const manager = await person('mia', { manager: true });
    await manager.says('/join network:Night Bakers');
    await manager.reads(/Welcome/);
    await manager.says('/space bind network:Night Bakers');
    await manager.reads(/belongs/);
    for (const member of [ada, bob, cyd, dan]) {
      await member.says('/join');
      await member.reads(/Welcome/);
    }
    await manager.says('/leave');
    await manager.reads(/no longer|left/i);
    await ada.says('/vote open question:Does Ann Smith steal? options:Ann does, Ann does not for:2d');
    await bob.reads(/^Vote #1\nDoes Ann Smith steal\?/);
    for (const [person, asked] of [
      [bob, '1 of 3'],
      [cyd, '2 of 3'],
    ] as const) {
      await person.says('/report vote number:1 reason:It names a person');
      await person.reads(`${asked} members asked`);
    }
    await dan.says('/report vote number:1');
    await dan.reads(/Vote #1 is hidden now/);
    await bob.reads(/^Vote #1\nHidden until a jury of members decides/);
    await settled();
    expect((await ada.sees()).join('\n')).not.toContain('Ann Smith');
    await ada.says('/vote list');
    expect(await ada.reads(/#1/)).not.toContain('Ann Smith');

    // Everybody else is the author or reported it, so the only one who can be drawn sits at a terminal.
    const asked = await eve.reads(/You are on jury #1[^]*Does Ann Smith steal\?[^]*It names a person/);
    expect(asked).not.toMatch(/\b(?:bob|cyd|dan)\b/u);
    await eve.clicks('Hide it');
    await eve.reads(/Your answer to jury #1 is counted/);
    await bob.reads(/^Vote #1\nHidden by a jury of members/);
    await ada.reads(/A jury of members decided: the words of vote #1 are hidden[^]*1 of 1 said that they be hidden/);
    expect((await ada.sees()).join('\n')).not.toMatch(/eve/u);
  });

  it('are asked about on Discord with two buttons, and come back when the jury says so', async () => {
    const { ada, bob, cyd, dan } = await people('ada', 'bob', 'cyd', 'dan');
    const eve = await world().console.person('eve');
    await eve.says('vote open "A harmless question?" --options Tea,Milk --for 2d --network "Night Bakers"');
    await eve.reads(/Vote #2 is open/);
    await ada.reads(/^Vote #2\nA harmless question\?/);
    for (const person of [ada, bob, cyd]) {
      await person.says('/report vote number:2');
      await person.reads(/asked to hide vote #2|Vote #2 is hidden now/);
    }
    await dan.reads(/You are on jury #2[^]*A harmless question\?/);
    await dan.clicks('Show it');
    await dan.reads(/Your answer to jury #2 is counted/);
    await settled();
    expect((await ada.sees()).join('\n')).toMatch(/Vote #2\nA harmless question\?/u);
  });

  it('are hidden everywhere when moderators of Discord delete them, and members can ask for them again', async () => {
    const { ada, bob } = await people('ada', 'bob');
    await ada.says('/vote open question:Deleted by them? options:Yes, No for:2d');
    await bob.reads(/^Vote #3\nDeleted by them\?/);
    await settled();
    await world().discord.remove('Deleted by them?');
    await bob.reads(/^Vote #3\nDeleted by a platform's own moderators/);
    const eve = await world().console.person('eve');
    await eve.says('vote status 3 --network "Night Bakers"');
    expect(await eve.reads(/Vote #3/)).not.toContain('Deleted by them?');
    expect(await look("select body ->> 'platform' as platform from ledger_entry where kind = 'moderation.deleted'")).toEqual([
      { platform: 'discord' },
    ]);
    await eve.says('restore vote 3 --network "Night Bakers"');
    await eve.reads(/1 of 3 members asked to show vote #3 again/);
  });
});
