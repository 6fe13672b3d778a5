import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporalPatience } from '../../servers/temporal.ts';
import type { FaultCase } from './fault-cases.ts';
import { faultPrefix } from './fault-prefix.ts';
import { openFaultWorld } from './open-fault-world.ts';
import type { FaultPlatform, FaultWorld } from './open-fault-world.ts';
import { settleVillage, voteUnderFault } from './vote-under-fault.ts';
import type { Village } from './vote-under-fault.ts';

/** One whole vote for each fault, on one platform; a table of faults and platforms is made of them. */
export function describeFaults(platform: FaultPlatform, cases: readonly FaultCase[]): void {
  describe(`${faultPrefix}${platform}`, { timeout: 240_000 }, () => {
    let world: FaultWorld | null = null;
    let village: Village | null = null;
    beforeAll(async () => {
      world = await openFaultWorld(platform);
      village = await settleVillage(world);
    }, temporalPatience);
    afterAll(async () => {
      await world?.close();
    }, 60_000);

    const played = cases.filter(({ platforms }) => platforms?.includes(platform) ?? true);
    it.each(played.map((each) => [each.name, each] as const))('%s', async (_name, fault) => {
      if (world === null || village === null) throw new Error('the world did not open');
      try {
        expect(await voteUnderFault(world, village, fault)).toEqual([]);
      } finally {
        world.proxy.calm();
      }
    });
  });
}
