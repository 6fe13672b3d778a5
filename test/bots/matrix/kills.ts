import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { MatrixPeer } from '../../peers/matrix/start.ts';
import { startMatrix } from '../../peers/matrix/start.ts';
import type { TestDatabase } from '../../servers/database.ts';
import { testSecret } from '../../servers/database.ts';
import { openFriend } from './friend.ts';

/** Where the bot is killed: at the request with this name, before or after the homeserver did it. */
const moments = [
  { at: '/send/m.room.encrypted/', done: false },
  { at: '/send/m.room.encrypted/', done: true },
  { at: '/sendToDevice/', done: false },
  { at: '/sendToDevice/', done: true },
] as const;
/** Only the first life begins a conversation with the friend's device. */
const firstMoment = { at: '/keys/claim', done: true } as const;
type Moment = (typeof moments)[number] | typeof firstMoment;

export type Killed = {
  /** What a person in the room read of the bot, in order; null: cannot be decrypted. */
  readonly read: readonly (string | null)[];
  readonly wanted: readonly string[];
  /** The bot's identity keys after each life: one. */
  readonly identities: ReadonlySet<string>;
  readonly kills: number;
};

/** A bot in an encrypted room, killed -9 again and again between encrypting and sending, says one word per life. */
export async function killBetweenEncryptAndSend(kills: number, database: TestDatabase): Promise<Killed> {
  const peer = await startMatrix();
  try {
    const account = await peer.register('friend');
    const friend = await openFriend(peer.homeserver, account, [account.userId, peer.bot.userId]);
    const encryption = { type: 'm.room.encryption', state_key: '', content: { algorithm: 'm.megolm.v1.aes-sha2' } };
    const room = await friend.client.createRoom({ preset: 'public_chat', invite: [peer.bot.userId], initial_state: [encryption] });
    await joined(peer, room);
    const identities = new Set<string>();
    let said = 0;
    let done = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const moment = kill === 0 ? firstMoment : (moments[kill % moments.length] ?? moments[0]);
      const word = await liveUntilKilled({ peer, database, room, from: said, moment });
      if (word.killed) done += 1;
      said = word.next;
      identities.add(await identity(peer, friend.client));
      await friend.reads();
    }
    said = (await liveUntilKilled({ peer, database, room, from: said, moment: null })).next;
    identities.add(await identity(peer, friend.client));
    await friend.waitsFor(`word ${said - 1}`);
    const read = await friend.reads();
    await friend.close();
    return { read, wanted: Array.from({ length: said }, (_, number) => `word ${number}`), identities, kills: done };
  } finally {
    await peer.stop();
  }
}

type LifeOptions = {
  readonly peer: MatrixPeer;
  readonly database: TestDatabase;
  readonly room: string;
  readonly from: number;
  readonly moment: Moment | null;
};

/** How many words a life says at most: the first finishes what the one before left. */
const wordsPerLife = 3;

async function liveUntilKilled({ peer, database, room, from, moment }: LifeOptions): Promise<{ next: number; killed: boolean }> {
  const app = fileURLToPath(import.meta.resolve('./kill-app.ts'));
  const { url, bot } = peer;
  const options = {
    url,
    accessToken: bot.accessToken,
    databaseUrl: database.applicationUrl,
    secret: testSecret.toString('utf8'),
    room,
    from,
    to: from + wordsPerLife,
  };
  const child = spawn(process.execPath, [app, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  let next = from;
  let killed = false;
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => {
    complaint += text.toString('utf8');
  });
  if (moment !== null) {
    // The first word is the one that was interrupted; so the second time counts, except where keys go out once per life.
    let passes = moment.at.startsWith('/send/') ? 1 : 0;
    peer.fault({
      matches: ({ path }) => path.includes(moment.at) && passes-- <= 0,
      does: {
        kind: moment.done ? 'lost-answer' : 'hang-up',
        first: () => {
          killed = child.kill('SIGKILL');
        },
      },
    });
  }
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'done') child.kill('SIGKILL');
    else next = Number(line) + 1;
  }
  await exited;
  peer.forgive();
  if (!killed && next === from) throw new Error(`the bot said nothing: ${complaint.slice(0, 2_000)}`);
  return { next, killed };
}

async function joined(peer: MatrixPeer, room: string): Promise<void> {
  const headers = { authorization: `Bearer ${peer.bot.accessToken}` };
  await fetch(`${peer.homeserver}/_matrix/client/v3/join/${encodeURIComponent(room)}`, { method: 'POST', headers, body: '{}' });
}

const Keys = z.object({ device_keys: z.record(z.string(), z.record(z.string(), z.object({ keys: z.record(z.string(), z.string()) }))) });

async function identity(
  { bot }: MatrixPeer,
  client: { request: (method: 'POST', path: string, body: Record<string, unknown>) => Promise<unknown> },
): Promise<string> {
  const { device_keys: keys } = Keys.parse(await client.request('POST', '/keys/query', { device_keys: { [bot.userId]: [] } }));
  return JSON.stringify(Object.entries(keys[bot.userId] ?? {}).map(([device, { keys: own }]) => [device, own]));
}
