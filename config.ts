import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { z } from 'zod';
import { Environment } from './config/environment.ts';
import { arrangeDiscord, arrangeGithub, arrangeMatrix, arrangeSlack } from './config/platforms.ts';
import { CoopError } from './core/errors.ts';

/** The port of the HTTP server where none is given and this one is free. */
export const preferredPort = 8420;

export type Config = ReturnType<typeof arrange>;

/** Variables as a process has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The one place where the environment comes in. */
export const processVariables: Variables = process.env;

/**
 * Reads the configuration from the environment and from a `.env` file in the folder, which never overrides it.
 * Empty variables count as left out. Throws CoopError "config" that names every variable that is wrong and how it is right.
 */
export function loadConfig(variables: Variables = processVariables, folder: string = process.cwd()): Config {
  const given = givenVariables(variables, folder);
  const parsed = Environment.safeParse(given);
  if (!parsed.success) throw refusal(parsed.error, given);
  return arrange(parsed.data, given, folder);
}

/** What the environment and the file `.env` say, unread. Empty variables count as left out. */
export function givenVariables(variables: Variables, folder: string): Variables {
  return Object.fromEntries(
    Object.entries({ ...readEnvFile(folder), ...variables }).filter(([, value]) => value !== undefined && value !== ''),
  );
}

/** The variables as a Markdown table, for the README. */
export function environmentTable(): string {
  const rows = Object.entries(Environment.shape).map(([name, schema]) => {
    const { description, example } = schema.meta() ?? {};
    const preset = schema.safeParse(undefined).data;
    return `| \`${name}\` | ${String(description)} | ${preset === undefined ? `e.g. \`${String(example)}\`` : `\`${String(preset)}\``} |`;
  });
  return ['| variable | what for | default or example |', '| --- | --- | --- |', ...rows].join('\n');
}

function arrange(environment: Environment, given: Variables, folder: string) {
  const tls = {
    serverName: environment.TEMPORAL_TLS_SERVER_NAME ?? null,
    serverCaCertPath: environment.TEMPORAL_TLS_SERVER_CA_CERT_PATH ?? null,
    clientCertPath: environment.TEMPORAL_TLS_CLIENT_CERT_PATH ?? null,
    clientKeyPath: environment.TEMPORAL_TLS_CLIENT_KEY_PATH ?? null,
  };
  if ((tls.clientCertPath === null) !== (tls.clientKeyPath === null)) {
    throw new CoopError('config', 'TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH belong together: set both or none.');
  }
  const apiKey = environment.TEMPORAL_API_KEY ?? null;
  const wantsTls = environment.TEMPORAL_TLS ?? (apiKey !== null || Object.values(tls).some((value) => value !== null));
  return {
    /** Absolute. */
    home: resolve(folder, environment.COOP_HOME),
    /** Null: generated into the data folder. */
    secret: environment.COOP_SECRET ?? null,
    http: {
      host: environment.COOP_HOST,
      /** Null: 8420, or a free port when that is taken. */
      port: environment.COOP_PORT ?? null,
      /** Without a slash at its end; null: the local address. */
      publicUrl: environment.COOP_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    },
    log: { level: environment.COOP_LOG_LEVEL },
    /** Null: embedded. */
    database: environment.DATABASE_URL === undefined ? null : { url: environment.DATABASE_URL },
    temporal: {
      /** Null: embedded. */
      address: environment.TEMPORAL_ADDRESS ?? null,
      namespace: environment.TEMPORAL_NAMESPACE,
      taskQueue: environment.TEMPORAL_TASK_QUEUE,
      apiKey,
      tls: wantsTls ? tls : null,
      /** The program for the embedded server; null: looked for. */
      program: environment.TEMPORAL_CLI_PATH === undefined ? null : resolve(folder, environment.TEMPORAL_CLI_PATH),
    },
    /** Each null: off. */
    discord: arrangeDiscord(environment),
    slack: arrangeSlack(environment),
    matrix: arrangeMatrix(environment),
    github: arrangeGithub(environment, folder),
    /** For the programs that we start. */
    programs: {
      /** Per user, outside the data folder: programs that were downloaded or built. */
      cache: cacheFolder(given),
      /** The environment without our own variables, so that no secret leaks. */
      environment: Object.fromEntries(Object.entries(given).filter(([name]) => !(name in Environment.shape))),
    },
    /** Variables that look like ours and are not: misspelt, most likely. */
    unknown: Object.keys(given).filter((name) => name.startsWith('COOP_') && !(name in Environment.shape)),
  };
}

function cacheFolder(given: Variables): string {
  if (given['XDG_CACHE_HOME'] !== undefined) return join(given['XDG_CACHE_HOME'], 'cooperatus');
  const home = given['HOME'] ?? homedir();
  if (process.platform === 'darwin') return join(home, 'Library', 'Caches', 'cooperatus');
  if (process.platform === 'win32') return join(given['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'cooperatus', 'cache');
  return join(home, '.cache', 'cooperatus');
}

/** What `.env` of the folder sets; nothing where there is none. @throws CoopError "config" */
export function readEnvFile(folder: string): Variables {
  const path = join(folder, '.env');
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new CoopError('config', 'The file .env in this folder cannot be read: check its permissions.', { cause: error });
  }
}

function refusal(error: z.ZodError, given: Variables): CoopError {
  const lines = error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const meta = Object.entries(Environment.shape)
      .find(([known]) => known === name)?.[1]
      .meta();
    const shown = meta?.['secret'] === true ? 'is set' : `is "${given[name] ?? ''}"`;
    return `${name} ${shown}, but ${issue.message}. Example: ${name}=${String(meta?.['example'])}`;
  });
  return new CoopError('config', lines.join('\n'));
}
