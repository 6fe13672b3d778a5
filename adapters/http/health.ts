import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { HttpResponse, Route } from '../../core/ports/http.ts';

/** Resolves when what it looks at can be used now, and rejects with the reason when not. */
export type Check = () => Promise<void>;

export type HealthParts = { readonly checks: Readonly<Record<string, Check>>; readonly log: Logger };

/**
 * /healthz: the process lives. /readyz: everything that it needs can be used now: 200, else 503 with what cannot;
 * why not stands in the log.
 */
export function healthRoutes({ checks, log }: HealthParts): readonly Route[] {
  return [
    { method: 'GET', path: '/healthz', handle: async () => json(200, { status: 'ok' }) },
    {
      method: 'GET',
      path: '/readyz',
      handle: async () => {
        const found = await Promise.all(
          Object.entries(checks).map(async ([name, check]) => [name, await passes(name, { check, log })] as const),
        );
        const isReady = found.every(([, passed]) => passed);
        return json(isReady ? 200 : 503, { ready: isReady, checks: Object.fromEntries(found) });
      },
    },
  ];
}

/** Milliseconds: who asks waits for the answer. */
const patience = 2_000;

async function passes(name: string, { check, log }: { check: Check; log: Logger }): Promise<boolean> {
  const over = new AbortController();
  const late = sleep(patience, undefined, { signal: over.signal }).then(() => Promise.reject(new Error(`no answer within ${patience} ms`)));
  late.catch(() => {}); // whoever loses the race is not waited for
  try {
    await Promise.race([check(), late]);
    return true;
  } catch (error) {
    log.warn({ err: error, check: name }, 'not ready');
    return false;
  } finally {
    over.abort();
  }
}

function json(status: number, document: object): HttpResponse {
  return { status, headers: { 'content-type': 'application/json', 'cache-control': 'no-store' }, body: `${JSON.stringify(document)}\n` };
}
