import { createHmac, timingSafeEqual } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { HttpRequest, HttpResponse, Route } from '../../core/ports/http.ts';

export type Taken = {
  readonly response: HttpResponse;
  /** Done behind the acknowledgement. */
  readonly after?: () => Promise<void>;
};

type SignedDoorParts<Call> = {
  readonly path: string;
  /** In bytes; default: the server's own. */
  readonly bodyLimit?: number;
  /** Who calls it, as people write it: "GitHub". */
  readonly caller: string;
  readonly isGenuine: (request: HttpRequest) => boolean;
  /** What is said to whoever is not: one sentence. */
  readonly refusal: string;
  /** A call; or what is answered without one (a greeting, a challenge). Null or a SyntaxError: it cannot be read. */
  readonly read: (request: HttpRequest) => { readonly call: Call } | { readonly response: HttpResponse } | null;
  /** Commits the call; what it returns acknowledges. Null before the start: the caller tries again. */
  readonly take: () => ((call: Call) => Promise<Taken>) | null;
  /** Keeps what is done behind the acknowledgement. */
  readonly run: (work: Promise<void>) => void;
  readonly log: Logger;
};

/**
 * Where a platform calls us by signed HTTP. Verified over the raw bytes first, then read, committed, and only then acknowledged. What is
 * not signed is answered 401 and leaves no trace but a line in the log.
 */
export function createSignedDoor<Call>(parts: SignedDoorParts<Call>): Route {
  const { path, bodyLimit, caller, isGenuine, refusal, read, take, run, log } = parts;
  return { method: 'POST', path, ...(bodyLimit === undefined ? {} : { bodyLimit }), handle };

  async function handle(request: HttpRequest): Promise<HttpResponse> {
    if (!isGenuine(request)) {
      log.warn({ caller }, 'a call that is not its platform’s was refused');
      return { status: 401, body: `${refusal}\n` };
    }
    const found = attempt(() => read(request));
    if (found === null) return { status: 400, body: 'This cannot be read.\n' };
    if ('response' in found) return found.response;
    const receive = take();
    if (receive === null) return { status: 503, headers: { 'retry-after': '10' }, body: 'Not yet: it is starting.\n' };
    const { response, after } = await receive(found.call);
    // The platform takes the answer as soon as this returns, so what follows may follow at once.
    if (after !== undefined) run(afterwards(after));
    return response;
  }
}

/** Whether it is the HMAC-SHA256 of these parts, one behind the other, in 64 hexadecimal digits. Compared in constant time. */
export function isHmac(given: string, secret: string, parts: readonly (string | Uint8Array)[]): boolean {
  if (!/^[0-9a-f]{64}$/.test(given)) return false;
  const hmac = createHmac('sha256', secret);
  for (const part of parts) hmac.update(part);
  return timingSafeEqual(hmac.digest(), Buffer.from(given, 'hex'));
}

async function afterwards(work: () => Promise<void>): Promise<void> {
  await setImmediate();
  await work();
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
