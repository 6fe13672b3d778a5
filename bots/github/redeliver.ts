import type { Logger } from 'pino';
import { z } from 'zod';
import type { GithubApi } from './api.ts';
import { isRefusal } from './github-errors.ts';

const mostPages = 10;
/** How many deliveries are remembered as asked for. */
const remembered = 10_000;

const Attempt = z.object({ id: z.union([z.int(), z.string()]), guid: z.string(), delivered_at: z.string(), status_code: z.int() });

/**
 * Has the deliveries of an app that failed since then made again: GitHub never does so by itself. Each once: what fails a second time is
 * read back all the same, but for who edited something. Source: REST API, "GitHub App webhooks".
 */
export type Redeliver = (since: Date) => Promise<number>;

export function createRedeliver({ app, log }: { readonly app: GithubApi; readonly log: Logger }): Redeliver {
  const asked = new Set<string>();

  async function failed(since: Date): Promise<readonly z.infer<typeof Attempt>[]> {
    const found: z.infer<typeof Attempt>[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < mostPages; page += 1) {
      const query: Record<string, string> = { status: 'failure', ...(cursor === null ? {} : { cursor }) };
      const answer = await app.page('/app/hook/deliveries', Attempt, { query });
      if (answer.kind === 'unchanged') break;
      const recent = answer.items.filter(({ delivered_at: at }) => new Date(at) >= since);
      found.push(...recent);
      if (recent.length < answer.items.length || answer.cursor === null) break;
      ({ cursor } = answer);
    }
    return found;
  }

  return async (since) => {
    const missing = new Map((await failed(since)).filter(({ guid }) => !asked.has(guid)).map((each) => [each.guid, each]));
    for (const { guid, id } of [...missing.values()].toReversed()) {
      asked.add(guid);
      const [oldest] = asked;
      if (oldest !== undefined && asked.size > remembered) asked.delete(oldest);
      try {
        await app.send({ method: 'POST', path: `/app/hook/deliveries/${id}/attempts` }, z.unknown());
      } catch (error) {
        if (!isRefusal(error)) throw error;
        log.info({ guid }, 'a delivery of GitHub cannot be made again');
      }
    }
    return missing.size;
  };
}
