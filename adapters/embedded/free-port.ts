import { createServer } from 'node:net';

/** The wanted port of a host when it is free, any free one for 0; null when there is none. */
export async function freePort(wanted: number, host = '127.0.0.1'): Promise<number | null> {
  const probe = createServer();
  const taken = Promise.withResolvers<number | null>();
  probe.once('error', () => taken.resolve(null));
  probe.listen(wanted, host, () => {
    const address = probe.address();
    probe.close(() => taken.resolve(typeof address === 'object' && address !== null ? address.port : null));
  });
  return taken.promise;
}
