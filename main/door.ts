import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { createIntake } from '../adapters/postgres/intake.ts';
import type { Hear, Platform } from '../bots/conversation/platform.ts';
import { createHear } from '../bots/conversation/receive.ts';
import { commands } from '../features/index.ts';
import { clock } from './house.ts';
import type { House } from './house.ts';

/** Where every platform brings what people say. */
export function createDoor({ database, seal, bindPorts }: House, log: Logger): Hear {
  const intake = createIntake({ database, seal, bindPorts });
  return createHear({ commands, intake, clock, log, reference: () => randomBytes(5).toString('hex').slice(0, 8).toUpperCase() });
}

/** The role "bots": one after the other, so that the log reads in order; each is stopped by the stack. */
export async function startPlatforms(platforms: readonly Platform[], { hear, stack }: { hear: Hear; stack: AsyncDisposableStack }): Promise<void> {
  for (const platform of platforms) {
    stack.defer(() => platform.stop());
    await platform.start(hear);
  }
}
