import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { HttpRequest, HttpResponse, Route } from '../../core/ports/http.ts';
import { isGithubs } from './signature.ts';

/** What GitHub delivered: the event's name ("issue_comment") and its payload. */
export type Delivered = { readonly name: string; readonly payload: unknown };

type DoorParts = {
  readonly secret: string;
  readonly log: Logger;
  /** Commits; what it returns is done after the acknowledgement. Null before the start. */
  readonly take: () => ((delivered: Delivered) => Promise<() => Promise<void>>) | null;
  /** Keeps what is done after the acknowledgement. */
  readonly run: (work: Promise<void>) => void;
};

/** The address of the webhook, of an app and of single repositories alike. */
export const doorPath = '/github/events';

/** The largest text holds 65,536 characters and stands in a payload up to twice, escaped. */
const bodyLimit = 2 * 1024 * 1024;

/** Signed webhooks. What is not signed is answered 401 and leaves no trace but a line in the log. */
export function createDoor({ secret, log, take, run }: DoorParts): Route {
  return { method: 'POST', path: doorPath, bodyLimit, handle };

  async function handle(request: HttpRequest): Promise<HttpResponse> {
    if (!isGithubs(request, secret)) {
      log.warn('a call that is not GitHub’s was refused');
      return { status: 401, body: 'This is not signed by GitHub.\n' };
    }
    const payload = readBody(request);
    const name = request.headers['x-github-event'];
    if (payload === undefined || name === undefined) return { status: 400, body: 'This cannot be read.\n' };
    if (name === 'ping') return { status: 200, body: 'pong\n' };
    const receive = take();
    // GitHub does not try again by itself: the deliveries that failed are asked for, and everything is read back.
    if (receive === null) return { status: 503, body: 'Not yet: it is starting.\n' };
    const after = await receive({ name, payload });
    run(afterwards(after));
    return { status: 202, body: '' };
  }
}

async function afterwards(work: () => Promise<void>): Promise<void> {
  await setImmediate();
  await work();
}

/** JSON, or JSON in a form, as whoever made the webhook chose. Undefined when it is neither. */
function readBody({ headers, body }: HttpRequest): unknown {
  const text = new TextDecoder().decode(body);
  try {
    if ((headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) {
      return JSON.parse(new URLSearchParams(text).get('payload') ?? '');
    }
    return JSON.parse(text);
  } catch {
    return undefined; // answered 400
  }
}
