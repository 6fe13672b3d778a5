import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { createIntake } from '../adapters/postgres/intake.ts';
import { answerSweeps } from '../adapters/postgres/sweeping.ts';
import type { Hear, Platform } from '../bots/conversation/platform.ts';
import { createHear } from '../bots/conversation/receive.ts';
import { commands } from '../features/index.ts';
import { clock } from './house.ts';
import type { House, Joined } from './house.ts';

/** The role "bots": brings what people say on the platforms through one door, and reads back what never arrived when asked. */
export async function startPlatforms({ house, log, stack }: Joined, platforms: readonly Platform[]): Promise<void> {
  const hear = createDoor(house, log);
  for (const platform of platforms) {
    stack.defer(() => platform.stop());
    await platform.start(hear);
  }
  const sweepAll = async () => void (await Promise.all(sweepsOf(platforms).map((sweep) => sweep())));
  stack.defer(answerSweeps(house.database, sweepAll, log));
}

/** How to read back each platform that may have lost something. */
export function sweepsOf(platforms: readonly Platform[]): readonly (() => Promise<void>)[] {
  return platforms.flatMap(({ sweep }) => (sweep === undefined ? [] : [() => sweep()]));
}

/** Where every platform brings what people say. */
function createDoor({ database, seal, bindPorts }: House, log: Logger): Hear {
  const intake = createIntake({ database, seal, bindPorts });
  return createHear({ commands, intake, clock, log, reference: () => randomBytes(5).toString('hex').slice(0, 8).toUpperCase() });
}
