import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Contract } from './contract.ts';
import { createDeliveries } from './deliveries.ts';
import type { Deliveries } from './deliveries.ts';
import { createGaps } from './gaps.ts';
import { createGraphql } from './graphql.ts';
import type { GithubRequest, GithubResponse, Members } from './messages.ts';

/** What goes wrong with the next request that fits. */
export type GithubFault = {
  readonly matches: (request: GithubRequest) => boolean;
  readonly does:
    /** The secondary limit: 403 or 429, to be kept to for this long. */
    | { readonly kind: 'rate-limit'; readonly seconds: number; readonly status?: 403 | 429 }
    | { readonly kind: 'error'; readonly status: number }
    /** It is done, or not, and nobody hears of it. `first` is waited for: whoever asked may be killed by it. */
    | { readonly kind: 'lost-answer' | 'hang-up'; readonly first?: () => Promise<void> };
};

export type Front = Omit<Deliveries, 'deliver' | 'answer'> & {
  readonly url: string;
  /** Of the bot, not of people. */
  readonly requests: readonly GithubRequest[];
  /** How many requests and deliveries are done with: what people see changes only when this does. */
  readonly handled: () => number;
  /** Whatever broke a rule of GitHub. */
  readonly violations: string[];
  readonly fault: (fault: GithubFault) => void;
  readonly stop: () => Promise<void>;
};

type FrontParts = {
  readonly peer: () => string;
  readonly contract: Contract;
  readonly secret: string;
  /** Tokens of the one who owns everything. */
  readonly owners: readonly string[];
  readonly app: Members | null;
  /** The peer's name of a person -> the name they go by. */
  readonly names: ReadonlyMap<string, string>;
  readonly isPerson: (authorization: string) => boolean;
};

