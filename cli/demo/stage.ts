import { mkdir, rm } from 'node:fs/promises';
import { pino } from 'pino';
import { findEmbeddedPostgres } from '../../adapters/embedded/find-postgres.ts';
import { startEmbeddedPostgres } from '../../adapters/embedded/postgres.ts';
import { examineEmbeddedTemporal, startEmbeddedTemporal } from '../../adapters/embedded/temporal-server.ts';
import type { Config } from '../../config.ts';
import { processVariables } from '../../config.ts';
import { postgresPlace, temporalPlace } from '../../main/servers.ts';
import { startDiscord } from '../../test/peers/discord/start.ts';
import type { DiscordPeer } from '../../test/peers/discord/start.ts';
import { installPeers } from '../../test/peers/install.ts';
import { createConsolePerson } from '../../test/world/console-person.ts';
import { createDiscordPerson } from '../../test/world/discord-person.ts';
import { attachConsole } from '../chat/attach-console.ts';
import { CoopError } from '../../core/errors.ts';
import { createActor } from './actor.ts';
import type { Actor } from './actor.ts';
import { startApplication } from './application.ts';
import type { Application } from './application.ts';
import type { Teller } from './teller.ts';

/** Everything that the story plays on. */
export type Stage = {
  readonly teller: Teller;
  /** The data folder, which stays when the story is over. */
  readonly home: string;
  /** Null where its stand-in cannot run: then everybody is on the console. */
  readonly discord: DiscordPeer | null;
  readonly application: () => Application;
  /** Starts the application again; returns how many seconds it took, as "1.4". */
  readonly restart: () => Promise<string>;
  readonly ada: Actor;
  /** Ada's second account. */
  readonly adaAtHome: Actor;
  readonly bea: Actor;
  readonly cem: Actor;
  /** Whoever watches: a member from the beginning, who says nothing yet. */
  readonly you: Actor;
};

type StageParts = { readonly config: Config; readonly home: string; readonly teller: Teller; readonly progress: (line: string) => void };

/** Real servers, the bot as a process of its own, and people. What is opened is closed by the stack. */
export async function setStage({ config, home, teller, progress }: StageParts, stack: AsyncDisposableStack): Promise<Stage> {
  await clear(config, home);
  const discord = await openDiscord(progress);
  stack.defer(async () => discord?.stop());
  const environment = {
    ...processVariables,
    COOP_HOME: home,
    COOP_PORT: '0',
    COOP_LOG_LEVEL: 'error',
    DATABASE_URL: '',
    DISCORD_TOKEN: discord?.token ?? '',
    DISCORD_API_URL: discord?.apiUrl ?? config.discord?.apiUrl ?? '',
  };
  let application = startApplication(environment, progress);
  stack.defer(() => application.stop());
  await application.url;

  const atTerminal = async (name: string): Promise<Actor> => {
    const person = await createConsolePerson(name, { home });
    stack.defer(() => person.leaves().catch(() => {})); // it may have ended before
    return createActor(person, { teller, surface: 'console' });
  };
  const made = new Map<string, string>();
  const onDiscord = async (name: string, rights: { manager?: boolean } = {}): Promise<Actor> =>
    discord === null
      ? atTerminal(`${name} (Discord)`)
      : createActor(await createDiscordPerson(name, rights, { peer: discord, made }), { teller, surface: 'Discord' });

  return {
    teller,
    home,
    discord,
    application: () => application,
    restart: async () => {
      const began = performance.now();
      application = startApplication(environment, progress);
      await application.url;
      return ((performance.now() - began) / 1_000).toFixed(1);
    },
    ada: await onDiscord('Ada', { manager: true }),
    adaAtHome: await atTerminal('Ada'),
    bea: await atTerminal('Bea'),
    cem: await onDiscord('Cem'),
    you: await atTerminal('you'),
  };
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

/** A system that cannot run it is told so, and the story goes on. */
async function openDiscord(progress: (line: string) => void): Promise<DiscordPeer | null> {
  try {
    await installPeers(processVariables, progress);
    return await startDiscord();
  } catch (error) {
    progress(`Discord's digital twin cannot run here: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}
