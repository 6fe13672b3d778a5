import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { loadConfig } from '../../config.ts';
import type { Config } from '../../config.ts';
import { startInstance } from '../../main.ts';
import type { Instance } from '../../main.ts';
import { roles } from '../../main/roles.ts';
import { startDiscord } from '../peers/discord/start.ts';
import type { DiscordPeer } from '../peers/discord/start.ts';
import { freshDatabase, testSecret } from '../servers/database.ts';
import type { TestDatabase } from '../servers/database.ts';
import { startTemporalServer } from '../servers/temporal.ts';
import { createConsolePerson } from './console-person.ts';
import type { ConsolePerson } from './console-person.ts';
import { createDiscordPerson } from './discord-person.ts';
import type { DiscordPerson } from './discord-person.ts';

export type World = {
  readonly discord: DiscordPeer & { readonly person: (name: string, rights?: { manager?: boolean }) => Promise<DiscordPerson> };
  /** Somebody at a terminal, in the room that everybody is in unless another is named. Attaches now, so the product must run. */
  readonly console: { readonly person: (name: string, room?: string) => Promise<ConsolePerson> };
  readonly database: TestDatabase;
  /** Stops the product and starts it again over the same database; the platforms stay. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * The whole product as `coop start` runs it, over real servers: PostgreSQL, Temporal, and Discord's twin, which people
 * use as they do Discord. Peers and Temporal must be there: ask `havePeers`, and give `beforeAll` `temporalPatience`.
 */
export async function openWorld({ log = pino({ level: 'silent' }) }: { log?: Logger } = {}): Promise<World> {
  await using stack = new AsyncDisposableStack();
  const home = await mkdtemp(join(tmpdir(), 'coop-world-'));
  stack.defer(() => rm(home, { recursive: true, force: true }));
  const database = stack.use(await freshDatabase());
  const temporal = await startTemporalServer(log);
  stack.defer(() => temporal.stop());
  const peer = await startDiscord();
  stack.defer(() => peer.stop());
  const config = configOf({ home, database, temporal: temporal.address, peer });

  let instance: Instance | null = null;
  const start = async (): Promise<void> => {
    instance ??= await startInstance(config, { roles: new Set(roles), log, progress: (line) => log.info({ line }, 'progress') });
  };
  const stop = async (): Promise<void> => {
    await instance?.stop();
    instance = null;
  };
  stack.defer(stop);
  await start();
  const terminals: ConsolePerson[] = [];
  stack.defer(async () => void (await Promise.all(terminals.map(({ leaves }) => leaves()))));

  const made = new Map<string, string>();
  const running = stack.move();
  return {
    discord: { ...peer, person: (name, rights = {}) => createDiscordPerson(name, rights, { peer, made }) },
    console: {
      person: async (name, room) => {
        const person = await createConsolePerson(name, { home, ...(room === undefined ? {} : { room }) });
        terminals.push(person);
        return person;
      },
    },
    database,
    start,
    stop,
    restart: async () => {
      await stop();
      await start();
    },
    close: () => running.disposeAsync(),
  };
}

function configOf({
  home,
  database,
  temporal,
  peer,
}: {
  home: string;
  database: TestDatabase;
  temporal: string;
  peer: DiscordPeer;
}): Config {
  return loadConfig(
    {
      COOP_HOME: home,
      COOP_SECRET: testSecret.toString('utf8'),
      COOP_PORT: '0',
      DATABASE_URL: database.ownerUrl,
      TEMPORAL_ADDRESS: temporal,
      TEMPORAL_TASK_QUEUE: randomUUID(),
      DISCORD_TOKEN: peer.token,
      DISCORD_API_URL: peer.apiUrl,
    },
    home,
  );
}
