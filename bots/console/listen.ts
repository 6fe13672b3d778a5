import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, lstat, rename, unlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import type { Logger } from 'pino';
import { makeSocketFolder, openSocket, removeSocketFolder, socketPath } from './socket.ts';

/** Milliseconds between two looks at whether the socket is still ours, or free. */
const lookEvery = 2_000;

const mostTerminals = 1_000;

type ListenOptions = { readonly home: string; readonly log: Logger; readonly accept: (socket: Socket) => void };

/**
 * Listens for terminals of a data folder until the returned function is called. Only one process of a folder does: the
 * others wait until it is gone. A socket that a killed process left is replaced.
 */
export async function keepListening(options: ListenOptions): Promise<() => Promise<void>> {
  const { log } = options;
  let held: Held | null = null;
  let failure = '';

  async function tend(): Promise<void> {
    try {
      if (held !== null && !(await held.isOurs())) {
        log.warn('another process took the socket of the console');
        await held.letGo();
        held = null;
      }
      held ??= await take(options);
      failure = '';
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (failure !== code) log.warn({ err: error }, 'terminals cannot attach for now; it is tried again');
      failure = code;
    }
  }

  await tend();
  let tending = Promise.resolve();
  const timer = setInterval(() => void (tending = tending.then(tend)), lookEvery);
  return async () => {
    clearInterval(timer);
    await tending;
    await held?.letGo();
    await removeSocketFolder(options.home);
  };
}

type Held = {
  readonly isOurs: () => Promise<boolean>;
  /** Takes no new terminal. Those that are attached stay so. */
  readonly letGo: () => Promise<void>;
};

/** Null while somebody else listens. */
async function take({ home, log, accept }: ListenOptions): Promise<Held | null> {
  const there = await openSocket(home);
  there?.destroy();
  if (there !== null) return null;
  await makeSocketFolder(home);
  const path = socketPath(home);
  const server = createServer({ allowHalfOpen: true }, accept);
  server.maxConnections = mostTerminals;
  server.on('error', (err) => log.warn({ err }, 'the socket of the console failed'));
  try {
    return process.platform === 'win32' ? await holdPipe(server, path) : await holdSocket(server, path);
  } catch (error) {
    server.close();
    throw error;
  }
}

async function holdPipe(server: Server, path: string): Promise<Held> {
  server.listen(path);
  await once(server, 'listening');
  return { isOurs: async () => server.listening, letGo: async () => void server.close() };
}

/** Made under another name, closed to others, and put in its place in one step: nobody ever finds it half made. */
async function holdSocket(server: Server, path: string): Promise<Held> {
  const made = `${path}.${randomBytes(4).toString('hex')}`;
  server.listen(made);
  await once(server, 'listening');
  await chmod(made, 0o600);
  const { ino } = await lstat(made);
  await rename(made, path);
  const isOurs = async () => (await lstat(path).catch(() => null))?.ino === ino;
  return {
    isOurs,
    letGo: async () => {
      if (await isOurs()) await unlink(path).catch(() => {}); // gone already
      server.close();
    },
  };
}
