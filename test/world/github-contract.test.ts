import { describe } from 'vitest';
import { describePlatform } from '../contracts/platform.ts';
import type { PlatformWorld } from '../contracts/platform-world.ts';
import { havePeers } from '../peers/install.ts';
import type { GithubPerson } from './github-person.ts';
import { openGithubWorld } from './open-github.ts';

describe.skipIf(!(await havePeers()))('GitHub', () => {
  describePlatform('github', setUp);
});

async function setUp(): Promise<PlatformWorld<GithubPerson>> {
  const world = await openGithubWorld({ as: 'app' });
  const { github } = world;
  return {
    house: world,
    person: github.person,
    call: (line) => `/coop ${line}`,
    form: (command) => `/coop ${command}`,
    redeliver: async ({ login }) => github.redeliver(login),
    remove: github.remove,
    violations: () => github.violations,
    close: world.close,
  };
}
