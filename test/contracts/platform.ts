import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporalPatience } from '../servers/temporal.ts';
import type { Person } from '../world/person.ts';

import { cases } from './cases/index.ts';
import type { PlatformWorld } from './platform-world.ts';
import { createStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { suitePrefix } from './suite-prefix.ts';
import { platformTraits } from './traits.ts';
import type { PlatformTraits, PlayedPlatform } from './traits.ts';

/**
 * What every platform does, over its real wire. Each platform's test file calls it once:
 * `describe.skipIf(!(await havePeers()))('...', () => describePlatform('discord', setUp))`.
 */
export function describePlatform<P extends Person>(name: PlayedPlatform, setUp: () => Promise<PlatformWorld<P>>): void {
  const traits: PlatformTraits = platformTraits[name];
  const { without = {} } = traits;
  describe(`${suitePrefix}${name}`, { timeout: 60_000 }, () => {
    let world: PlatformWorld<P> | null = null;
    let stage: Stage | null = null;
    beforeAll(async () => {
      world = await setUp();
      stage = await createStage(world, traits);
    }, temporalPatience);
    afterAll(async () => {
      await stage?.close();
      await world?.close();
    }, 60_000);

    const played = Object.entries(cases).filter(([title]) => !Object.hasOwn(without, title));
    it.each(played)('%s', async (_title, run) => {
      if (stage === null) throw new Error('the world did not open');
      await run(stage);
    });

    it('breaks no rule of the platform', () => expect(world?.violations()).toEqual([]));
  });
}
