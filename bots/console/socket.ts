import { createHash } from 'node:crypto';
import { lstat, mkdir, rmdir } from 'node:fs/promises';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CoopError } from '../../core/errors.ts';

/** Systems take about 104 bytes; while it is made, the socket has a longer name. */
const longestPath = 88;

/**
 * Where terminals find the instance of a data folder: a socket in it. Where that path is too long, a folder of ours
 * alone among the temporary ones; on Windows a named pipe.
 */
export function socketPath(home: string): string {
  const name = createHash('sha256').update(home).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\coop-console-${name}`;
  const path = join(home, 'console.sock');
  return Buffer.byteLength(path) <= longestPath ? path : join(tmpdir(), `coop-${name}`, 'console.sock');
}

/** Makes the folder of the socket. @throws CoopError "console-folder" when a stranger has made it. */
export async function makeSocketFolder(home: string): Promise<void> {
  const folder = dirname(socketPath(home));
  if (process.platform === 'win32') return;
  await mkdir(folder, { recursive: true, mode: folder === home ? 0o777 : 0o700 });
  await checkSocketFolder(home);
}

/** Leaves nothing among the temporary folders. */
export async function removeSocketFolder(home: string): Promise<void> {
  const folder = dirname(socketPath(home));
  if (process.platform !== 'win32' && folder !== home) await rmdir(folder).catch(() => {}); // another process has its socket there
}

/** Among the temporary folders anybody can make one: a stranger's must not get our words. @throws CoopError "console-folder". */
async function checkSocketFolder(home: string): Promise<void> {
  const folder = dirname(socketPath(home));
  if (process.platform === 'win32' || folder === home) return;
  const found = await lstat(folder).catch(() => null);
  if (found === null) return;
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o077) !== 0) {
    throw new CoopError(
      'console-folder',
      'Somebody else has made the folder for our socket among the temporary ones: give COOP_HOME a shorter path.',
    );
  }
}

/** Connects to the instance of a data folder; null when none listens. @throws CoopError when we may not. */
export async function openSocket(home: string): Promise<Socket | null> {
  await checkSocketFolder(home);
  const socket = connect(socketPath(home));
  const opened = Promise.withResolvers<Socket | null>();
  socket.once('connect', () => opened.resolve(socket));
  socket.once('error', (error: NodeJS.ErrnoException) => {
    if (['ENOENT', 'ECONNREFUSED', 'ENOTSOCK', 'ENOTDIR'].includes(error.code ?? '')) return opened.resolve(null);
    const mayNot = error.code === 'EACCES' || error.code === 'EPERM';
    const what = mayNot
      ? "The instance is another user's: be the user that owns the data folder."
      : 'The instance cannot be reached; try again.';
    opened.reject(new CoopError(mayNot ? 'console-forbidden' : 'console-unreachable', what, { cause: error }));
  });
  const reached = await opened.promise;
  if (reached === null) socket.destroy();
  return reached;
}
