import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';

/** `heard` gets the payload. */
export type Heard = { readonly channel: string; readonly heard: (payload: string) => void };

export type Listening = { readonly url: () => Promise<string>; readonly log: Logger };

/** Hears NOTIFY on a connection of its own until the returned function is called; reconnects. What comes meanwhile is lost. */
export function listen({ url, log }: Listening, { channel, heard }: Heard): () => Promise<void> {
  const stopping = new AbortController();
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await hear(new pg.Client({ connectionString: await url(), application_name: 'coop listen', keepAlive: true }));
      } catch (err) {
        log.debug({ err, channel }, 'notifications are not heard for a moment');
      }
      await sleep(1_000, undefined, { signal: stopping.signal }).catch(() => {}); // woken to stop
    }
  })();

  async function hear(client: pg.Client): Promise<void> {
    const lost = Promise.withResolvers<void>();
    lost.promise.catch(() => {}); // it may be lost before anybody waits for that: then connect or query says so
    client.on('error', lost.reject);
    client.on('end', lost.resolve);
    client.on('notification', ({ payload = '' }) => heard(payload));
    const stop = () => lost.resolve();
    stopping.signal.addEventListener('abort', stop);
    try {
      await client.connect();
      await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      if (!stopping.signal.aborted) await lost.promise;
    } finally {
      stopping.signal.removeEventListener('abort', stop);
      await client.end().catch(() => {}); // it is gone either way
    }
  }

  return async () => {
    stopping.abort();
    await ended;
  };
}
