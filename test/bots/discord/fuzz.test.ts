import { generateKeyPairSync, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { pino } from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import type { Event } from '../../../bots/conversation/event.ts';
import { withHelp } from '../../../bots/conversation/help.ts';
import { createForms } from '../../../bots/discord/forms.ts';
import { interactionRoute } from '../../../bots/discord/interactions.ts';
import { messageEntries } from '../../../bots/discord/message-commands.ts';
import { createPlaces } from '../../../bots/discord/places.ts';
import { createReceive } from '../../../bots/discord/receive.ts';
import { commandPaths } from '../../../bots/discord/slash-commands.ts';
import { commands } from '../../../features/index.ts';
import { createDice } from '../github/dice.ts';
import { mutated } from '../github/mutated.ts';

const many = 10_000;
const now = new Date('2026-11-26T03:00:00Z');
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const publicHex = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');

/** What the twin delivered, recorded: a slash command, a form, a click, messages, what is typed, an entry in the menu of a message. */
const Recorded = z.array(z.object({ t: z.enum(['INTERACTION_CREATE', 'MESSAGE_CREATE']), d: z.record(z.string(), z.unknown()) }));
let recorded: z.infer<typeof Recorded> = [];
beforeAll(async () => {
  recorded = Recorded.parse(JSON.parse(await readFile(new URL('../../fixtures/payloads/discord.json', import.meta.url), 'utf8')));
});

function listen() {
  const heard: Event[] = [];
  const failures: string[] = [];
  const all = withHelp(commands);
  const translator = createTranslator();
  const places = createPlaces({ get: () => Promise.reject(new Error('away')) });
  const receive = createReceive({
    self: '1575348948774682625',
    places,
    rights: { manages: async () => false },
    hear: async (event) => {
      heard.push(event);
      return null;
    },
    answers: {
      answer: async () => ({ kind: 'sent', externalId: null }),
      openForm: async () => ({ kind: 'sent', externalId: null }),
      wasAnswered: async () => false,
      suggest: async () => ({ kind: 'sent', externalId: null }),
    },
    suggest: async () => [],
    vocabulary: { paths: commandPaths(all), entries: messageEntries(all, translator), forms: createForms() },
    log: pino({ level: 'error' }, { write: (line: string) => void failures.push(line) }),
  });
  return { receive, places, heard, failures };
}

describe('what comes from Discord, recorded and broken', () => {
  it('is heard as it was recorded, but for what is only typed or presses what nobody offered', async () => {
    const { receive, heard, failures } = listen();
    for (const { t, d } of recorded) await (t === 'MESSAGE_CREATE' ? receive.told(d) : receive.interaction(d));
    expect(failures).toEqual([]);
    expect(heard.map(({ said }) => (said.kind === 'fields' ? said.command : said.text)).toSorted()).toMatchSnapshot();
  });

  it(`fails at none of ${many} broken payloads, and hears only people who stand in them`, { timeout: 120_000 }, async () => {
    const { receive, places, heard, failures } = listen();
    const dice = createDice(20_261_126);
    const bodies: unknown[] = [];
    for (let time = 0; time < many; time += 1) {
      const seed = recorded[dice(recorded.length)];
      if (seed === undefined) throw new Error('nothing is recorded');
      const body = mutated(seed.d, dice);
      bodies.push(body);
      places.learn({ t: seed.t, d: body });
      const before = heard.length;
      await (seed.t === 'MESSAGE_CREATE' ? receive.told(body) : receive.interaction(body));
      for (const event of heard.slice(before)) {
        if (!JSON.stringify(body).includes(event.author.externalId)) throw new Error(`heard somebody else: ${JSON.stringify(body)}`);
        if (event.place.managed && !JSON.stringify(body).includes('permissions'))
          throw new Error(`made up rights: ${JSON.stringify(body)}`);
      }
    }
    expect(failures).toEqual([]);
    // Most are refused by their shape, some are still whole: both paths were walked.
    expect(heard.length).toBeGreaterThan(100);
    expect(heard.length).toBeLessThan(many);
  });

  it(`takes none of ${many} forged, stale, replayed or changed calls`, { timeout: 120_000 }, async () => {
    const taken: unknown[] = [];
    const route = interactionRoute({
      publicKey: publicHex,
      clock: { now: () => now },
      take: () => async (payload) => void taken.push(payload),
    });
    const dice = createDice(7);
    const other = generateKeyPairSync('ed25519').privateKey;
    const seconds = Math.floor(now.getTime() / 1_000);
    const refused = new Map<number, number>();
    for (let time = 0; time < many; time += 1) {
      const seed = recorded[dice(recorded.length)];
      const body = JSON.stringify(seed?.d);
      const late = 301 + dice(100_000);
      const forged = [
        { timestamp: seconds, key: other, sent: body },
        { timestamp: seconds - late, key: privateKey, sent: body },
        { timestamp: seconds + late, key: privateKey, sent: body },
        { timestamp: seconds, key: privateKey, sent: body.replace(/\d{17,20}/, (id) => String(BigInt(id) + 1n)) },
        { timestamp: seconds, key: privateKey, sent: `${body}\n` },
      ][dice(5)];
      if (forged === undefined) continue;
      let signature = sign(null, Buffer.from(`${forged.timestamp}${body}`), forged.key).toString('hex');
      if (dice(4) === 0) signature = signature.slice(0, dice(128));
      const headers = { 'x-signature-ed25519': signature, 'x-signature-timestamp': String(forged.timestamp) };
      const { status } = await route.handle({ parameters: {}, query: {}, headers, body: Buffer.from(forged.sent) });
      refused.set(status, (refused.get(status) ?? 0) + 1);
    }
    expect(taken).toEqual([]);
    expect([...refused]).toEqual([[401, many]]);
  });
});
