import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findOnPath, isProgram } from './find-program.ts';
import { lockExclusively } from './process-lock.ts';
import { runProgram } from './run-program.ts';
import { buildTemporal } from './temporal-build.ts';
import { downloadTemporal } from './temporal-download.ts';
import type { Fetch, Found, Missing, Rung } from './temporal-ladder.ts';

/** Later tags have a `replace` line in their go.mod, which `go install` refuses. */
const temporalVersion = '1.5.1';

export type TemporalSource = {
  /** Named by the operator: then nothing else is tried. */
  readonly program: string | null;
  /** The user's folder for programs of ours. */
  readonly cache: string;
  /** For the programs that are run: the PATH, proxies, the home folder. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
};

/** Every way to come by the program, cheapest first. */
export function temporalRungs(source: TemporalSource): readonly Rung[] {
  if (source.program !== null) return [namedRung(source, source.program)];
  const place = join(source.cache, 'temporal', temporalVersion, programName);
  return [
    pathRung(source),
    cacheRung(source, place),
    fetchRung(source, { name: 'download', place, fetch: (order) => downloadTemporal(order) }),
    fetchRung(source, { name: 'built with Go', place, fetch: buildTemporal }),
  ];
}

const programName = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

function namedRung(source: TemporalSource, program: string): Rung {
  return { name: 'TEMPORAL_CLI_PATH', fetches: false, find: () => tryProgram(source, program) };
}

function pathRung(source: TemporalSource): Rung {
  return {
    name: 'temporal on the PATH',
    fetches: false,
    find: async () => {
      const program = await findOnPath(programName, source.environment);
      return program === null ? { missing: 'not there' } : tryProgram(source, program);
    },
  };
}

function cacheRung(source: TemporalSource, place: string): Rung {
  return {
    name: 'our cache',
    fetches: false,
    find: async () => ((await isProgram(place)) ? tryProgram(source, place) : { missing: 'not there yet' }),
  };
}

/** Fetches under a lock, so that two processes do not do it twice: the second finds it done. */
export function fetchRung(source: TemporalSource, rung: { name: string; place: string; fetch: Fetch }): Rung {
  return {
    name: rung.name,
    fetches: true,
    find: async (progress) => {
      await mkdir(join(rung.place, '..'), { recursive: true });
      const lock = await lockExclusively(join(rung.place, '..', 'fetch.lock'), 30 * 60_000, () =>
        progress('Another coop process is fetching the Temporal server: waiting for it.'),
      );
      try {
        if (await isProgram(rung.place)) return await tryProgram(source, rung.place);
        const { environment, signal } = source;
        const failure = await rung.fetch({ version: temporalVersion, place: rung.place, environment, signal, progress });
        return failure === null ? await tryProgram(source, rung.place) : { missing: failure };
      } finally {
        lock.release();
      }
    },
  };
}

async function tryProgram(source: TemporalSource, program: string): Promise<Found | Missing> {
  if (!(await isProgram(program))) return { missing: 'there is no program that may be run' };
  const giveUp = (elapsed: number) => (elapsed > 15_000 ? 'it does not answer `--version`' : null);
  const { failure, output } = await runProgram({ program, parameters: ['--version'], environment: source.environment, giveUp });
  if (failure !== null) return { missing: `it does not run: ${failure}` };
  return output.startsWith('temporal version') ? { program } : { missing: 'it is another program of that name' };
}
