import { describe } from 'vitest';
import { describePlatform } from '../contracts/platform.ts';
import type { PlatformWorld } from '../contracts/platform-world.ts';
import type { ConsolePerson } from './console-person.ts';
import { openHouseWorld } from './open-house.ts';

describe('The console', () => {
  describePlatform('console', setUp);
});

async function setUp(): Promise<PlatformWorld<ConsolePerson>> {
  const house = await openHouseWorld();
  const isLeftOut = (): never => {
    throw new Error('the case is left out');
  };
  return {
    house,
    person: (name) => house.console.person(name),
    call: (line) => line,
    form: (command) => command,
    founds: async (founder, network) => {
      await founder.says(`network create ${network} --console`);
      await founder.clicks(/^Make this its place/);
      await founder.reads(/belongs to the network/);
    },
    redeliver: isLeftOut,
    remove: isLeftOut,
    violations: () => [],
    close: house.close,
  };
}
