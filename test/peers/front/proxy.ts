import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { createWeather } from './faults.ts';
import type { DeliveryFault, Passing, RequestFault, Weather } from './faults.ts';
import type { PlatformRules, Said } from './rules/rules.ts';
import { createSockets } from './sockets.ts';
import type { Sockets } from './sockets.ts';

export type FaultProxy = {
  /** Where to find, through us, what listens at this origin: a platform, or with "bot" the door at which platforms call the bot. */
  readonly through: (origin: string, towards?: 'platform' | 'bot') => Promise<string>;
  readonly requests: Weather<RequestFault>;
  readonly deliveries: Weather<DeliveryFault>;
  readonly sockets: Pick<Sockets, 'say' | 'cut' | 'deafen' | 'count'>;
  /** Nothing goes wrong any more, and what hung is let go. */
  readonly calm: () => void;
  readonly stop: () => Promise<void>;
};

/**
 * Stands between the bot and any platform, in both directions, over HTTP and WebSocket, and lets the wire fail. What passes is not
 * changed, but for the addresses in it, which become ours; what is answered was answered by the platform, unless a fault says in the
 * platform's own words that it did not. Whether what passes keeps to the platform's rules is looked at behind it, by the platform's front.
 */
export function createFaultProxy(rules: PlatformRules): FaultProxy {
  const requests = createWeather<RequestFault>();
  const deliveries = createWeather<DeliveryFault>();
  const addresses = new Map<string, string>();
  const sockets = createSockets({ rules, deliveries, rewritten });
  const hanging = new Set<ServerResponse>();
  const closers: (() => Promise<void>)[] = [];

  function rewritten(text: string): string {
    let ours = text;
    for (const [theirs, own] of addresses) {
      ours = ours.replaceAll(theirs, own).replaceAll(theirs.replace('http', 'ws'), own.replace('http', 'ws'));
    }
    return ours;
  }

  async function through(origin: string, towards: 'platform' | 'bot' = 'platform'): Promise<string> {
    const server = createServer((incoming, response) => {
      const pass = towards === 'platform' ? request : deliver;
      pass(origin, incoming, response).catch(() => response.destroy()); // whoever asked, or whoever was asked, is gone
    });
    server.on('upgrade', (incoming, socket, head) => sockets.join(origin, { incoming, socket, head }));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy listens nowhere');
    const own = `http://127.0.0.1:${address.port}`;
    if (towards === 'platform') addresses.set(origin, own);
    return own;
  }

  async function request(origin: string, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const does = requests.strikes(passingOf(incoming, body));
    switch (does?.kind) {
      case 'limit':
        return give(response, rules.limited(does.seconds));
      case 'status':
        if (does.done === true) await pass(origin, incoming, { body, response: null });
        return give(response, rules.failed(does.status));
      case 'reset':
        if (does.done === true) await pass(origin, incoming, { body, response: null });
        return void response.socket?.resetAndDestroy();
      case 'half-open':
        if (does.done === true) await pass(origin, incoming, { body, response: null });
        hanging.add(response);
        response.on('close', () => hanging.delete(response));
        return;
      case 'truncate':
        return truncate(response, await pass(origin, incoming, { body, response: null }));
      case 'delay':
        await sleep(does.milliseconds);
        break;
      case undefined:
        break;
      default:
        return does satisfies never;
    }
    give(response, await pass(origin, incoming, { body, response }));
  }

  /** A call of the bot's door. What is lost looks to the platform like a door that is shut. */
  async function deliver(origin: string, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const passing = passingOf(incoming, body);
    const does = rules.tells(passing) ? deliveries.strikes(passing) : null;
    if (does?.kind === 'lose') return void response.socket?.resetAndDestroy();
    if (does?.kind === 'late') await sleep(does.milliseconds);
    const said = await pass(origin, incoming, { body, response });
    for (let time = 1; does?.kind === 'repeat' && time < does.times; time += 1) {
      await pass(origin, incoming, { body, response: null, more: rules.again(time) });
    }
    give(response, said);
  }

  type Call = {
    readonly body: Buffer;
    /** Who waits: once they are gone nobody needs an answer. Null: it is done whoever waits. */
    readonly response: ServerResponse | null;
    readonly more?: Readonly<Record<string, string>>;
  };

  async function pass(origin: string, incoming: IncomingMessage, { body, response, more = {} }: Call): Promise<Said> {
    const gone = new AbortController();
    response?.on('close', () => gone.abort());
    const headers: Record<string, string> = { ...flat(incoming.headers), ...more };
    for (const name of hopByHop) delete headers[name];
    const method = incoming.method ?? 'GET';
    const hasBody = method !== 'GET' && method !== 'HEAD' && body.length > 0;
    const answer = await fetch(`${origin}${incoming.url ?? '/'}`, {
      method,
      headers,
      redirect: 'manual',
      signal: gone.signal,
      ...(hasBody ? { body: new Uint8Array(body) } : {}),
    });
    const told = Object.fromEntries(answer.headers);
    for (const name of hopByHop) delete told[name];
    return {
      status: answer.status,
      headers: flat(Object.fromEntries(Object.entries(told).map(([name, value]) => [name, rewritten(value)]))),
      body: rewritten(await answer.text()),
    };
  }

  function calm(): void {
    requests.calm();
    deliveries.calm();
    for (const response of hanging) response.destroy();
  }

  return {
    through,
    requests,
    deliveries,
    sockets,
    calm,
    stop: async () => {
      calm();
      sockets.cut();
      await Promise.all(closers.map((close) => close()));
    },
  };
}

/** What belongs to one connection, not to what passes. */
const hopByHop = [
  'host',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'content-encoding',
  'accept-encoding',
  'expect',
];

function passingOf({ method = 'GET', url = '/' }: IncomingMessage, body: Buffer): Passing {
  return { method, path: decodeURIComponent(url.split('?')[0] ?? '/'), body: body.toString('utf8') };
}

function flat(headers: Readonly<Record<string, string | readonly string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : value.join(', ')]],
    ),
  );
}

function give(response: ServerResponse, { status, headers, body }: Said): void {
  response.writeHead(status, { ...headers, ...(body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }) }).end(body);
}

/** The head promises the whole; half of it follows, and the connection ends. An empty answer ends before its head. */
function truncate(response: ServerResponse, { status, headers, body }: Said): void {
  const whole = Buffer.from(body);
  if (whole.length === 0) return void response.socket?.resetAndDestroy();
  response.writeHead(status, { ...headers, 'content-length': String(whole.length) });
  response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => response.socket?.destroy());
}
