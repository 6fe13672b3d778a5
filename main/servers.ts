import { join } from 'node:path';
import type { Logger } from 'pino';
import { startEmbeddedPostgres } from '../adapters/embedded/postgres.ts';
import { climb } from '../adapters/embedded/temporal-ladder.ts';
import { temporalRungs } from '../adapters/embedded/temporal-rungs.ts';
import { startEmbeddedTemporal } from '../adapters/embedded/temporal-server.ts';
import type { Config } from '../config.ts';

export type ServerOptions = {
  readonly log: Logger;
  /** Tells a person what takes long. */
  readonly progress: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
};

/** The database that the configuration names, or the embedded one of the data folder: the owner's address. */
export async function openDatabaseServer(
  config: Config,
  stack: AsyncDisposableStack,
  { log }: ServerOptions,
): Promise<() => Promise<string>> {
  const given = config.database;
  if (given !== null) return async () => given.url;
  const server = await startEmbeddedPostgres({ ...postgresPlace(config), log });
  stack.defer(async () => void (await server.stop()));
  return server.url;
}

/** The Temporal that the configuration names, or the embedded one of the data folder: HOST:PORT. */
export async function openTemporalServer(
  config: Config,
  stack: AsyncDisposableStack,
  { log, progress, signal }: ServerOptions,
): Promise<string> {
  if (config.temporal.address !== null) return config.temporal.address;
  const findProgram = async () => {
    const { program, rung } = await climb(temporalRungs({ program: config.temporal.program, ...config.programs, signal }), progress);
    log.debug({ program, rung }, 'the program of the Temporal server was found');
    return program;
  };
  const server = await startEmbeddedTemporal({ ...temporalPlace(config), findProgram, log });
  stack.defer(async () => void (await server.stop()));
  return server.address;
}

/** Where the embedded PostgreSQL of an instance stands. */
export function postgresPlace(config: Config): { folder: string; database: string } {
  return { folder: join(config.home, 'postgres'), database: 'coop' };
}

/** Where the embedded Temporal of an instance stands. */
export function temporalPlace(config: Config) {
  return { folder: join(config.home, 'temporal'), namespace: config.temporal.namespace, environment: config.programs.environment };
}
