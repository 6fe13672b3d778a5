import { describe } from 'vitest';
import { describePlatform } from '../contracts/platform.ts';
import type { PlatformWorld } from '../contracts/platform-world.ts';
import { havePeers } from '../peers/install.ts';
import type { DiscordPerson } from './discord-person.ts';
import { openWorld } from './open-world.ts';

describe.skipIf(!(await havePeers()))('Discord', () => {
  describePlatform('discord', setUp);
});

async function setUp(): Promise<PlatformWorld<DiscordPerson>> {
  const world = await openWorld();
  const { discord } = world;
  return {
    house: world,
    person: discord.person,
    call: (line) => `@coop ${line}`,
    form: (command) => `/${command}`,
    founds: async (founder, network) => {
      await founder.says(`/network create name:${network}`);
      await founder.clicks('Make this its place');
      await founder.reads('belongs');
    },
    redeliver: async (person) => discord.redeliver(person.last()),
    remove: discord.remove,
    violations: () => discord.violations,
    close: world.close,
  };
}
