import { pino } from 'pino';
import { createTranslator } from '../../adapters/icu/translator.ts';
import { createConsoleBoard } from '../../adapters/postgres/console-board.ts';
import { openDatabase } from '../../adapters/postgres/database.ts';
import type { Platform } from '../../bots/conversation/platform.ts';
import { platforms as definitions } from '../../bots/index.ts';
import type { Config } from '../../config.ts';
import { commands } from '../../features/index.ts';
import { createPlatforms } from '../../main/platforms.ts';
import { missing, reasonOf, wrong } from './examination.ts';
import type { Examination } from './examination.ts';

export const platforms: Examination = {
  area: 'platforms',
  examine: async (config) => [...(await Promise.all((await openPlatforms(config)).map(examine))).flat(), ...turnedOff(config)],
};

/** Unconnected: the doctor hears nobody, and nothing is put on the console's board. */
async function openPlatforms(config: Config): Promise<readonly Platform[]> {
  const log = pino({ level: 'silent' });
  const database = openDatabase({ url: () => Promise.reject(new Error('the doctor writes nothing')), log });
  return createPlatforms(config, {
    commands,
    translator: createTranslator(),
    log,
    clock: { now: () => new Date() },
    board: createConsoleBoard({ database, log }),
    memoryOf: () => ({
      read: () => Promise.resolve(null),
      write: () => Promise.resolve(),
      change: () => Promise.resolve(null),
      forgetOld: () => Promise.resolve(0),
    }),
    holdOf: () => ({ take: () => Promise.resolve(null) }),
  });
}

async function examine(platform: Platform) {
  try {
    return await platform.examine();
  } catch (error) {
    return [wrong(`${platform.name} cannot be asked: ${reasonOf(error)}`, 'is the network there, and its address right?')];
  } finally {
    await platform.stop();
  }
}

function turnedOff({ platforms: turnedOn }: Config) {
  return definitions
    .filter(({ name }) => !turnedOn.some((platform) => platform.name === name))
    .map(({ name, title }) => missing(`${title} is off`, `npx coop setup ${name} connects it, in a few minutes`));
}
