import { mkdir, rm } from 'node:fs/promises';
import { pino } from 'pino';
import { findEmbeddedPostgres } from '../../adapters/embedded/find-postgres.ts';
import { startEmbeddedPostgres } from '../../adapters/embedded/postgres.ts';
import { freePort } from '../../adapters/embedded/free-port.ts';
import { examineEmbeddedTemporal, startEmbeddedTemporal } from '../../adapters/embedded/temporal-server.ts';
import type { Config } from '../../config.ts';
import { processVariables } from '../../config.ts';
import type { Variables } from '../../config.ts';
import { platforms as definitions } from '../../bots/index.ts';
import { everyVariable } from '../../config/environment.ts';
import { postgresPlace, temporalPlace } from '../../main/servers.ts';
import { createConsolePerson } from '../../test/world/console-person.ts';
import { attachConsole } from '../chat/attach-console.ts';
import { CoopError } from '../../core/errors.ts';
import { createActor } from './actor.ts';
import type { Actor } from './actor.ts';
import { startApplication } from './application.ts';
import type { Application } from './application.ts';
import type { Teller } from './teller.ts';
import { openWires, platforms } from './wires.ts';
import type { Platform } from './wires.ts';
import type { Wire } from './wires/wire.ts';

/** Everything that the story plays on. */
export type Stage = {
  readonly teller: Teller;
  /** The data folder, which stays when the story is over. */
  readonly home: string;
  /** Platforms that cannot run on this machine: their people are on the console. */
  readonly missing: readonly Platform[];
  readonly application: () => Application;
  /** Starts the application again; returns how many seconds it took, as "1.4". */
  readonly restart: () => Promise<string>;
  readonly ada: Actor;
  /** Ada's second account. */
  readonly adaAtHome: Actor;
  readonly bea: Actor;
  readonly cem: Actor;
  readonly dan: Actor;
  /** Whoever watches: a member from the beginning, who says nothing yet. */
  readonly you: Actor;
};

type StageParts = { readonly config: Config; readonly home: string; readonly teller: Teller; readonly progress: (line: string) => void };

/** Real servers, the bot as a process of its own, and people. What is opened is closed by the stack. */
export async function setStage({ config, home, teller, progress }: StageParts, stack: AsyncDisposableStack): Promise<Stage> {
  await clear(config, home);
  const port = (await freePort(0)) ?? 0;
  const wires = await openWires({ port, progress }, stack);
  const environment = {
    ...processVariables,
    ...unset,
    ...variablesOf(wires),
    COOP_HOME: home,
    COOP_PORT: String(port),
    COOP_LOG_LEVEL: 'error',
  };
  let application = startApplication(environment, progress);
  stack.defer(() => application.stop());
  await application.url;

  const atTerminal = async (name: string): Promise<Actor> => {
    const person = await createConsolePerson(name, { home });
    stack.defer(() => person.leaves().catch(() => {})); // it may have ended before
    return createActor(person, { teller, surface: 'console', call: (line) => line });
  };
  const on = async (surface: Platform, name: string, rights: { manager?: boolean } = {}): Promise<Actor> => {
    const wire = wires.get(surface);
    if (wire === undefined) return atTerminal(`${name} (${surface})`);
    return createActor(await wire.person(name, rights), { teller, surface, call: wire.call });
  };

  return {
    teller,
    home,
    missing: platforms.filter((platform) => !wires.has(platform)),
    application: () => application,
    restart: async () => {
      const began = performance.now();
      application = startApplication(environment, progress);
      await application.url;
      return ((performance.now() - began) / 1_000).toFixed(1);
    },
    ada: await on('Discord', 'Ada', { manager: true }),
    adaAtHome: await on('Matrix', 'Ada'),
    bea: await on('Slack', 'Bea', { manager: true }),
    cem: await on('Matrix', 'Cem', { manager: true }),
    dan: await on('GitHub', 'Dan', { manager: true }),
    you: await atTerminal('you'),
  };
}

/** The bot of the story knows its own servers only, whatever is set for another. */
const unset: Variables = Object.fromEntries(
  Object.keys(everyVariable(definitions))
    .filter((name) => name !== 'TEMPORAL_CLI_PATH')
    .map((name) => [name, '']),
);

function variablesOf(wires: ReadonlyMap<Platform, Wire>): Variables {
  return Object.fromEntries([...wires.values()].flatMap(({ variables }) => Object.entries(variables)));
}

/** Each telling begins anew, unless somebody is at work in its folder. */
async function clear(config: Config, home: string): Promise<void> {
  const running = await attachConsole(home, { name: 'demo', shows: () => {} }).catch(() => null);
  if (running !== null) {
    await running.leave();
    throw new CoopError('demo', `Something runs over the demo's data folder (${home}): end that chat, then start the demo again.`);
  }
  await stopServers({ ...config, home });
  await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
}

/** Those that a killed telling left behind. */
async function stopServers(config: Config): Promise<void> {
  const log = pino({ level: 'silent' });
  if ((await findEmbeddedPostgres(postgresPlace(config))) !== null) {
    const server = await startEmbeddedPostgres({ ...postgresPlace(config), log });
    await server.stop();
  }
  if ((await examineEmbeddedTemporal(temporalPlace(config))) === null) return;
  const findProgram = () =>
    Promise.reject(new CoopError('demo', 'the Temporal server of an earlier demo does not answer: end it, and start again'));
  const server = await startEmbeddedTemporal({ ...temporalPlace(config), findProgram, log });
  await server.stop();
}
