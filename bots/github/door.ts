import type { Logger } from 'pino';
import type { HttpRequest, HttpResponse, Route } from '../../core/ports/http.ts';
import { createSignedDoor } from '../conversation/signed-door.ts';
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

/** Signed webhooks. GitHub does not try again by itself: the deliveries that failed are asked for, and everything is read back. */
export function createDoor({ secret, log, take, run }: DoorParts): Route {
  return createSignedDoor({
    path: doorPath,
    bodyLimit,
    caller: 'GitHub',
    isGenuine: (request) => isGithubs(request, secret),
    refusal: 'This is not signed by GitHub.',
    read,
    take: () => {
      const receive = take();
      return receive === null
        ? null
        : async (delivered: Delivered) => ({ response: { status: 202, body: '' }, after: await receive(delivered) });
    },
    run,
    log,
  });
}

function read(request: HttpRequest): { readonly call: Delivered } | { readonly response: HttpResponse } | null {
  const name = request.headers['x-github-event'];
  const payload = readBody(request);
  if (name === undefined) return null;
  return name === 'ping' ? { response: { status: 200, body: 'pong\n' } } : { call: { name, payload } };
}

/** JSON, or JSON in a form, as whoever made the webhook chose. */
function readBody({ headers, body }: HttpRequest): unknown {
  const text = new TextDecoder().decode(body);
  const isForm = (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  return JSON.parse(isForm ? (new URLSearchParams(text).get('payload') ?? '') : text);
}
