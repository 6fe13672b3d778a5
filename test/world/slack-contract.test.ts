import { describe } from 'vitest';
import { describePlatform } from '../contracts/platform.ts';
import type { PlatformWorld } from '../contracts/platform-world.ts';
import { havePeers } from '../peers/install.ts';
import { openSlackWorld } from './open-slack.ts';
import type { SlackPerson } from './slack-person.ts';

describe.skipIf(!(await havePeers()))('Slack', () => {
  describePlatform('slack', setUp);
});

async function setUp(): Promise<PlatformWorld<SlackPerson>> {
  const world = await openSlackWorld({ mode: 'socket' });
  const { slack } = world;
  return {
    house: world,
    person: slack.person,
    call: (line) => `@coop ${line}`,
    form: (command) => `/coop ${command}`,
    founds: async (founder, network) => {
      await founder.says(`/coop network create "${network}"`);
      await founder.clicks('Make this its place');
      await founder.reads('belongs');
    },
    redeliver: async ({ id }) => slack.redeliver(id),
    remove: slack.remove,
    violations: () => slack.violations,
    close: world.close,
  };
}
