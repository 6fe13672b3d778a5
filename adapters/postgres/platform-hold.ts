import pg from 'pg';
import type { Logger } from 'pino';
import type { PlatformName } from '../../core/ids.ts';
import type { PlatformHold } from '../../core/ports/platform-hold.ts';

type HoldParts = { readonly url: () => Promise<string>; readonly log: Logger };

/** An advisory lock on a connection of its own: the server lets go of it with the connection. */
export function createPlatformHold(platform: PlatformName, { url, log }: HoldParts): PlatformHold {
  return {
    take: async () => {
      const client = new pg.Client({ connectionString: await url(), application_name: `coop ${platform}`, keepAlive: true });
      const lost = new AbortController();
      client.on('error', (err) => {
        if (!lost.signal.aborted) log.warn({ err, platform }, 'the connection that holds a platform for this process broke');
        lost.abort();
      });
      client.on('end', () => lost.abort());
      const close = (): Promise<void> => client.end().catch(() => {}); // it is gone either way
      try {
        await client.connect();
        const { rows } = await client.query<{ taken: boolean }>(
          "select pg_try_advisory_lock(hashtextextended('coop platform ' || $1, 0)) as taken",
          [platform],
        );
        if (rows[0]?.taken === true) return { lost: lost.signal, release: close };
      } catch (error) {
        await close();
        throw error;
      }
      await close();
      return null;
    },
  };
}
