import { describe } from 'vitest';
import { describePlatform } from '../contracts/platform.ts';
import type { PlatformWorld } from '../contracts/platform-world.ts';
import type { ConsolePerson } from './console-person.ts';
import { openHouseWorld } from './open-house.ts';

const traits = {
  without: {
    'takes a thread of its place for its place': 'a terminal has no threads',
    'changes what stands there, in its place': 'a terminal scrolls: what changed is shown again, and says so',
    'puts back an announcement that was deleted': 'nobody deletes what a terminal showed',
    'does once what is delivered again': 'a terminal repeats a line only while it has no answer: test/bots/console',
    'opens one vote for an opening that is delivered again': 'a terminal repeats a line only while it has no answer: test/bots/console',
  },
};

describe('The console', () => {
  describePlatform('console', setUp, traits);
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
