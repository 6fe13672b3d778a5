import { pino } from 'pino';
import { createTranslator } from '../../adapters/icu/translator.ts';
import type { Platform } from '../../bots/conversation/platform.ts';
import type { Config } from '../../config.ts';
import { commands } from '../../features/index.ts';
import { createPlatforms } from '../../main/platforms.ts';
import { missing, reasonOf, wrong } from './examination.ts';
import type { Examination } from './examination.ts';

export const platforms: Examination = {
  area: 'platforms',
  examine: async (config) => [...(await Promise.all(openPlatforms(config).map(examine))).flat(), ...turnedOff(config)],
};

/** Unconnected: the doctor hears nobody. */
function openPlatforms(config: Config): readonly Platform[] {
  return createPlatforms(config, {
    commands,
    translator: createTranslator(),
    log: pino({ level: 'silent' }),
    clock: { now: () => new Date() },
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

function turnedOff({ discord }: Config) {
  return discord === null ? [missing('Discord is off', 'set DISCORD_TOKEN to turn it on: the README shows how, in five minutes')] : [];
}
