import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../adapters/postgres/database.ts';
import { createIntake } from '../../../adapters/postgres/intake.ts';
import { createSeal } from '../../../adapters/postgres/seal.ts';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import type { Event } from '../../../bots/conversation/event.ts';
import { createHear } from '../../../bots/conversation/receive.ts';
import { PlatformName } from '../../../core/ids.ts';
import { plainText } from '../../../core/text/plain.ts';
import { freshDatabase, testSecret } from '../../servers/database.ts';
import { networkCreate } from './test-commands.ts';

const log = pino({ level: 'silent' });
const clock = { now: () => new Date() };
const translator = createTranslator();

/** One life of the process: it ends, and another one opens the same database. */
async function life(url: string, said: readonly (readonly [id: string, text: string])[]): Promise<readonly string[]> {
  const database = openDatabase({ url: async () => url, log });
  const intake = createIntake({
    database,
    seal: createSeal(testSecret),
    bindPorts: () => ({
      notebook: {
        write: () => {},
      },
      networks: { of: async () => [], findByName: async () => null },
      members: { status: async () => 'none' as const },
    }),
  });
  const hear = createHear({ commands: [networkCreate], intake, clock, log, reference: () => 'k3x9p2mq' });
  const shown: string[] = [];
  for (const [id, text] of said) {
    const answer = await hear(eventOf(id, text));
    shown.push(answer === null ? 'duplicate' : plainText(answer.message, (sentence) => translator.words(sentence, answer.reader)));
    await answer?.answered();
  }
  await database.close();
  return shown;
}

function eventOf(id: string, text: string): Event {
  return {
    platform: PlatformName.parse('test'),
    installation: '',
    id,
    at: new Date(),
    author: { externalId: 'ada', displayName: 'Ada' },
    place: { externalId: 'direct', private: true, managed: false },
    said: { kind: 'text', text },
    answerTo: { to: 'ada' },
  };
}

test('a question survives the end of the process, and repeated events are duplicates across lives', async () => {
  await using server = await freshDatabase();
  const url = server.applicationUrl;
  const first = randomUUID();

  expect(await life(url, [[first, 'network create --kind open']])).toEqual([expect.stringContaining('Cancel: say `cancel`')]);
  const [again, refused, created] = await life(url, [
    [first, 'network create --kind open'],
    [randomUUID(), 'Taken'],
    [randomUUID(), 'Bread \u0000& \uD800Cake'],
  ]);
  expect(again).toBe('duplicate');
  expect(refused).toMatch(/“Taken” is there twice[^]*still waits/u);
  expect(created).toBe('About Bread & Cake');
  expect(await life(url, [[randomUUID(), 'cancel']])).toEqual([expect.stringContaining('nothing to leave')]);
});
