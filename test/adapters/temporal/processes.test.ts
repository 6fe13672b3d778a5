import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openTemporal } from '../../../adapters/temporal/connection.ts';
import { createProcessSender } from '../../../adapters/temporal/processes.ts';
import type { Delivery } from '../../../core/ports/sender.ts';
import { NetworkId, VoteId } from '../../../core/ids.ts';
import { message, say } from '../../../core/text/text.ts';

const log = pino({ level: 'silent' });
const vote = { network: NetworkId.parse(crypto.randomUUID()), vote: VoteId.parse(crypto.randomUUID()) };

test('while Temporal is away a start waits, longer each time, and so does everything behind it', async () => {
  const away = await openAway();
  const { send } = createProcessSender(away, log, 300);
  const tries = [];
  for (const attempts of [0, 3, 30]) tries.push(await send({ ...delivery({ kind: 'start-vote', ...vote }), attempts }));
  expect(tries).toEqual([500, 4000, 60_000].map((after) => ({ kind: 'later', after, scope: 'platform' })));
  await away.close();
});

test('a message is none of its business', async () => {
  const away = await openAway();
  const task: Delivery['task'] = {
    kind: 'message',
    message: message(say('outcome.receipt')),
    reader: { language: 'en', timeZone: 'UTC' },
    target: { kind: 'post', place: 'anywhere' },
  };
  expect(await createProcessSender(away, log).send(delivery(task))).toMatchObject({ kind: 'impossible' });
  await away.close();
});

test('a server that does not answer is named with what to correct', async () => {
  const away = await openAway();
  await expect(away.reach()).rejects.toMatchObject({ code: 'temporal-unreachable', message: expect.stringContaining('127.0.0.1:1') });
  await away.close();
});

/** Port 1 is nobody's. */
function openAway() {
  return openTemporal({ address: '127.0.0.1:1', namespace: 'default', taskQueue: 'test', apiKey: null, tls: null, patience: 300 });
}

function delivery(task: Delivery['task']): Delivery {
  return { key: 'key', installation: '', attempts: 0, task };
}
