import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { freePort } from '../../../adapters/embedded/free-port.ts';
import { startFront } from './front.ts';
import type { Front } from './front.ts';
import { registrationSecret, writeHomeserver } from './homeserver.ts';
import { synapsePython } from './install.ts';

/** Milliseconds for its start on a busy machine. */
const patience = 60_000;

export type MatrixAccount = { readonly userId: string; readonly accessToken: string; readonly deviceId: string };

export type MatrixPeer = Pick<Front, 'requests' | 'violations' | 'fault' | 'forgive' | 'redeliver'> & {
  /** For people: the homeserver itself. */
  readonly homeserver: string;
  /** For the bot: the homeserver behind our front, which checks and breaks what passes. */
  readonly url: string;
  readonly bot: MatrixAccount;
  /** The password of every account. */
  readonly password: string;
  readonly register: (name: string) => Promise<MatrixAccount>;
  readonly stop: () => Promise<void>;
};

/** Matrix on loopback: a real Synapse with an account for the bot. Install it first: ask `haveSynapse`. */
export async function startMatrix(): Promise<MatrixPeer> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'coop-synapse-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const port = (await freePort(0, '127.0.0.1')) ?? 0;
  const homeserver = `http://127.0.0.1:${port}`;
  const configuration = await writeHomeserver(folder, port);
  const server = spawn(synapsePython, ['-m', 'synapse.app.homeserver', '--config-path', configuration], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  stack.defer(() => end(server));
  await untilUp(server, homeserver);
  const register = (name: string): Promise<MatrixAccount> => registerAt(homeserver, name);
  const bot = await register('coop');
  const front = await startFront(homeserver);
  stack.defer(() => front.stop());
  const running = stack.move();
  return { ...front, homeserver, url: front.url, bot, password, register, stop: () => running.disposeAsync() };
}

const password = 'correct horse battery staple';

const Registered = z.object({ user_id: z.string(), access_token: z.string(), device_id: z.string() });

/** By the shared secret (Synapse's admin API, "Shared-Secret Registration"). */
async function registerAt(homeserver: string, name: string): Promise<MatrixAccount> {
  const address = `${homeserver}/_synapse/admin/v1/register`;
  const { nonce } = z.object({ nonce: z.string() }).parse(await (await fetch(address)).json());
  const mac = createHmac('sha1', registrationSecret).update([nonce, name, password, 'notadmin'].join('\0')).digest('hex');
  const body = JSON.stringify({ nonce, username: name, password, admin: false, mac, displayname: name });
  const answer: unknown = await (await fetch(address, { method: 'POST', body })).json();
  const { user_id: userId, access_token: accessToken, device_id: deviceId } = Registered.parse(answer);
  return { userId, accessToken, deviceId };
}

async function untilUp(server: ChildProcess, homeserver: string): Promise<void> {
  let said = '';
  server.stderr?.on('data', (text: Buffer) => {
    said = (said + text.toString('utf8')).slice(-2_000);
  });
  for (const until = Date.now() + patience; Date.now() < until; await sleep(100)) {
    if (server.exitCode !== null) throw new Error(`Synapse ended at its start: ${said}`);
    const answer = await fetch(`${homeserver}/_matrix/client/versions`).catch(() => null);
    if (answer?.ok === true) return;
  }
  throw new Error(`Synapse did not start in time: ${said}`);
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGKILL');
  await ended;
}
