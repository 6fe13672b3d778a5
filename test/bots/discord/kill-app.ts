import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { pino } from 'pino';
import { z } from 'zod';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import { openDatabase } from '../../../adapters/postgres/database.ts';
import { createPlatformHold } from '../../../adapters/postgres/platform-hold.ts';
import { createPlatformMemory } from '../../../adapters/postgres/platform-memory.ts';
import { createSeal } from '../../../adapters/postgres/seal.ts';
import { discordName } from '../../../bots/discord/name.ts';
import { createDiscord } from '../../../bots/discord/discord.ts';
import { commands } from '../../../features/index.ts';

/** The bot alone, as a process that can be killed: writes down what it hears, after a while in which it may die. */
const { token, apiUrl, databaseUrl, ownerUrl, secret } = z
  .object({ token: z.string(), apiUrl: z.string(), databaseUrl: z.string(), ownerUrl: z.string(), secret: z.string() })
  .parse(JSON.parse(process.argv[2] ?? ''));

const log = pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true }));
const location = async (): Promise<string> => databaseUrl;
const database = openDatabase({ url: location, log });
const book = new pg.Pool({ connectionString: ownerUrl, max: 4 });
const platform = createDiscord({
  token,
  apiUrl,
  commands,
  translator: createTranslator(),
  log,
  clock: { now: () => new Date() },
  memory: createPlatformMemory(discordName, { database, seal: createSeal(Buffer.from(secret)) }),
  hold: createPlatformHold(discordName, { url: location, log }),
});

await platform.start(async ({ id }) => {
  await sleep(randomInt(0, 40));
  await book.query('insert into heard (id) values ($1) on conflict (id) do update set times = heard.times + 1', [id]);
  return null;
});
process.stdout.write('hears\n');
