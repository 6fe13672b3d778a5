import { pino } from 'pino';
import { findEmbeddedPostgres } from '../../adapters/embedded/find-postgres.ts';
import { findInstanceSecret } from '../../adapters/embedded/instance-secret.ts';
import { openDatabase } from '../../adapters/postgres/database.ts';
import { createPlatformMemory } from '../../adapters/postgres/platform-memory.ts';
import { applicationLogin } from '../../adapters/postgres/roles.ts';
import { createSeal } from '../../adapters/postgres/seal.ts';
import type { Finding } from '../../bots/conversation/platform.ts';
import type { Config } from '../../config.ts';
import type { TurnedOn } from '../../bots/conversation/platform-definition.ts';
import type { PlatformName } from '../../core/ids.ts';
import { Reconciled, reconciledName } from '../../main/reconciler.ts';
import { postgresPlace } from '../../main/servers.ts';
import { missing, ok, reasonOf } from './examination.ts';
import type { Examination } from './examination.ts';

/** Milliseconds: two looks of the reconciler and a bit. */
const stale = 25 * 60_000;

/** What never arrived and was found, and what platforms noted of their wires (Discord's gateway), as the role "bots" notes it: the doctor is no part of it. */
export const readingBack: Examination = {
  area: 'reading back',
  examine: async (config) => {
    if (config.platforms.length === 0) return [ok('no platform is turned on that could lose something')];
    try {
      return await examineMemory(config, config.platforms);
    } catch (error) {
      return [missing(`nobody knows what was read back: ${reasonOf(error)}`, 'see the database above')];
    }
  },
};

async function examineMemory(config: Config, platforms: readonly TurnedOn[]): Promise<readonly Finding[]> {
  const url = config.database?.url ?? (await findEmbeddedPostgres(postgresPlace(config)));
  const secret = await findInstanceSecret(config.home, config.secret);
  if (url === null || secret === null) return [missing('nothing was read back yet', 'npm start begins it')];
  const address = applicationLogin(url, secret).url;
  const database = openDatabase({ url: async () => address, log: pino({ level: 'silent' }), size: 1 });
  try {
    const findings: Finding[] = [];
    for (const { name, readNotes } of platforms) {
      const memory = createPlatformMemory(name, { database, seal: createSeal(secret) });
      const noted = await memory.read(reconciledName);
      findings.push(describe(name, noted === null ? null : Reconciled.parse(JSON.parse(noted))));
      if (readNotes !== undefined) findings.push(...(await readNotes(memory, new Date())));
    }
    return findings;
  } finally {
    await database.close();
  }
}

function describe(name: PlatformName, noted: Reconciled | null): Finding {
  if (noted === null) return missing(`${name} was never read back`, 'npm start does it at once, and every 10 minutes');
  const found = noted.found === 0 ? 'nothing was ever missing' : `${noted.found} that never arrived were found and taken in`;
  if (Date.now() - Date.parse(noted.at) > stale)
    return missing(`${name} was not read back for a while; ${found}`, 'does a process with the role "bots" run, and reach it? See its log');
  return ok(`${name} is read back; ${found}`);
}
