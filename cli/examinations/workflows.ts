import { setTimeout as sleep } from 'node:timers/promises';
import { findOnPath } from '../../adapters/embedded/find-program.ts';
import { temporalRungs } from '../../adapters/embedded/temporal-rungs.ts';
import { examineEmbeddedTemporal } from '../../adapters/embedded/temporal-server.ts';
import { openTemporal } from '../../adapters/temporal/connection.ts';
import type { Temporal } from '../../adapters/temporal/connection.ts';
import { temporalReason } from '../../adapters/temporal/reason.ts';
import { withoutProcess } from '../../adapters/temporal/rebuild.ts';
import type { Finding } from '../../bots/conversation/platform.ts';
import type { Config } from '../../config.ts';
import { temporalPlace } from '../../main/servers.ts';
import { findDatabase } from './database.ts';
import { missing, ok, reasonOf, wrong } from './examination.ts';
import type { Examination } from './examination.ts';

export const workflows: Examination = {
  area: 'workflows',
  examine: async (config) => {
    if (config.temporal.address !== null) return examineServer(config, config.temporal.address);
    const running = await examineEmbeddedTemporal(temporalPlace(config));
    if (running?.healthy === true) return examineServer(config, running.address);
    if (running !== null) return [wrong('the embedded Temporal server runs but does not answer', 'npm start restarts it')];
    return [await findProgram(config), missing('the embedded Temporal server does not run', 'npm start starts it')];
  },
};

async function examineServer(config: Config, address: string): Promise<readonly Finding[]> {
  const embedded = config.temporal.address === null;
  const name = embedded ? 'the embedded Temporal server' : 'the Temporal server of TEMPORAL_ADDRESS';
  try {
    const temporal = await openTemporal({ ...config.temporal, address, retries: false });
    try {
      await ask(temporal);
      const unfinished = await unfinishedVotes(config);
      const orphans = unfinished.length === 0 ? [] : await withoutProcess(temporal, unfinished);
      return [ok(`${name} answers`), processes(unfinished.length, orphans.length)];
    } finally {
      await temporal.close();
    }
  } catch (error) {
    return [
      wrong(
        `${name} cannot be asked: ${temporalReason(error) ?? reasonOf(error)}`,
        embedded ? 'npm start restarts it' : 'correct TEMPORAL_ADDRESS, or start that server',
      ),
    ];
  }
}

/** Whether it answers and knows our namespace; unlike `reach` it waits 3 s and registers nothing. */
async function ask({ client, namespace }: Temporal): Promise<void> {
  const asked = client.connection.withDeadline(Date.now() + 3_000, () =>
    client.connection.workflowService.describeNamespace({ namespace }),
  );
  const late = sleep(3_500, undefined, { ref: false }).then(() => Promise.reject(new Error('no answer within 3 seconds')));
  await Promise.race([asked, late]);
}

function processes(unfinished: number, orphans: number): Finding {
  if (orphans === 0) return ok(`every open vote has its workflow (${unfinished})`);
  return wrong(
    `${orphans} of ${unfinished} open votes have no workflow`,
    'a process with the role "worker" starts them within 3 minutes: does one run?',
  );
}

async function unfinishedVotes(config: Config) {
  const state = await findDatabase(config).catch(() => null); // that it cannot be asked stands under "database"
  return state?.application?.unfinished ?? [];
}

/** Which rung of the ladder the next start takes. Nothing is fetched for that. */
async function findProgram(config: Config): Promise<Finding> {
  const failures: string[] = [];
  for (const rung of temporalRungs({ program: config.temporal.program, ...config.programs }).filter(({ fetches }) => !fetches)) {
    const found = await rung.find(() => {});
    if ('program' in found) return ok(`the program of the Temporal server is there: ${rung.name}`);
    failures.push(`${rung.name}: ${found.missing}`);
  }
  const why = `the program of the Temporal server is not there yet (${failures.join('; ')})`;
  if (config.temporal.program !== null) return wrong(why, 'correct TEMPORAL_CLI_PATH, or leave it out');
  const go = await findOnPath(process.platform === 'win32' ? 'go.exe' : 'go', config.programs.environment);
  if (go !== null) return missing(why, 'npm start downloads it, or builds it with Go (3-8 minutes, once)');
  return missing(why, 'npm start tries to download it; should that fail, install Go from https://go.dev/dl, or set TEMPORAL_ADDRESS');
}
