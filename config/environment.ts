import { z } from 'zod';
import type { PlatformDefinition } from '../bots/conversation/platform-definition.ts';
import { webUrl } from '../bots/conversation/setting.ts';

/** The variables of the house; each platform has its own. The table in the README is generated from both. */
export const Environment = z.object({
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
});

export type Environment = z.infer<typeof Environment>;

/** Every variable that the product reads, by its name. */
export function everyVariable(platforms: readonly PlatformDefinition[]): Readonly<Record<string, z.ZodType>> {
  return Object.fromEntries([Environment.shape, ...platforms.map(({ variables }) => variables)].flatMap((shape) => Object.entries(shape)));
}

function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.int(message).min(min, message).max(max, message);
}

function postgresUrl() {
  return z.url({ protocol: /^postgres(ql)?$/, error: 'must be an address that begins with postgresql://' });
}
