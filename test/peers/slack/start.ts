import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { freePort } from '../../../adapters/embedded/free-port.ts';
import { scopes } from '../../../bots/slack/manifest.ts';
import { startFront } from './front.ts';
import type { Front } from './front.ts';
import { createGaps } from './gaps.ts';
import type { Gaps } from './gaps.ts';

const program = join(import.meta.dirname, '..', 'node_modules', 'local-slack-linux-x64', 'bin', 'local-slack');

/** How many people the workspace can have: the peer takes none later. */
const seats = 40;

export type SlackPeer = Omit<Front, 'url'> & {
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly bot: string;
  /** A public channel with everybody in it. */
  readonly channel: string;
  readonly addMember: (name: string, rights?: { manager?: boolean }) => string;
  readonly openDirect: (user: string) => Promise<string>;
  /** Its web interface. */
  readonly page: string;
  /** Acts as a person, through the peer's control interface. */
  readonly control: (path: string, body?: unknown) => Promise<unknown>;
  /** Sends or shuts the form that is open. */
  readonly submitForm: (user: string, values: unknown) => Promise<void>;
  /** What the form that is open shows; null when none is. */
  readonly openForm: () => Promise<{ readonly view: unknown; readonly errors: unknown } | null>;
  /** What we show somebody at home; null before they opened it. */
  readonly home: (user: string) => unknown;
  readonly ticked: Gaps['ticked'];
  /** Deletes the newest message of the channel that has these words. */
  readonly remove: (words: string) => Promise<void>;
};

/** Slack on loopback: local-slack with our front before it. Install the peers first. */
export async function startSlack({ mode }: { mode: 'socket' | 'events' } = { mode: 'socket' }): Promise<SlackPeer> {
  const folder = await mkdtemp(join(tmpdir(), 'coop-slack-'));
  const port = (await freePort(0)) ?? 0;
  const peer = `http://127.0.0.1:${port}`;
  const [botToken, appToken, signingSecret] = ['xoxb-test-token', 'xapp-test-token', 'test-signing-secret'];
  const gaps = createGaps();
  const front = await startFront({ peer: () => peer, gaps, tokens: [botToken, appToken], signingSecret, scopes: Object.keys(scopes) });
  const users = Array.from({ length: seats }, (_, seat) => ({ id: `U${String(seat).padStart(4, '0')}`, name: `seat${seat}` }));
  const requestUrl = mode === 'events' ? { requestUrl: `${front.url}/deliver` } : {};
  const config = {
    workspace: { name: 'Cooperative', domain: 'cooperative', teamId: 'T0COOP' },
    app: { appId: 'A0COOP', botUserId: 'U0BOT', botName: 'cooperatus', botToken, appToken, signingSecret, mode, ...requestUrl },
    users,
    channels: [{ id: 'C0GENERAL', name: 'general', members: [...users.map(({ id }) => id), 'U0BOT'] }],
  };
  const file = join(folder, 'config.json');
  await writeFile(file, JSON.stringify(config));
  const server = spawn(program, ['--config', file, '--port', String(port), '--base-host', '127.0.0.1'], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await reachable(`${peer}/_control/state`);

  async function control(path: string, body?: unknown): Promise<unknown> {
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(`${peer}/_control${path}`, body === undefined ? {} : post);
    return answer.json();
  }

  const ui = new WebSocket(`${peer.replace('http', 'ws')}/ui`);
  let stack: readonly unknown[] = [];
  let errors: unknown = null;
  const homes = new Map<string, unknown>();
  ui.addEventListener('message', ({ data }) => {
    const event = UiEvent.parse(JSON.parse(String(data)));
    if (event.t === 'view') [stack, errors] = [event.stack ?? [], null];
    if (event.t === 'view_errors') errors = event.errors;
    if (event.t === 'home') homes.set(event.user ?? '', event.view);
  });
  await new Promise((resolve) => ui.addEventListener('open', resolve, { once: true }));

  let seat = 0;
  const { url, stop, ...rest } = front;
  return {
    ...rest,
    apiUrl: `${url}/api/`,
    botToken,
    appToken,
    signingSecret,
    bot: 'U0BOT',
    channel: 'C0GENERAL',
    home: (user) => homes.get(user) ?? null,
    ticked: gaps.ticked,
    remove: async (words) => {
      const { messages } = Shown.parse(await control('/messages/C0GENERAL'));
      const found = messages.findLast((message) => JSON.stringify(message).includes(words));
      if (found === undefined) throw new Error(`nothing says "${words}"`);
      await control('/delete-message', { channel: 'C0GENERAL', ts: found.ts, user: found.user });
    },
    addMember: (name, { manager = false } = {}) => {
      const id = users[seat]?.id ?? '';
      if (id === '') throw new Error(`the workspace has ${seats} seats`);
      seat += 1;
      gaps.members.set(id, { name, admin: manager });
      return id;
    },
    openDirect: async (user) => {
      const answer = await fetch(`${peer}/api/conversations.open`, { method: 'POST', body: new URLSearchParams({ users: user }) });
      return z.object({ channel: z.object({ id: z.string() }) }).parse(await answer.json()).channel.id;
    },
    control,
    submitForm: async (user, values) => {
      errors = null;
      ui.send(JSON.stringify({ t: 'view_submit', user, values }));
    },
    page: peer,
    openForm: async () => (stack.length === 0 ? null : { view: stack.at(-1), errors }),
    stop: async () => {
      ui.close();
      await stop();
      server.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const Shown = z.object({ messages: z.array(z.looseObject({ ts: z.string(), user: z.string() })) });
const UiEvent = z.looseObject({
  t: z.string(),
  stack: z.array(z.unknown()).optional(),
  errors: z.unknown().optional(),
  user: z.string().optional(),
  view: z.unknown().optional(),
});

async function reachable(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const answered = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return;
    await sleep(50);
  }
  throw new Error('local-slack does not answer');
}
