import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { havePeers } from '../peers/install.ts';
import { temporalPatience } from '../servers/temporal.ts';
import { openWorld } from './open-world.ts';
import type { World } from './open-world.ts';

describe.skipIf(!(await havePeers()))('people on Discord', () => {
  let world: World;
  beforeAll(async () => void (world = await openWorld()), temporalPatience);
  afterAll(async () => {
    await world.close();
    expect(world.discord.violations).toEqual([]);
  });

  it('ask for help', async () => {
    const ada = await world.discord.person('ada');
    await ada.says('/help');
    await ada.reads(/help/);
  });
});
