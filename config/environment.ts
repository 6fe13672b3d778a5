import { z } from 'zod';

/** Every variable that the product reads. The table in the README is generated from this schema. */
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
  DISCORD_TOKEN: z
    .string()
    .regex(/^\S+$/, 'must not contain spaces')
    .optional()
    .meta({ description: 'The token of your Discord bot. Left out: Discord is off.', example: 'MTA0...', secret: true }),
  DISCORD_API_URL: webUrl().default('https://discord.com/api').meta({
    description: 'The address of the Discord API; another one for tests and proxies.',
    example: 'http://127.0.0.1:3000/api',
  }),
  DISCORD_PUBLIC_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'must be the 64 hexadecimal digits of the page "General Information"')
    .optional()
    .meta({
      description: 'Takes interactions by signed HTTP at /discord/interactions, for production. Left out: by the gateway alone.',
      example: 'e7f1...',
    }),
  SLACK_BOT_TOKEN: token('xoxb-').optional().meta({
    description: 'The bot token of your Slack app. Left out: Slack is off. Needs one of the two below.',
    example: 'xoxb-...',
    secret: true,
  }),
  SLACK_APP_TOKEN: token('xapp-').optional().meta({
    description: 'The app-level token: Slack is heard through Socket Mode, no public address needed.',
    example: 'xapp-...',
    secret: true,
  }),
  SLACK_SIGNING_SECRET: token('').optional().meta({
    description: 'The signing secret: Slack calls /slack/events by signed HTTP, for production.',
    example: '8f74...',
    secret: true,
  }),
  SLACK_API_URL: webUrl().default('https://slack.com/api/').meta({
    description: 'The address of the Slack API; another one for tests and proxies.',
    example: 'http://127.0.0.1:3001/api/',
  }),
  MATRIX_URL: webUrl().optional().meta({
    description: 'The homeserver of the bot. Left out: Matrix is off. Needs an access token, or a user and a password.',
    example: 'https://matrix.example.org',
  }),
  MATRIX_ACCESS_TOKEN: token('').optional().meta({
    description: 'An access token of the bot, for a device that nothing else uses.',
    example: 'syt_...',
    secret: true,
  }),
  MATRIX_USER: z.string().optional().meta({ description: 'The user id of the bot.', example: '@coop:example.org' }),
  MATRIX_PASSWORD: z.string().optional().meta({
    description: 'Its password: used once, for a device of its own, which is remembered.',
    example: 'correct horse battery staple',
    secret: true,
  }),
  GITHUB_APP_ID: z.string().regex(/^\d+$/, 'must be a number').optional().meta({
    description: 'Your GitHub App. Left out, and no GITHUB_TOKEN: GitHub is off.',
    example: '123456',
  }),
  GITHUB_PRIVATE_KEY: z.string().optional().meta({
    description: 'The private key of that app: the PEM text, or the path of its file.',
    example: '/etc/coop/github-app.pem',
    secret: true,
  }),
  GITHUB_WEBHOOK_SECRET: token('').optional().meta({
    description: 'The secret of its webhook, which calls /github/events. Left out: comments are found by reading back, within minutes.',
    example: 'the output of: openssl rand -hex 32',
    secret: true,
  }),
  GITHUB_TOKEN: token('').optional().meta({
    description: 'Instead of an app: a personal token. No check runs then.',
    example: 'github_pat_...',
    secret: true,
  }),
  GITHUB_REPOSITORIES: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+(\s*,\s*[\w.-]+\/[\w.-]+)*$/, 'must be OWNER/NAME, several with commas')
    .optional()
    .meta({ description: 'With a personal token: the repositories that are looked after.', example: 'ada/lighthouse, ada/harbour' }),
  GITHUB_API_URL: webUrl().default('https://api.github.com').meta({
    description: 'The address of the GitHub API; another one for GitHub Enterprise, tests and proxies.',
    example: 'https://github.example.org/api/v3',
  }),
});

export type Environment = z.infer<typeof Environment>;

function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.int(message).min(min, message).max(max, message);
}

function token(prefix: string) {
  const expected = prefix === '' ? 'must not contain spaces' : `must begin with ${prefix}`;
  return z
    .string()
    .regex(/^\S+$/, expected)
    .refine((given) => given.startsWith(prefix), expected);
}

function webUrl() {
  return z.url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' });
}

function postgresUrl() {
  return z.url({ protocol: /^postgres(ql)?$/, error: 'must be an address that begins with postgresql://' });
}
