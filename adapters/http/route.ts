import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { HttpRequest, HttpResponse, Route } from '../../core/ports/http.ts';
import type { ErrorPages } from './error-pages.ts';

type Answering = { readonly log: Logger; readonly errorPages?: ErrorPages };

/** Adds one route. A GET is answered to HEAD too, without its body. */
export function addRoute(server: FastifyInstance, route: Route, answering: Answering): void {
  const { method, path, bodyLimit, handle } = route;
  server.route({
    method,
    url: path,
    ...(bodyLimit === undefined ? {} : { bodyLimit }),
    handler: async (request, reply) => sendResponse(reply, await handle(decode(request))),
    errorHandler: (error, _request, reply) => void sendResponse(reply, answerError(error, route, answering)),
  });
}

function decode({ params, query, headers, body }: FastifyRequest): HttpRequest {
  return {
    parameters: texts(params),
    query: texts(query),
    headers: texts(headers),
    body: Buffer.isBuffer(body) ? body : new Uint8Array(),
  };
}

/** Headers that may come more than once stand in one text, with commas between (RFC 9110, section 5.3). */
function texts(values: unknown): Readonly<Record<string, string>> {
  if (typeof values !== 'object' || values === null) return {};
  const entries = Object.entries<unknown>({ ...values });
  return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)] as const));
}

export function sendResponse(reply: FastifyReply, { status, headers, body }: HttpResponse): FastifyReply {
  return reply
    .code(status)
    .headers({ 'content-type': 'text/plain; charset=utf-8', ...always, ...headers })
    .send(typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength));
}

/** Nobody guesses what something is, or learns from whose page a person comes. */
const always = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' } as const;

function answerError(error: FastifyError, { method, path }: Route, { log, errorPages }: Answering): HttpResponse {
  const status = error.statusCode ?? 500;
  if (status === 413) return { status, body: 'This is too large.\n' };
  if (status >= 400 && status < 500) return { status, body: 'This request is malformed.\n' };
  const reference = randomBytes(4).toString('hex').toUpperCase();
  log.error({ err: error, reference, method, route: path }, 'a request failed');
  return errorPages?.failed(reference) ?? { status: 500, body: `Something went wrong. Reference: ${reference}\n` };
}
