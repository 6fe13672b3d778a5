import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import { listen } from '../../../adapters/postgres/listen.ts';

const cleanup = new AsyncDisposableStack();
afterEach(() => cleanup.disposeAsync());

it('survives a server that lets it in and dies in the same moment', async () => {
  const surprises: unknown[] = [];
  const note = (reason: unknown) => void surprises.push(reason);
  process.on('unhandledRejection', note);
  cleanup.defer(() => void process.off('unhandledRejection', note));
  const { url, visits } = await startDyingServer();

  const stop = listen({ url: async () => url, log: pino({ level: 'silent' }) }, { channel: 'any', heard: () => {} });
  await expect.poll(visits, { timeout: 10_000 }).toBeGreaterThan(1);
  await stop();
  expect(surprises).toEqual([]);
});

/** As a PostgreSQL whose postmaster was killed: AuthenticationOk, ReadyForQuery and a fatal error in one packet. */
async function startDyingServer(): Promise<{ url: string; visits: () => number }> {
  let visits = 0;
  const server = createServer((socket) => {
    visits += 1;
    socket.on('error', () => {});
    socket.once('data', () => socket.end(Buffer.concat([message('R', [0, 0, 0, 0]), message('Z', [...Buffer.from('I')]), fatal])));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanup.defer(async () => void server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `postgresql://somebody@127.0.0.1:${port}/any`, visits: () => visits };
}

/** PostgreSQL's protocol, "Message Formats": a letter, the length with itself, the content. */
function message(letter: string, content: readonly number[]): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(letter), length, Buffer.from(content)]);
}

const fields = ['SFATAL', 'VFATAL', 'C57P01', 'Mterminating connection due to unexpected postmaster exit'];
const fatal = message('E', [...Buffer.from(fields.map((field) => `${field}\0`).join('')), 0]);
