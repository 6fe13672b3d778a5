import { describe, expect, it } from 'vitest';
import { havePeers } from '../peers/install.ts';
import { discordStory } from './discord-story.ts';

describe.skipIf(!(await havePeers()))('a network from nothing, on Discord', { timeout: 30_000 }, () => {
  const { world, person } = discordStory();

  it('is founded where it shall meet, and gets its place with a click', async () => {
    const ada = await person('ada', { manager: true });
    await ada.says('/network create name:Night Bakers');
    await ada.reads(/Night Bakers is founded[^]*Its charter:[^]*Anyone may join/);
    await ada.clicks('Make this its place');
    await ada.reads(/belongs to the network Night Bakers/);
  });

  it('is seen by everybody in the channel, while what is said to one is seen by nobody else', async () => {
    const bob = await person('bob');
    const seen = await bob.sees();
    expect(seen.some((text) => text.includes('belongs to the network Night Bakers'))).toBe(true);
    expect(seen.some((text) => text.includes('founded'))).toBe(false);
  });

  it('is joined by others in its channel without a name, elsewhere by its name', async () => {
    const bob = await person('bob');
    await bob.says('/join');
    await bob.reads(/Welcome to Night Bakers! You are its 2nd member/);
    await bob.says('/join');
    await bob.reads('already');
    const cyd = await person('cyd');
    await cyd.says('join night bakers', { direct: true });
    await cyd.reads(/Welcome to Night Bakers! You are its 3rd member/);
  });

  it('shows itself to members and to strangers', async () => {
    const [dan, eva] = await Promise.all([person('dan'), person('eva')]);
    await dan.says('/network show');
    await dan.reads(/Night Bakers[^]*3 members[^]*You are not one of them[^]*charter, version 1[^]*Anyone may join/);
    await eva.says('/join');
    await eva.reads('Welcome');
    await eva.says('@coop network show');
    await eva.reads(/4 members[^]*You are one of them/);
    expect(await dan.sees()).not.toContainEqual(expect.stringContaining('4 members'));
  });

  it('cannot take a place without the right to manage it, nor one of another network', async () => {
    const fay = await person('fay');
    const channel = await world().discord.addChannel('day');
    await fay.says('/network create name:Day Bakers', { channel });
    await fay.reads('founded');
    expect(await fay.canPress()).not.toContain('Make this its place');
    await fay.says('/space bind', { channel });
    await fay.reads(/need the right to manage this channel.*Ask somebody who has it/);

    const gil = await person('gil', { manager: true });
    await gil.says('/join network:Day Bakers', { channel });
    await gil.reads('Welcome to Day Bakers');
    await gil.says('/space bind');
    await gil.reads(/Night Bakers/);
    await gil.says('space bind', { direct: true });
    await gil.reads(/direct conversation cannot be/);
    await gil.says('/space bind', { channel });
    await fay.reads(/belongs to the network Day Bakers/);
  });

  it('refuses a name that is taken, and gives back what was filled in', async () => {
    const hal = await person('hal');
    await hal.says('/network create name:NIGHT bakers admission:vouched');
    await hal.reads(/a network called .*already/i);
    await hal.clicks('Fill in the form');
    const { fields } = await hal.seesForm();
    expect(fields.map(({ name, value }) => [name, value])).toEqual([
      ['name', 'NIGHT bakers'],
      ['template', ''],
      ['admission', 'vouched'],
      ['console', ''],
    ]);
    await hal.fills({ name: 'Late Bakers' });
    await hal.reads(/Late Bakers[^]*needs the word of/);
  });
});
