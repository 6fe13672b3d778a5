import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { CoopError } from './core/errors.ts';

/** Every variable that the product reads. The table in the README is generated from this schema. */
const Environment = z.object({
  COOP_HOME: z.string().default('.coop').meta({
    description: 'The data folder: embedded database, workflow store, generated secret, logs.',
    example: '/var/lib/coop',
  }),
  COOP_SECRET: z.string().min(32, 'must have at least 32 characters').optional().meta({
    description: 'Encrypts keys and addresses at rest. Left out: generated once into the data folder. Never change or lose it.',
    example: 'the output of: openssl rand -base64 32',
    secret: true,
  }),
  COOP_PUBLIC_URL: webUrl().optional().meta({
    description: 'How people reach our pages from outside. Left out: the local address.',
    example: 'https://coop.example.org',
  }),
  COOP_HOST: z.string().default('127.0.0.1').meta({
    description: 'The network address that the HTTP server listens on.',
    example: '0.0.0.0',
  }),
  COOP_PORT: z.coerce.number('must be a whole number from 0 to 65535').pipe(wholeNumber(0, 65_535)).optional().meta({
    description: 'The port of the HTTP server; 0 takes a free one. Left out: 8420, or a free one when that is taken.',
    example: '8420',
  }),
  COOP_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'must be trace, debug, info, warn, error or silent')
    .default('info')
    .meta({
      description: 'How much is logged: trace, debug, info, warn, error or silent.',
      example: 'debug',
    }),
  DATABASE_URL: postgresUrl().optional().meta({
    description:
      'A PostgreSQL of your own, as the owner of the tables; the product itself runs as a lesser role made from it. Left out: an embedded server.',
    example: 'postgresql://owner:password@127.0.0.1:5432/coop',
    secret: true,
  }),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s/]+:\d{1,5}$/, 'must be HOST:PORT')
    .optional()
    .meta({ description: 'A Temporal server or cloud. Left out: an embedded one under the data folder.', example: '127.0.0.1:7233' }),
  TEMPORAL_NAMESPACE: z.string().default('default').meta({ description: 'The Temporal namespace.', example: 'coop.a1b2c' }),
  TEMPORAL_TASK_QUEUE: z.string().default('cooperatus').meta({
    description: 'The task queue; one per installation that shares a namespace.',
    example: 'cooperatus',
  }),
  TEMPORAL_API_KEY: z
    .string()
    .optional()
    .meta({ description: 'The key of Temporal Cloud. Turns TLS on.', example: 'tmprl_...', secret: true }),
  TEMPORAL_TLS: z.stringbool('must be true or false').optional().meta({
    description: 'Speaks TLS to the Temporal server. On by itself with a key or certificates.',
    example: 'true',
  }),
  TEMPORAL_TLS_SERVER_NAME: z.string().optional().meta({
    description: 'The name that the certificate of the Temporal server must bear.',
    example: 'temporal.example.org',
  }),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: z.string().optional().meta({
    description: 'The authority that signed the certificate of the Temporal server (PEM file).',
    example: '/etc/coop/temporal-ca.pem',
  }),
  TEMPORAL_TLS_CLIENT_CERT_PATH: z.string().optional().meta({
    description: 'Our certificate for the Temporal server (PEM file).',
    example: '/etc/coop/temporal.pem',
  }),
  TEMPORAL_TLS_CLIENT_KEY_PATH: z.string().optional().meta({
    description: 'The key of that certificate (PEM file).',
    example: '/etc/coop/temporal.key',
  }),
  TEMPORAL_CLI_PATH: z.string().optional().meta({
    description: 'The program `temporal` for the embedded server. Left out: the PATH, our cache, a download, or built with Go.',
    example: '/usr/local/bin/temporal',
  }),
  DISCORD_TOKEN: z
    .string()
    .regex(/^\S+$/, 'must not contain spaces')
    .optional()
    .meta({ description: 'The token of your Discord bot. Left out: Discord is off.', example: 'MTA0...', secret: true }),
  DISCORD_API_URL: webUrl().default('https://discord.com/api').meta({
    description: 'The address of the Discord API; another one for tests and proxies.',
    example: 'http://127.0.0.1:3000/api',
  }),
});

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
  const given = Object.fromEntries(
    Object.entries({ ...readEnvFile(folder), ...variables }).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Environment.safeParse(given);
  if (!parsed.success) throw refusal(parsed.error, given);
  return arrange(parsed.data, given, folder);
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

function arrange(environment: z.infer<typeof Environment>, given: Variables, folder: string) {
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
    /** Null: off. */
    discord: environment.DISCORD_TOKEN === undefined ? null : { token: environment.DISCORD_TOKEN, apiUrl: environment.DISCORD_API_URL },
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

function readEnvFile(folder: string): Variables {
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

function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.int(message).min(min, message).max(max, message);
}

function webUrl() {
  return z.url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' });
}

function postgresUrl() {
  return z.url({ protocol: /^postgres(ql)?$/, error: 'must be an address that begins with postgresql://' });
}
