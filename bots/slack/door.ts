import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { HttpRequest, HttpResponse, Route } from '../../core/ports/http.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { UrlVerification } from './envelope.ts';
import type { Ack, Envelope } from './receive.ts';
import { isSlacks } from './signature.ts';

type DoorParts = {
  readonly signingSecret: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Commits; what it returns acknowledges. Null before the start. */
  readonly take: () => ((envelope: Envelope) => Promise<Ack>) | null;
  /** Keeps what is done after the acknowledgement. */
  readonly run: (work: Promise<void>) => void;
};

/** The one address that Slack calls for events, commands and interactivity. Its own path for each would say nothing more: the body tells. */
export const doorPath = '/slack/events';

/** Signed HTTP. What is not signed, or is old, is answered 401 and leaves no trace but a line in the log. */
export function createDoor({ signingSecret, clock, log, take, run }: DoorParts): Route {
  return { method: 'POST', path: doorPath, handle };

  async function handle(request: HttpRequest): Promise<HttpResponse> {
    if (!isSlacks(request, { signingSecret, now: clock.now() })) {
      log.warn('a call that is not Slack’s was refused');
      return { status: 401, body: 'This is not signed by Slack, or too old.\n' };
    }
    const read = readBody(request);
    if (read === null) return { status: 400, body: 'This cannot be read.\n' };
    if ('challenge' in read) return { status: 200, body: read.challenge };
    const receive = take();
    if (receive === null) return { status: 503, headers: { 'retry-after': '10' }, body: 'Not yet: it is starting.\n' };
    const { body, after } = await receive(read);
    // Slack takes the answer as soon as this returns, so what follows may follow at once.
    if (after) run(afterwards(after));
    if (body === undefined) return { status: 200, body: '' };
    return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
  }
}

async function afterwards(work: () => Promise<void>): Promise<void> {
  await setImmediate();
  await work();
}

/** Only events are delivered once more: 0, 1 and 5 minutes after nobody acknowledged. */
function isAgain(headers: HttpRequest['headers']): boolean {
  return Number(headers['x-slack-retry-num'] ?? 0) > 0;
}

/** Events are JSON, commands a form, interactions JSON in a form. */
function readBody({ headers, body }: HttpRequest): Envelope | { readonly challenge: string } | null {
  const text = new TextDecoder().decode(body);
  try {
    if ((headers['content-type'] ?? '').startsWith('application/json')) {
      const event: unknown = JSON.parse(text);
      const challenge = UrlVerification.safeParse(event);
      return challenge.success
        ? { challenge: challenge.data.challenge }
        : { kind: 'event', body: event, ...(isAgain(headers) ? { again: true } : {}) };
    }
    const form = new URLSearchParams(text);
    const payload = form.get('payload');
    if (payload !== null) return { kind: 'interactive', body: JSON.parse(payload) };
    return { kind: 'command', body: Object.fromEntries(form) };
  } catch {
    return null; // answered 400
  }
}