/** Stands before the peer, in both directions: checks what the bot sends and is sent, and lets deliveries and requests fail. */
export async function startFront({ peer, contract, secret, owners, app, names, isPerson }: FrontParts): Promise<Front> {
  const requests: GithubRequest[] = [];
  const violations: string[] = [];
  const faults: GithubFault[] = [];
  let handled = 0;
  let asked = 0;
  const askPeer = async (path: string): Promise<unknown> => (await call('GET', path, asOwner())).body;
  const gaps = createGaps({ ask: askPeer, app });
  const graphql = await createGraphql({ ask: askPeer, textOf: gaps.textOf });
  const { deliver, answer: answerHook, ...fates } = createDeliveries({ secret, violations });

  /** In turn: each may ask 5,000 times an hour. */
  function asOwner(): Record<string, string> {
    asked += 1;
    return { authorization: `Bearer ${owners[asked % owners.length] ?? ''}` };
  }

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await text(incoming);
    const url = new URL(incoming.url ?? '/', address());
    if (url.pathname === '/_deliver') return take(incoming, response, raw);
    const given = readRequest(incoming, url, raw);
    const authorization = incoming.headers.authorization ?? '';
    const request = { ...given, path: await renamed(given.path) };
    if (isPerson(authorization)) return give(response, await ask(request, incoming, url));
    requests.push(request);
    const fault = takeFault(request);
    if (fault?.kind === 'rate-limit') return limit(response, fault);
    if (fault?.kind === 'hang-up') {
      await fault.first?.();
      return void response.destroy();
    }
    if (fault?.kind === 'error') return give(response, { status: fault.status, body: { message: 'Server Error' } });
    if (request.path === '/graphql') return answerGraphql(response, request);
    violations.push(...contract.checkRequest(request));
    const answer = gaps.refuse(request) ?? (await answerHook(request)) ?? (await ask(request, incoming, url));
    violations.push(...contract.checkResponse(request, answer));
    if (fault?.kind === 'lost-answer') {
      await fault.first?.();
      return void response.destroy();
    }
    give(response, answer);
  }

  async function answerGraphql(response: ServerResponse, { body }: GithubRequest): Promise<void> {
    violations.push(...graphql.check(body));
    const answer = await graphql.answer(body);
    if (answer === null) violations.push(`nothing here answers this in GraphQL: ${JSON.stringify(body)}`);
    give(response, answer === null ? { status: 502, body: {} } : { ...answer, body: outward(answer.body) });
  }

  async function ask(request: GithubRequest, incoming: IncomingMessage, url: URL): Promise<GithubResponse & { link?: string }> {
    const { query, body } = gaps.before(request);
    const search = new URLSearchParams(query).toString();
    const path = inward(await renamed(url.pathname)) + (search === '' ? '' : `?${search}`);
    const { link, ...answer } = await call(request.method, path, headersOf(incoming), body);
    const completed = await gaps.after({ ...request, query, path: inward(request.path) }, answer);
    const pages = completed.next === undefined ? link?.replaceAll(peer(), address()) : linkTo(url, completed.next);
    return { status: completed.status, body: outward(completed.body), ...(pages === undefined ? {} : { link: pages }) };
  }

  /** Every route of a repository is there by its number too: GitHub redirects so after a renaming. */
  async function renamed(path: string): Promise<string> {
    const [, id, rest = ''] = /^\/repositories\/(\d+)(\/.*)?$/.exec(path) ?? [];
    if (id === undefined) return path;
    const { body } = await call('GET', `/repositories/${id}`, asOwner());
    return `/repos/${Named.parse(body).full_name}${rest}`;
  }

  async function call(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: unknown,
  ): Promise<GithubResponse & { link?: string }> {
    const answer = await fetch(`${peer()}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const given = await answer.text();
    const link = answer.headers.get('link');
    return { status: answer.status, body: given === '' ? undefined : JSON.parse(given), ...(link === null ? {} : { link }) };
  }

  /** What the peer delivers, on its way to the bot. */
  async function take(incoming: IncomingMessage, response: ServerResponse, raw: string): Promise<void> {
    response.writeHead(200).end();
    const event = String(incoming.headers['x-github-event']);
    const given = Loose.parse(JSON.parse(raw));
    const completed = await gaps.complete(event, given);
    if (completed !== null) await deliver(completed.event, Loose.parse(outward(completed.payload)));
    const push = Push.safeParse(given);
    if (event !== 'push' || !push.success) return;
    const { repository, ref, after } = push.data;
    for (const moved of await gaps.pushed(repository.full_name, ref.replace('refs/heads/', ''), after)) {
      const { installation, sender } = given;
      const payload = { ...moved, repository, sender, ...(installation === undefined ? {} : { installation }) };
      await deliver('pull_request', Loose.parse(outward(payload)));
    }
  }

  /** As GitHub says it: people by their names, moments in whole seconds. */
  function outward(body: unknown): unknown {
    if (body === undefined) return undefined;
    let said = JSON.stringify(body).replaceAll(/"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d{3}Z"/g, '"$1Z"');
    for (const [seat, name] of names) said = said.replaceAll(seat, name);
    return JSON.parse(said);
  }

  function inward(path: string): string {
    for (const [seat, name] of names) path = path.replace(new RegExp(`^(/users/|.*/collaborators/)${name}(?=/|$)`, 'i'), `$1${seat}`);
    return path;
  }

  function takeFault(request: GithubRequest): GithubFault['does'] | undefined {
    const place = faults.findIndex((fault) => fault.matches(request));
    return place < 0 ? undefined : faults.splice(place, 1)[0]?.does;
  }

  const server = createServer((incoming, response) => {
    handle(incoming, response)
      .catch((error: unknown) => {
        violations.push(`the front failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        response.destroy();
      })
      .finally(() => (handled += 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...fates,
    url: address(),
    requests,
    handled: () => handled,
    violations,
    fault: (fault) => void faults.push(fault),
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

const Loose = z.record(z.string(), z.unknown());
const Named = z.object({ full_name: z.string() });
const Push = z.object({ ref: z.string(), after: z.string(), repository: z.looseObject({ full_name: z.string() }) });

function readRequest({ method = 'GET', headers }: IncomingMessage, url: URL, raw: string): GithubRequest {
  const { 'user-agent': agent, authorization, accept } = headers;
  return {
    method,
    path: decodeURIComponent(url.pathname),
    query: Object.fromEntries(url.searchParams),
    headers: { 'user-agent': agent, authorization, accept },
    body: raw === '' ? undefined : JSON.parse(raw),
  };
}

function linkTo(url: URL, page: number): string {
  const next = new URL(url);
  next.searchParams.set('page', String(page));
  return `<${next.href}>; rel="next"`;
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return { 'content-type': 'application/json', ...(headers.authorization === undefined ? {} : { authorization: headers.authorization }) };
}

function give(response: ServerResponse, { status, body, link }: GithubResponse & { link?: string }): void {
  const headers = { 'content-type': 'application/json; charset=utf-8', ...(link === undefined ? {} : { link }) };
  response.writeHead(status, headers).end(body === undefined ? undefined : JSON.stringify(body));
}

function limit(response: ServerResponse, { seconds, status = 403 }: { seconds: number; status?: 403 | 429 }): void {
  const headers = { 'content-type': 'application/json', 'retry-after': String(seconds), 'x-ratelimit-remaining': '4999' };
  response.writeHead(status, headers).end(JSON.stringify({ message: 'You have exceeded a secondary rate limit. Please wait.' }));
}
