import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { CoopError } from '../../core/errors.ts';
import type { Route } from '../../core/ports/http.ts';
import type { ErrorPages } from './error-pages.ts';
import { addRoute, sendResponse } from './route.ts';

export type ServerParts = {
  readonly routes: readonly Route[];
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly log: Logger;
  /** What people are shown where there is nothing, and when something failed; left out: one line of text. */
  readonly errorPages?: ErrorPages;
};

export type RunningServer = {
  /** "http://127.0.0.1:8420", as it is reached from this machine. */
  readonly url: string;
  readonly port: number;
  /** Takes nothing new, finishes what is under way within ten seconds, then closes every connection. */
  readonly stop: () => Promise<void>;
};

/**
 * The one HTTP server, to which platforms and pages add routes. Bodies come raw and bounded; slow clients are cut off;
 * what fails is logged and answered with a reference, never with its cause.
 * @throws CoopError "port-taken" or "host-unknown" with what to set.
 */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const server = createServer();
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  for (const route of parts.routes) addRoute(server, route, parts);
  answerRest(server, parts);
  const underWay = countRequests(server);
  await listen(server, parts);
  const { address, port } = Bound.parse(server.server.address());
  parts.log.info({ host: parts.host, port }, 'the HTTP server listens');
  return { url: `http://${reachable(address)}:${port}`, port, stop: () => stop(server, underWay) };
}

const Bound = z.object({ address: z.string(), port: z.int() });

const second = 1_000;

function createServer(): FastifyInstance {
  return fastify({
    // A client that sends its headers or its body drop by drop.
    requestTimeout: 30 * second,
    http: { headersTimeout: 15 * second, connectionsCheckingInterval: 5 * second, maxHeaderSize: 16 * 1024 },
    connectionTimeout: 120 * second,
    // Longer than the proxies in front of us keep theirs, so that it is never us who close in the middle.
    keepAliveTimeout: 72 * second,
    handlerTimeout: 60 * second,
    forceCloseConnections: 'idle',
    bodyLimit: 1024 * 1024,
    routerOptions: {
      ignoreTrailingSlash: true,
      querystringParser: (text) => Object.fromEntries(new URLSearchParams(text)),
    },
    // Paths that cannot be decoded, or are absurdly long.
    frameworkErrors: (_error, _request, { raw }) => {
      raw.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end('This address is malformed.\n');
    },
  });
}

function answerRest(server: FastifyInstance, { errorPages, log }: ServerParts): void {
  server.setNotFoundHandler((_request, reply) =>
    sendResponse(reply, errorPages?.notFound() ?? { status: 404, body: 'There is nothing here.\n' }),
  );
  server.server.on('error', (error) => log.error({ err: error }, 'the HTTP server failed'));
}

async function listen(server: FastifyInstance, { host, port }: ServerParts): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    if (code === 'EADDRINUSE')
      throw new CoopError('port-taken', `Port ${port} is taken: set COOP_PORT to a free one, or end what has it.`, { cause });
    if (code === 'EACCES') throw new CoopError('port-taken', `Port ${port} needs more rights: set COOP_PORT to one above 1023.`, { cause });
    throw new CoopError('host-unknown', `Nothing can listen on ${host}: set COOP_HOST to an address of this machine.`, { cause });
  }
}

/** Resolves as soon as no request is under way. */
type UnderWay = { readonly over: () => Promise<void> };

function countRequests({ server }: FastifyInstance): UnderWay {
  let count = 0;
  let wake = () => {};
  server.on('request', (_request, response) => {
    count += 1;
    response.once('close', () => {
      count -= 1;
      if (count === 0) wake();
    });
  });
  return { over: () => (count === 0 ? Promise.resolve() : new Promise((resolve) => (wake = resolve))) };
}

async function stop(server: FastifyInstance, underWay: UnderWay): Promise<void> {
  const closed = server.close();
  const patience = new AbortController();
  await Promise.race([underWay.over(), sleep(10 * second, undefined, { signal: patience.signal })]);
  patience.abort();
  // Those that are left have said nothing yet, keep an idle connection, or had their time.
  server.server.closeAllConnections();
  await closed;
}

function reachable(address: string): string {
  if (address === '0.0.0.0' || address === '::') return '127.0.0.1';
  return address.includes(':') ? `[${address}]` : address;
}
