import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTranslator } from '../../../adapters/icu/translator.ts';
import type { Event } from '../../../bots/conversation/event.ts';
import { createGithub } from '../../../bots/github/github.ts';
import { spokenIn } from '../../../bots/github/spoken.ts';
import { commands } from '../../../features/index.ts';
import type { HttpResponse, Route } from '../../../core/ports/http.ts';
import { createMemoryOfPlatform } from '../../fakes/memory-of-platform.ts';
import { havePeers } from '../../peers/install.ts';
import { startGithub } from '../../peers/github/start.ts';
import type { GithubPeer } from '../../peers/github/start.ts';
import { createDice } from './dice.ts';
import { mutated } from './mutated.ts';

/** How many deliveries of each kind: the issue asks for 10,000. */
const many = 10_000;
const secret = 'the secret of the webhook';

type Json = Record<string, unknown>;

describe.skipIf(!(await havePeers()))('deliveries of GitHub, recorded, broken and forged', { timeout: 120_000 }, () => {
  const heard: Event[] = [];
  const failures: unknown[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void failures.push(line) });
  let peer: GithubPeer;
  let door: Route;
  let seeds: readonly { name: string; payload: Json }[] = [];
  let stop: () => Promise<void>;

  beforeAll(async () => {
    const file = join(import.meta.dirname, '../../peers/node_modules/@octokit/webhooks-examples/api.github.com/index.json');
    const events = z
      .array(z.object({ name: z.string(), examples: z.array(z.record(z.string(), z.unknown())) }))
      .parse(JSON.parse(await readFile(file, 'utf8')));
    seeds = events.flatMap(({ name, examples }) => examples.map((payload) => ({ name, payload })));
    peer = await startGithub({ as: 'token' });
    if (!('token' in peer.credentials)) throw new Error('the peer knows no token');
    const platform = createGithub({
      login: { kind: 'token', token: peer.credentials.token },
      webhookSecret: secret,
      // Of the recorded ones it is the only one that is looked after.
      repositories: [peer.repository, 'Codertocat/Hello-World'],
      apiUrl: peer.url,
      commands,
      translator: createTranslator(),
      log,
      clock: { now: () => new Date('2019-06-01T12:00:00Z') },
      memory: createMemoryOfPlatform(),
    });
    const [route] = platform.routes ?? [];
    if (route === undefined) throw new Error('it has no door');
    door = route;
    // Null: it was taken in before, so that nothing is answered.
    await platform.start(async (event) => {
      heard.push(event);
      return null;
    });
    ({ stop } = platform);
  }, 60_000);
  afterAll(async () => {
    await stop();
    await peer.stop();
    expect(failures).toEqual([]);
  });
  beforeEach(() => void heard.splice(0));

  const sign = (body: string, key = secret): string => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
  const deliver = async (name: string, body: string, signature: string | undefined = sign(body)): Promise<HttpResponse> =>
    door.handle({
      parameters: {},
      query: {},
      headers: {
        'content-type': 'application/json',
        'x-github-event': name,
        ...(signature === '' ? {} : { 'x-hub-signature-256': signature }),
      },
      body: new TextEncoder().encode(body),
    });
  /** A comment with a command, as GitHub delivers it. */
  const spoken = (text: string, change: Json = {}): { name: string; payload: Json } => {
    const seed = seeds.find(({ name, payload }) => name === 'issue_comment' && payload['action'] === 'created');
    const comment = { ...z.record(z.string(), z.unknown()).parse(seed?.payload['comment']), body: text, ...change };
    return { name: 'issue_comment', payload: { ...seed?.payload, comment } };
  };

  it('takes all recorded payloads, and hears nothing where nobody called', async () => {
    expect(seeds).toHaveLength(329);
    for (const { name, payload } of seeds) expect((await deliver(name, JSON.stringify(payload))).status).toBeLessThan(300);
    expect(heard).toEqual([]);
  });

  it.each([
    ['issues', 'opened', 'issue', /^issue\/\d+$/, /^\d+\/issue\/\d+$/],
    ['issues', 'edited', 'issue', /^issue\/\d+$/, /^\d+\/issue\/\d+$/],
    ['issue_comment', 'created', 'comment', /^issue\/\d+$/, /^comment\/\d+$/],
    ['issue_comment', 'edited', 'comment', /^issue\/\d+$/, /^comment\/\d+$/],
    ['pull_request', 'opened', 'pull_request', /^pull\/\d+$/, /^\d+\/pull\/\d+$/],
    ['pull_request_review', 'submitted', 'review', /^pull\/\d+$/, /^review\/\d+$/],
    ['pull_request_review_comment', 'created', 'comment', /^pull\/\d+$/, /^review-comment\/\d+$/],
    ['pull_request_review_comment', 'edited', 'comment', /^pull\/\d+$/, /^review-comment\/\d+$/],
    ['discussion', 'created', 'discussion', /^discussion\/\d+$/, /^\d+\/discussion\/\d+$/],
    ['discussion', 'edited', 'discussion', /^discussion\/\d+$/, /^\d+\/discussion\/\d+$/],
    ['discussion_comment', 'created', 'comment', /^discussion\/\d+$/, /^discussion-comment\/\d+$/],
    ['discussion_comment', 'edited', 'comment', /^discussion\/\d+$/, /^discussion-comment\/\d+$/],
  ])('reads a text where GitHub puts it: %s, %s', (event, action, part, thread, source) => {
    const recorded = seeds.filter(({ name, payload }) => name === event && payload['action'] === action);
    expect(recorded.length).toBeGreaterThan(0);
    for (const { name, payload } of recorded) {
      const written = { ...z.record(z.string(), z.unknown()).parse(payload[part]), body: '/vote cast 1 Yes' };
      const said = spokenIn({ name, payload: { ...payload, [part]: written } })?.spoken;
      expect(said).toMatchObject({
        body: '/vote cast 1 Yes',
        thread: expect.stringMatching(thread),
        source: expect.stringMatching(source),
      });
      const changes = z
        .object({ body: z.object({ from: z.string() }).optional() })
        .optional()
        .parse(payload['changes']);
      expect(said?.before).toBe(changes?.body?.from ?? null);
    }
  });

  it.each(['', '{', 'null', '[]', '"text"', '0', '\u0000', '{"action":"created"}', 'payload=%7B%7D', '%', '{"a":'.repeat(20_000)])(
    'fails for no nonsense that is signed: %.20s',
    async (body) => {
      for (const name of ['issue_comment', 'issues', 'pull_request', 'ping', '__proto__', 'constructor', '']) {
        expect([200, 202, 400]).toContain((await deliver(name, body)).status);
      }
      expect(heard).toEqual([]);
    },
  );

  it('hears a call in a recorded comment', async () => {
    const { name, payload } = spoken('/vote list');
    expect((await deliver(name, JSON.stringify(payload))).status).toBe(202);
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({ author: { displayName: 'Codertocat' }, said: { kind: 'text', text: '/vote list' } });
  });

  it(`fails for none of ${many} broken ones, and hears only who called`, async () => {
    const dice = createDice(20_261_126);
    const called = [...seeds, ...Array.from({ length: 60 }, () => spoken('/vote cast 1 Yes\n/coop leave'))];
    for (let count = 0; count < many; count += 1) {
      const seed = called[dice(called.length)] ?? spoken('');
      const body = JSON.stringify(mutated(seed.payload, dice));
      const { status } = await deliver(seed.name, body);
      expect([200, 202, 400]).toContain(status);
    }
    for (const { author, place, said, at } of heard) {
      expect(said.kind === 'text' && /^\/(?:vote|coop)/.test(said.text)).toBe(true);
      expect(author.externalId).toMatch(/^-?\d+$/);
      expect(place).toMatchObject({ externalId: expect.stringMatching(/^-?\d+$/), private: false, managed: expect.any(Boolean) });
      expect(Number.isNaN(at.getTime())).toBe(false);
    }
    expect(heard.length).toBeGreaterThan(0);
  });

  it(`accepts none of ${many} forged ones`, async () => {
    const dice = createDice(4);
    const { name, payload } = spoken('/vote cast 1 Yes');
    for (let count = 0; count < many; count += 1) {
      const body = JSON.stringify({ ...payload, count });
      const good = sign(body);
      const place = 7 + dice(64);
      const forgeries = [
        '',
        'sha256=',
        `sha256=${'0'.repeat(64)}`,
        sign(body, 'another secret'),
        sign(`${body} `),
        sign(body.replace(/\d/, 'x')),
        `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`,
        good.slice(0, place),
        good.toUpperCase(),
        `${good}0`,
        good.slice(7),
        `${good}, ${good}`,
        good.slice(0, place) + ((Number.parseInt(good.charAt(place), 16) + 1 + dice(15)) % 16).toString(16) + good.slice(place + 1),
      ];
      const { status } = await deliver(name, body, forgeries[count % forgeries.length] ?? '');
      expect(status).toBe(401);
    }
    expect(heard).toEqual([]);
  });

  it(`hears nothing more in ${many} replayed and stale ones`, async () => {
    const at = (second: number): string => new Date(Date.UTC(2019, 5, 1, 10, 0, second)).toISOString().replace('.000', '');
    const version = (text: string, second: number) => {
      const { name, payload } = spoken(text, { id: 4_711, created_at: at(0), updated_at: at(second) });
      return { name, body: JSON.stringify({ ...payload, action: second === 0 ? 'created' : 'edited' }) };
    };
    const versions = [version('/vote cast 1 Yes', 0), version('/vote cast 1 No', 20), version('I said it.', 40)];
    for (const { name, body } of versions) await deliver(name, body);
    expect(heard.map(({ said }) => said)).toEqual([
      { kind: 'text', text: '/vote cast 1 Yes' },
      { kind: 'text', text: '/vote cast 1 No' },
    ]);
    const dice = createDice(9);
    for (let count = 0; count < many; count += 1) {
      const { name, body } = versions[dice(versions.length)] ?? { name: '', body: '' };
      expect((await deliver(name, body)).status).toBe(202);
    }
    expect(heard).toHaveLength(2);
  });
});
