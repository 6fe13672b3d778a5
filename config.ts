import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import type { PlatformDefinition, TurnedOn } from './bots/conversation/platform-definition.ts';
import { platforms } from './bots/index.ts';
import { Environment, everyVariable } from './config/environment.ts';
import { findOddities } from './config/oddities.ts';
import type { Oddity } from './config/oddities.ts';
import { arrangeTemporalTls } from './config/temporal-tls.ts';
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
export function loadConfig(
  variables: Variables = processVariables,
  folder: string = process.cwd(),
  definitions: readonly PlatformDefinition[] = platforms,
): Config {
  const { config, problems } = examineConfig(variables, folder, definitions);
  const [first, ...others] = problems;
  if (first === undefined) return config;
  throw new CoopError('config', [first.message, ...others.map(({ message }) => message)].join('\n'), { cause: first.cause });
}

/** The same for whoever goes on despite what is wrong: that is left out of the configuration, and named. */
export function examineConfig(
  variables: Variables = processVariables,
  folder: string = process.cwd(),
  definitions: readonly PlatformDefinition[] = platforms,
): { readonly config: Config; readonly problems: readonly CoopError[] } {
  const schemas = everyVariable(definitions);
  const problems: CoopError[] = [];
  const attempt = createAttempt(problems);
  const file = attempt(() => readEnvText(folder), '');
  const given = onlySet({ ...parseEnv(file), ...variables });
  const parsed = z.object(schemas).safeParse(given);
  const wrong = new Set(parsed.error?.issues.map(({ path }) => String(path[0])));
  if (parsed.error) problems.push(refusal(parsed.error, given, schemas));
  const readable = Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name)));
  const known = Object.keys(schemas);
  const oddities = findOddities({ file, environment: Object.keys(onlySet(variables)), known });
  // What misses something that was wrong itself is not wrong a second time.
  const missed: CoopError[] = [];
  const config = arrange(readable, {
    given,
    folder,
    oddities,
    known,
    definitions,
    attempt: parsed.success ? attempt : createAttempt(missed),
  });
  return { config, problems };
}

type Attempt = <T, F>(read: () => T, otherwise: F) => T | F;

function createAttempt(problems: CoopError[]): Attempt {
  return (read, otherwise) => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof CoopError)) throw error;
      problems.push(error);
      return otherwise;
    }
  };
}

/** What the environment and the file `.env` say, unread. Empty variables count as left out. */
export function givenVariables(variables: Variables, folder: string): Variables {
  return onlySet({ ...readEnvFile(folder), ...variables });
}

function onlySet(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''));
}

/** The variables as a Markdown table, for the README. */
export function environmentTable(): string {
  const rows = Object.entries(everyVariable(platforms)).map(([name, schema]) => {
    const { description, example } = schema.meta() ?? {};
    const preset = schema.safeParse(undefined).data;
    const shown = typeof preset === 'string' ? preset : JSON.stringify(preset);
    return `| \`${name}\` | ${String(description)} | ${shown === undefined ? `e.g. \`${String(example)}\`` : `\`${shown}\``} |`;
  });
  return ['| variable | what for | default or example |', '| --- | --- | --- |', ...rows].join('\n');
}

type Arranging = {
  readonly given: Variables;
  readonly folder: string;
  readonly oddities: readonly Oddity[];
  /** The names of every variable of ours. */
  readonly known: readonly string[];
  readonly definitions: readonly PlatformDefinition[];
  readonly attempt: Attempt;
};

function arrange(readable: Variables, { given, folder, oddities, known, definitions, attempt }: Arranging) {
  const environment = Environment.parse(readable);
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
      apiKey: environment.TEMPORAL_API_KEY ?? null,
      tls: attempt(() => arrangeTemporalTls(environment), null),
      /** The program for the embedded server; null: looked for. */
      program: environment.TEMPORAL_CLI_PATH === undefined ? null : resolve(folder, environment.TEMPORAL_CLI_PATH),
    },
    /** Those that are turned on, in the order of their register. */
    platforms: definitions
      .map((definition) => attempt(() => definition.turnOn(readable, folder), null))
      .filter((platform): platform is TurnedOn => platform !== null),
    /** For the programs that we start. */
    programs: {
      /** Per user, outside the data folder: programs that were downloaded or built. */
      cache: cacheFolder(given),
      /** The environment without our own variables, so that no secret leaks. */
      environment: Object.fromEntries(Object.entries(given).filter(([name]) => !known.includes(name))),
    },
    /** What was written and nothing reads. */
    oddities,
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
  return parseEnv(readEnvText(folder));
}

function readEnvText(folder: string): string {
  try {
    return readFileSync(join(folder, '.env'), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw new CoopError('config', 'The file .env in this folder cannot be read: check its permissions.', { cause: error });
  }
}

function refusal(error: z.ZodError, given: Variables, schemas: Readonly<Record<string, z.ZodType>>): CoopError {
  const lines = error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const meta = schemas[name]?.meta();
    const shown = meta?.['secret'] === true ? 'is set' : `is "${given[name] ?? ''}"`;
    return `${name} ${shown}, but ${issue.message}. Example: ${name}=${String(meta?.['example'])}`;
  });
  return new CoopError('config', lines.join('\n'));
}
