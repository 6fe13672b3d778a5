import { pino } from 'pino';
import { z } from 'zod';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import { openDatabase } from '../../../adapters/postgres/database.ts';
import { createPlatformHold } from '../../../adapters/postgres/platform-hold.ts';
import { createPlatformMemory } from '../../../adapters/postgres/platform-memory.ts';
import { createSeal } from '../../../adapters/postgres/seal.ts';
import { matrixName } from '../../../bots/matrix/name.ts';
import { createMatrix } from '../../../bots/matrix/matrix.ts';
import { message } from '../../../core/text/text.ts';
import type { Message } from '../../../core/text/text.ts';

/** The bot alone, as a process that can be killed: answers what it hears, and says one word after the other. */
const { url, accessToken, databaseUrl, secret, room, from, to } = z
  .object({
    url: z.string(),
    accessToken: z.string(),
    databaseUrl: z.string(),
    secret: z.string(),
    room: z.string(),
    from: z.number(),
    to: z.number(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));

const log = pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true }));
const location = async (): Promise<string> => databaseUrl;
const database = openDatabase({ url: location, log });
const reader = { language: 'en', timeZone: 'UTC' };
const words = (text: string): Message => ({ text: [{ kind: 'paragraph', inlines: [{ kind: 'quote', text }] }] });
const heard = new Set<string>();
const platform = createMatrix({
  url,
  login: { kind: 'token', accessToken },
  commands: [],
  translator: createTranslator(),
  log,
  clock: { now: () => new Date() },
  memory: createPlatformMemory(matrixName, { database, seal: createSeal(Buffer.from(secret)) }),
  hold: createPlatformHold(matrixName, { url: location, log }),
});

for (;;) {
  try {
    await platform.start(async ({ id, said }) => {
      if (heard.has(id)) return null;
      heard.add(id);
      return {
        message: said.kind === 'text' ? words(`heard ${said.text}`) : message(),
        audience: 'everyone',
        reader,
        answered: async () => {},
      };
    });
    break;
  } catch (error) {
    // The server notices a moment later that the one before was killed.
    if (!(error instanceof Error && 'code' in error && error.code === 'matrix-device-unreachable')) throw error;
  }
}

for (let number = from; number < to; number += 1) {
  const target = { kind: 'post', place: room } as const;
  const task = { kind: 'message', message: words(`word ${number}`), reader, target } as const;
  const sent = await platform.send({ key: `word ${number}`, installation: '', attempts: 0, task });
  if (sent.kind !== 'sent') throw new Error(JSON.stringify(sent));
  process.stdout.write(`${number}\n`);
}
process.stdout.write('done\n');
