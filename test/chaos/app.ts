import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { readPostmaster } from '../../adapters/embedded/postmaster.ts';
import { readRecord } from '../../adapters/embedded/temporal-process.ts';
import { processVariables } from '../../config.ts';
import type { Variables } from '../../config.ts';
import { kill, killProcessesOf } from './processes-of.ts';

/** One run of the program, from its start to its end. */
export type Life = {
  /** The address of its pages, once it says that it runs. Rejects when it ends before. */
  readonly runs: Promise<string>;
  readonly ended: Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  readonly kill: () => Promise<void>;
  /** SIGTERM; resolves with how it ended. */
  readonly stop: () => Promise<{ code: number | null; signal: string | null }>;
};

export type Server = 'postgres' | 'temporal';

/** `coop start` over a data folder of its own: embedded PostgreSQL with its usual settings, embedded Temporal, unless the variables name others. */
export type App = {
  readonly home: string;
  readonly environment: Variables;
  readonly start: () => Life;
  /** The run that was started last; null before the first and once it ended. */
  readonly life: () => Life | null;
  /**
   * SIGKILL for the process that was started, a moment later if it is only being started. Of PostgreSQL that is the
   * postmaster alone: its children end by themselves.
   */
  readonly killServer: (server: Server) => Promise<void>;
  /** SIGKILL for all that is left of it. */
  readonly killEverything: () => Promise<void>;
  /** What it said whenever it ended without having been asked to. Empty, if all is well. */
  readonly collapses: readonly string[];
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** `within`: where the data folder is made, if not among the temporary files. Nothing of it outlives this process. */
export async function openApp(variables: Variables, within: string = tmpdir()): Promise<App> {
  const home = await mkdtemp(join(within, 'coop-chaos-'));
  const bury = callUndertaker(home);
  const environment = { ...processVariables, DATABASE_URL: '', TEMPORAL_ADDRESS: '', COOP_PORT: '0', ...variables, COOP_HOME: home };
  const collapses: string[] = [];
  let current: Life | null = null;

  function start(): Life {
    const life = begin(environment, (said) => collapses.push(said));
    const forget = async () => {
      await life.ended;
      if (current === life) current = null;
    };
    current = life;
    void forget();
    return life;
  }
  async function killEverything(): Promise<void> {
    await current?.kill();
    await killProcessesOf(home);
  }
  return {
    home,
    environment,
    collapses,
    start,
    life: () => current,
    killServer: (server) => killServer(home, server),
    killEverything,
    [Symbol.asyncDispose]: async () => {
      await current?.kill();
      await bury();
    },
  };
}

function begin(environment: Variables, collapsed: (said: string) => void): Life {
  const door = join(import.meta.dirname, '../../cli/coop.mjs');
  // The channel ends it in order should this process die.
  const child = spawn(process.execPath, [door, 'start'], { env: environment, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const log: string[] = [];
  const runs = Promise.withResolvers<string>();
  runs.promise.catch(() => {}); // whoever waits for it is told
  const { stderr } = child;
  if (stderr === null) throw new Error('the log of the app cannot be read');
  createInterface({ input: stderr }).on('line', (line) => {
    if (log.push(line) > 40) log.shift();
    const [, pages] = /^Coop runs, its pages are at (\S+?)\. /.exec(line) ?? [];
    if (pages !== undefined) runs.resolve(pages);
  });
  let asked = false;
  const watch = async () => {
    const [code, signal]: unknown[] = await once(child, 'exit');
    const said = `the app ended with ${String(code ?? signal)}:\n${log.join('\n')}`;
    runs.reject(new Error(said));
    if (!asked) collapsed(said);
  };
  const ended = watch();
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    asked = true;
    child.kill(signal);
    await ended;
    return { code: child.exitCode, signal: child.signalCode };
  };
  return { runs: runs.promise, ended, kill: async () => void (await end('SIGKILL')), stop: () => end('SIGTERM') };
}

/** Whoever ends what is left, also should this process be killed itself. Returns what sends it to work at once. */
function callUndertaker(home: string): () => Promise<void> {
  const script = new URL('undertaker.ts', import.meta.url).pathname;
  // Not on its command line: there it would find itself.
  const env = { ...processVariables, UNDERTAKER_FOLDER: home };
  const undertaker = spawn(process.execPath, [script], { detached: true, env, stdio: ['pipe', 'ignore', 'inherit'] });
  const done = once(undertaker, 'exit');
  return async () => {
    undertaker.stdin.end();
    await done;
  };
}

async function killServer(home: string, server: Server): Promise<void> {
  const find = {
    postgres: async () => (await readPostmaster(join(home, 'postgres', 'cluster')))?.pid,
    temporal: async () => (await readRecord(join(home, 'temporal')))?.pid,
  }[server];
  for (const patience = performance.now() + 60_000; performance.now() < patience; await sleep(20)) {
    const pid = await find();
    if (typeof pid === 'number' && kill(pid)) return;
  }
  throw new Error(`${server} does not run, so it cannot be killed`);
}
