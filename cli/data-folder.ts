import { mkdirSync } from 'node:fs';
import { CoopError } from '../core/errors.ts';

/** Makes the data folder where it is missing. @throws CoopError "data-folder" that says what to set. */
export function makeDataFolder(home: string): void {
  try {
    mkdirSync(home, { recursive: true });
  } catch (cause) {
    throw new CoopError('data-folder', `There can be no data folder at ${home}: set COOP_HOME to a folder that you may write to.`, {
      cause,
    });
  }
}
