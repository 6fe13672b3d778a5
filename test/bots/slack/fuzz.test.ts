import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { pino } from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import type { Event } from '../../../bots/conversation/event.ts';
import { withHelp } from '../../../bots/conversation/help.ts';
import { createDoor } from '../../../bots/slack/door.ts';
import { createReceive } from '../../../bots/slack/receive.ts';
import type { Envelope } from '../../../bots/slack/receive.ts';
import { commands } from '../../../features/index.ts';
import { createDice } from '../github/dice.ts';
import { mutated } from '../github/mutated.ts';

const many = 10_000;
const now = new Date('2026-11-26T03:00:00Z');
const signingSecret = 'a-signing-secret';

/** What the peer delivered, recorded; and what it does not know, as Slack documents it (a shortcut, a list, a click at home). */
const Recorded = z.array(z.object({ kind: z.enum(['event', 'command', 'interactive']), body: z.record(z.string(), z.unknown()) }));
let recorded: z.infer<typeof Recorded> = [];
beforeAll(async () => {
  recorded = Recorded.parse(JSON.parse(await readFile(new URL('../../fixtures/payloads/slack.json', import.meta.url), 'utf8')));
});

function listen() {
  const heard: Event[] = [];
  const receive = createReceive({
    deleted: async () => {},
    hear: async (event) => {
      heard.push(event);
      return null;
    },
    answers: { answer: async () => ({ kind: 'sent', externalId: null }), openForm: async () => true, hint: async () => {} },
    decoding: {
      self: { team: 'T0COOP', user: 'U0BOT' },
      people: { nameOf: async (id, known) => known || `name of ${id}`, manages: async () => false },
    },
    posts: { directChannel: async () => 'D1' },
    home: { show: async () => {} },
    suggest: async () => [],
    commands: withHelp(commands),
    translator: createTranslator(),
    clock: { now: () => now },
    log: pino({ level: 'silent' }),
  });
  return { receive, heard };
}

describe('what comes from Slack, recorded and broken', () => {
  it('is heard as it was recorded, but for what is only looked at or typed', async () => {
    const { receive, heard } = listen();
    for (const envelope of recorded) await (await receive(envelope)).after?.();
    expect(heard.map(({ said }) => (said.kind === 'fields' ? said.command : said.text)).toSorted()).toMatchSnapshot();
  });

  it(`fails at none of ${many} broken payloads, and hears only people who stand in them`, { timeout: 120_000 }, async () => {
    const { receive, heard } = listen();
    const dice = createDice(20_261_126);
    for (let time = 0; time < many; time += 1) {
      const seed = recorded[dice(recorded.length)];
      if (seed === undefined) throw new Error('nothing is recorded');
      const body = mutated(seed.body, dice);
      const before = heard.length;
      await (await receive({ kind: seed.kind, body })).after?.();
      for (const event of heard.slice(before)) {
        if (!JSON.stringify(body).includes(event.author.externalId)) throw new Error(`heard somebody else: ${JSON.stringify(body)}`);
      }
    }
    // Most are refused by their shape, some are still whole: both paths were walked.
    expect(heard.length).toBeGreaterThan(100);
    expect(heard.length).toBeLessThan(many);
  });

  it(`takes none of ${many} forged, stale, replayed or changed calls`, { timeout: 120_000 }, async () => {
    const taken: Envelope[] = [];
    const door = createDoor({
      signingSecret,
      clock: { now: () => now },
      log: pino({ level: 'silent' }),
      take: () => async (envelope) => {
        taken.push(envelope);
        return {};
      },
      run: () => {},
    });
    const dice = createDice(7);
    const seconds = Math.floor(now.getTime() / 1_000);
    const refused = new Map<number, number>();
    for (let time = 0; time < many; time += 1) {
      const body = JSON.stringify(recorded[dice(recorded.length)]?.body);
      const late = 301 + dice(100_000);
      const forged = [
        { timestamp: seconds, secret: `another ${time}`, sent: body },
        { timestamp: seconds - late, secret: signingSecret, sent: body },
        { timestamp: seconds + late, secret: signingSecret, sent: body },
        { timestamp: seconds, secret: signingSecret, sent: `${body} ` },
      ][dice(4)];
      if (forged === undefined) continue;
      const hash = createHmac('sha256', forged.secret).update(`v0:${forged.timestamp}:${body}`).digest('hex');
      const headers = {
        'content-type': 'application/json',
        'x-slack-request-timestamp': String(forged.timestamp),
        'x-slack-signature': `v0=${dice(4) === 0 ? hash.slice(0, dice(64)) : hash}`,
      };
      const { status } = await door.handle({ parameters: {}, query: {}, headers, body: new TextEncoder().encode(forged.sent) });
      refused.set(status, (refused.get(status) ?? 0) + 1);
    }
    expect(taken).toEqual([]);
    expect([...refused]).toEqual([[401, many]]);
  });
});
