import { createConsole } from '../bots/console/console.ts';
import type { Platform } from '../bots/conversation/platform.ts';
import type { PlatformParts as OnePlatformParts } from '../bots/conversation/platform-definition.ts';
import type { Config } from '../config.ts';
import type { PlatformName } from '../core/ids.ts';
import type { ConsoleBoard } from '../core/ports/console-board.ts';
import type { PlatformHold } from '../core/ports/platform-hold.ts';
import type { SharedMemory } from '../core/ports/platform-memory.ts';

export type PlatformParts = Omit<OnePlatformParts, 'memory' | 'hold'> & {
  readonly board: ConsoleBoard;
  readonly memoryOf: (platform: PlatformName) => SharedMemory;
  readonly holdOf: (platform: PlatformName) => PlatformHold;
};

/** The console, and the platforms that the configuration turns on: only theirs is loaded. None is connected by this. */
export async function createPlatforms(
  { home, platforms }: Config,
  { board, memoryOf, holdOf, ...parts }: PlatformParts,
): Promise<readonly Platform[]> {
  const opened = platforms.map(({ name, open }) => open({ ...parts, memory: memoryOf(name), hold: holdOf(name) }));
  return [createConsole({ home, board, ...parts }), ...(await Promise.all(opened))];
}
