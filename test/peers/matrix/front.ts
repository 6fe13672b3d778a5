import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRewind } from './rewind.ts';
import { broken } from './rules.ts';

export type PeerRequest = { readonly method: string; readonly path: string; readonly query: URLSearchParams; readonly body: unknown };

/** What goes wrong with the next request that fits. */
export type Fault = {
  readonly matches: (request: PeerRequest) => boolean;
  /** How often; default once. */
  times?: number;
  readonly does:
    | { readonly kind: 'answer'; readonly status: number; readonly body: Readonly<Record<string, unknown>> }
    /** The homeserver does it, the answer is lost. `first`: what happens just before. */
    | { readonly kind: 'lost-answer'; readonly first?: () => void }
    | { readonly kind: 'hang-up'; readonly first?: () => void }
    | { readonly kind: 'delay'; readonly milliseconds: number };
};

export type Front = {
  readonly url: string;
  readonly requests: readonly PeerRequest[];
  /** Every event of the bot that breaks a rule. */
  readonly violations: readonly string[];
  readonly fault: (fault: Fault) => void;
  /** No fault waits any more. */
  readonly forgive: () => void;
  /** Has the homeserver deliver an event once more: the next sync asks from where the first one asked that brought it. */
  readonly redeliver: (event: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Stands between bot and homeserver: looks at what the bot sends, injects faults, and never invents an answer otherwise. */
export async function startFront(homeserver: string): Promise<Front> {
  const requests: PeerRequest[] = [];
  const violations: string[] = [];
  const faults: Fault[] = [];
  const syncs = createRewind();

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', homeserver);
    const raw = await text(incoming);
    const request: PeerRequest = {
      method: incoming.method ?? 'GET',
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      body: raw === '' ? undefined : JSON.parse(raw),
    };
    requests.push(request);
    const [, type] = /\/rooms\/[^/]+\/send\/([^/]+)\//.exec(request.path) ?? [];
    if (type !== undefined) violations.push(...broken(type, request.body).map((problem) => `${type}: ${problem}`));
    const fault = takeFault(faults, request);
    if (fault?.does.kind === 'hang-up') {
      fault.does.first?.();
      return void response.destroy();
    }
    if (fault?.does.kind === 'answer') return write(response, fault.does.status, JSON.stringify(fault.does.body));
    if (fault?.does.kind === 'delay') await sleep(fault.does.milliseconds);
    const gone = new AbortController();
    response.on('close', () => fault?.does.kind !== 'lost-answer' && gone.abort());
    const isSync = request.path.endsWith('/sync');
    const rewound = isSync ? syncs.begin(url, response) : null;
    const { authorization } = incoming.headers;
    const answer = await fetch(url, {
      method: request.method,
      signal: gone.signal,
      headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
      ...(raw === '' ? {} : { body: raw }),
    });
    const body = await answer.text();
    if (isSync) syncs.end({ since: url.searchParams.get('since'), body, response, rewound });
    if (fault?.does.kind === 'lost-answer') {
      fault.does.first?.();
      return void response.destroy();
    }
    write(response, answer.status, body);
  }

  const server = createServer((incoming, response) => {
    // A bot that ended in the middle, and a homeserver that is stopped, are told by the connection.
    handle(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    requests,
    violations,
    fault: (fault) => void faults.push(fault),
    forgive: () => void faults.splice(0),
    redeliver: syncs.redeliver,
    stop: () => stop(server),
  };
}

function takeFault(faults: Fault[], request: PeerRequest): Fault | undefined {
  const fault = faults.find(({ matches }) => matches(request));
  if (fault === undefined) return undefined;
  fault.times = (fault.times ?? 1) - 1;
  if (fault.times <= 0) faults.splice(faults.indexOf(fault), 1);
  return fault;
}

function write(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the front listens nowhere');
  return address.port;
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
