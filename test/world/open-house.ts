import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { loadConfig } from '../../config.ts';
import { startInstance } from '../../main.ts';
import type { Instance } from '../../main.ts';
import { roles } from '../../main/roles.ts';
import { freshDatabase, testSecret } from '../servers/database.ts';
import type { TestDatabase } from '../servers/database.ts';
import { startTemporalServer } from '../servers/temporal.ts';
import { createConsolePerson } from './console-person.ts';
import type { ConsolePerson } from './console-person.ts';

/** The product over real servers, and the console, which needs no peer. */
export type HouseWorld = {
  /** Somebody at a terminal, in the room that everybody is in unless another is named. Attaches now, so the product must run. */
  readonly console: { readonly person: (name: string, room?: string) => Promise<ConsolePerson> };
  readonly database: TestDatabase;
  /** HOST:PORT of the Temporal server. */
  readonly temporalAddress: string;
  /** Stops the product and starts it again over the same database; the platforms stay. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type HouseOptions = {
  /** What turns platforms on and points them to their peers: SLACK_BOT_TOKEN, SLACK_API_URL ... */
  readonly variables?: Readonly<Record<string, string>>;
  readonly log?: Logger;
};

/** Variables that lead the product to a peer by another way than straight, as through something that lets the wire fail. */
export type Detour<Peer> = (peer: Peer) => Promise<Readonly<Record<string, string>>>;
export const noDetour = async (): Promise<Readonly<Record<string, string>>> => ({});

/**
 * The whole product as `coop start` runs it, over a real PostgreSQL and a real Temporal. Start the peers first, and stop them after it.
 * Temporal must be there: give `beforeAll` `temporalPatience`.
 */
export async function openHouseWorld({ variables = {}, log = pino({ level: 'silent' }) }: HouseOptions = {}): Promise<HouseWorld> {
  await using stack = new AsyncDisposableStack();
  const home = await mkdtemp(join(tmpdir(), 'coop-world-'));
  stack.defer(() => rm(home, { recursive: true, force: true }));
  const database = stack.use(await freshDatabase());
  const temporal = await startTemporalServer(log);
  stack.defer(() => temporal.stop());
  const config = loadConfig(
    {
      COOP_HOME: home,
      COOP_SECRET: testSecret.toString('utf8'),
      COOP_PORT: '0',
      DATABASE_URL: database.ownerUrl,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_TASK_QUEUE: randomUUID(),
      ...variables,
    },
    home,
  );

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

  const running = stack.move();
  return {
    console: {
      person: async (name, room) => {
        const person = await createConsolePerson(name, { home, ...(room === undefined ? {} : { room }) });
        terminals.push(person);
        return person;
      },
    },
    database,
    temporalAddress: temporal.address,
    start,
    stop,
    restart: async () => {
      await stop();
      await start();
    },
    close: () => running.disposeAsync(),
  };
}
