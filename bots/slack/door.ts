import type { Logger } from 'pino';
import type { HttpRequest, HttpResponse, Route } from '../../core/ports/http.ts';
import type { Clock } from '../../core/ports/clock.ts';
import { createSignedDoor } from '../conversation/signed-door.ts';
import type { Taken } from '../conversation/signed-door.ts';
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

/** Signed HTTP; what is old is refused too. */
export function createDoor({ signingSecret, clock, log, take, run }: DoorParts): Route {
  return createSignedDoor({
    path: doorPath,
    caller: 'Slack',
    isGenuine: (request) => isSlacks(request, { signingSecret, now: clock.now() }),
    refusal: 'This is not signed by Slack, or too old.',
    read: readBody,
    take: () => {
      const receive = take();
      return receive === null ? null : async (envelope: Envelope) => acknowledge(await receive(envelope));
    },
    run,
    log,
  });
}

function acknowledge({ body, after }: Ack): Taken {
  const response =
    body === undefined
      ? { status: 200, body: '' }
      : { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
  return after === undefined ? { response } : { response, after };
}

/** Only events are delivered once more: 0, 1 and 5 minutes after nobody acknowledged. */
function isAgain(headers: HttpRequest['headers']): boolean {
  return Number(headers['x-slack-retry-num'] ?? 0) > 0;
}

/** Events are JSON, commands a form, interactions JSON in a form. */
function readBody({ headers, body }: HttpRequest): { readonly call: Envelope } | { readonly response: HttpResponse } {
  const text = new TextDecoder().decode(body);
  if ((headers['content-type'] ?? '').startsWith('application/json')) {
    const event: unknown = JSON.parse(text);
    const challenge = UrlVerification.safeParse(event);
    if (challenge.success) return { response: { status: 200, body: challenge.data.challenge } };
    return { call: { kind: 'event', body: event, ...(isAgain(headers) ? { again: true } : {}) } };
  }
  const form = new URLSearchParams(text);
  const payload = form.get('payload');
  if (payload !== null) return { call: { kind: 'interactive', body: JSON.parse(payload) } };
  return { call: { kind: 'command', body: Object.fromEntries(form) } };
}
