import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Gaps } from './gaps.ts';
import { acknowledgementRules, documentedRules } from './rules.ts';

export type SlackRequest = { readonly method: string; readonly body: Readonly<Record<string, unknown>> };

/** What goes wrong with the next request that fits. */
export type SlackFault = {
  readonly matches: (request: SlackRequest) => boolean;
  readonly does:
    | { readonly kind: 'rate-limit'; readonly seconds: number }
    | { readonly kind: 'error'; readonly error: string }
    | { readonly kind: 'lost-answer' };
};

export type Front = {
  readonly url: string;
  readonly requests: readonly SlackRequest[];
  /** How many requests and deliveries are done with: what people see changes only when this does. */
  readonly handled: () => number;
  /** Whatever broke a rule of Slack. */
  readonly violations: string[];
  readonly fault: (fault: SlackFault) => void;
  /** How often everything is delivered from now on; 2 and more repeat it as Slack does what was not acknowledged. */
  readonly repeat: (times: number) => void;
  /** Delivers once more what this person did last, as after an acknowledgement that was lost. */
  readonly redeliver: (user: string) => Promise<void>;
  /** Delivers nothing while true: as if it were lost. */
  readonly lose: (lost: boolean) => void;
  /**
   * Makes the next slash command that is delivered into an interaction that the peer does not know (a shortcut of a message, a
   * click at home, what is typed in a list), with the trigger of the command. Resolves with what acknowledged it.
   */
  readonly turn: (into: (command: Readonly<Record<string, unknown>>) => Record<string, unknown>) => Promise<unknown>;
  /** Slack ends the connections of Socket Mode, and says why. What was not acknowledged comes again over the next one. */
  readonly disconnect: (reason: 'refresh_requested' | 'link_disabled' | 'too_many_websockets') => void;
  /** The connections of now stay open and carry nothing any more, in neither direction. */
  readonly freeze: () => void;
  /** From now on no token is accepted, or they are again. */
  readonly revoke: (revoked: boolean) => void;
  /** Where signed HTTP goes. */
  readonly deliverTo: (url: string) => void;
  readonly stop: () => Promise<void>;
};

type FrontParts = {
  readonly peer: () => string;
  readonly gaps: Gaps;
  readonly tokens: readonly string[];
  readonly signingSecret: string;
  readonly scopes: readonly string[];
};

/** Milliseconds that Slack waits for an acknowledgement. */
const patience = 3_000;

/** Stands before local-slack, in both directions: checks what the bot sends, enforces the 3 s, repeats and loses what is delivered. */
export async function startFront({ peer, gaps, tokens, signingSecret, scopes }: FrontParts): Promise<Front> {
  const requests: SlackRequest[] = [];
  const violations: string[] = [];
  const faults: SlackFault[] = [];
  const latest = new Map<string, (time: number) => Promise<unknown>>();
  let revoked = false;
  let turning: Turn | null = null;
  const frozen = new Set<WebSocket>();
  const open = new Map<string, string>();
  let handled = 0;
  let times = 1;
  let lost = false;
  let door = '';

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', 'http://front');
    const raw = await text(incoming);
    if (url.pathname === '/deliver') return deliver(incoming, response, raw);
    if (url.pathname.startsWith('/_hooks/')) return hook(url.pathname, response, raw);
    const method = url.pathname.replace('/api/', '');
    const request = { method, body: bodyOf(raw) };
    requests.push(request);
    const token = (incoming.headers.authorization ?? '').replace('Bearer ', '');
    if (!tokens.includes(token)) return json(response, { ok: false, error: 'invalid_auth' });
    if (revoked) return json(response, { ok: false, error: 'token_revoked' });
    const fault = takeFault(request);
    if (fault?.does.kind === 'rate-limit') return void response.writeHead(429, { 'retry-after': String(fault.does.seconds) }).end();
    if (fault?.does.kind === 'error') return json(response, { ok: false, error: fault.does.error });
    broken(method, documentedRules(method, request.body));
    const answer = await fetch(`${peer()}/api/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(request.body),
    });
    const completed = gaps.after(request, Loose.parse(await answer.json()));
    if (fault?.does.kind === 'lost-answer') return void response.destroy();
    json(response, rewritten(completed), { 'x-oauth-scopes': scopes.join(',') });
  }

  async function hook(path: string, response: ServerResponse, raw: string): Promise<void> {
    const request = { method: 'response', body: Loose.parse(JSON.parse(raw)) };
    requests.push(request);
    broken('response_url', documentedRules('response', request.body));
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${peer()}${path}`, { method: 'POST', headers, body: raw });
    response.writeHead(answer.status).end(await answer.text());
  }

  /** Signed HTTP: rewritten as Slack would have sent it, and signed again. */
  async function deliver(incoming: IncomingMessage, response: ServerResponse, raw: string): Promise<void> {
    const type = incoming.headers['content-type'] ?? '';
    if (lost) return void response.writeHead(200).end();
    const turned = type.includes('json') || !new URLSearchParams(raw).has('command') ? null : takeTurn();
    const body = type.includes('json') ? raw : turned === null ? completedForm(raw) : turnedForm(raw, turned);
    const call = async (time: number): Promise<string> => {
      const timestamp = String(Math.floor(Date.now() / 1_000));
      const signature = `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
      const retry: Record<string, string> = time === 0 ? {} : { 'x-slack-retry-num': String(time), 'x-slack-retry-reason': 'http_timeout' };
      const headers = { 'content-type': type, 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp, ...retry };
      const began = performance.now();
      const answer = await fetch(door, { method: 'POST', headers, body });
      if (performance.now() - began > patience) violations.push('an acknowledgement took more than 3 s');
      if (answer.status !== 200) violations.push(`a signed call was answered ${answer.status}`);
      const acknowledged = await answer.text();
      if (acknowledged !== '') broken('acknowledgement', acknowledgementRules(JSON.parse(acknowledged)));
      return acknowledged;
    };
    latest.set(actorIn(body), call);
    const first = await call(0);
    for (let time = 1; time < times; time += 1) await call(time);
    turned?.done(first === '' ? {} : JSON.parse(first));
    response.writeHead(200).end(turned === null ? first : '');
  }

  function completedForm(raw: string): string {
    const form = new URLSearchParams(raw);
    const payload = form.get('payload');
    if (payload !== null) form.set('payload', JSON.stringify(rewritten(gaps.complete(Loose.parse(JSON.parse(payload))))));
    const url = form.get('response_url');
    if (url !== null) form.set('response_url', url.replace(peer(), address()));
    return form.toString();
  }

  function turnedForm(raw: string, { into }: Turn): string {
    return new URLSearchParams({ payload: JSON.stringify(rewritten(into(Object.fromEntries(new URLSearchParams(raw))))) }).toString();
  }

  function takeTurn(): Turn | null {
    const turn = turning;
    turning = null;
    return turn;
  }

  /** The peer's own addresses become ours. */
  function rewritten(body: Record<string, unknown>): Record<string, unknown> {
    const at = peer();
    const changed = JSON.stringify(body).replaceAll(at, address()).replaceAll(at.replace('http', 'ws'), address().replace('http', 'ws'));
    return Loose.parse(JSON.parse(changed));
  }

  function broken(where: string, problems: readonly string[]): void {
    violations.push(...problems.map((problem) => `${where}: ${problem}`));
  }

  function takeFault(request: SlackRequest): SlackFault | undefined {
    const place = faults.findIndex((fault) => fault.matches(request));
    return place < 0 ? undefined : faults.splice(place, 1)[0];
  }

  /** Socket Mode: one connection to the peer for each of the bot's. */
  function join(bot: WebSocket, path: string): void {
    const upstream = new WebSocket(`${peer().replace('http', 'ws')}${path}`);
    const waiting = new Map<string, number>();
    const turns = new Map<string, Turn>();
    upstream.on('message', (frame: Buffer) => {
      const envelope = Frame.parse(JSON.parse(frame.toString('utf8')));
      const { envelope_id: id, payload } = envelope;
      if (id === undefined || payload === undefined) {
        bot.send(frame.toString('utf8'));
        if (envelope['type'] === 'hello') for (const unacknowledged of open.values()) bot.send(unacknowledged);
        return;
      }
      if (lost) return upstream.send(JSON.stringify({ envelope_id: id }));
      waiting.set(id, performance.now());
      const turned = envelope['type'] === 'slash_commands' ? takeTurn() : null;
      if (turned !== null) {
        turns.set(id, turned);
        return bot.send(JSON.stringify({ ...envelope, type: 'interactive', payload: rewritten(turned.into(payload)) }));
      }
      const whole = rewritten(gaps.complete(payload));
      const call = async (time: number): Promise<void> => {
        const retry = time === 0 ? {} : { retry_attempt: time, retry_reason: 'timeout' };
        const text = JSON.stringify({ ...envelope, ...retry, payload: whole });
        if (time === 0) open.set(id, text);
        for (const each of sockets.clients) if (!frozen.has(each)) each.send(text);
      };
      latest.set(actorIn(JSON.stringify(whole)), call);
      for (let time = 0; time < times; time += 1) void call(time);
    });
    bot.on('message', (frame: Buffer) => {
      if (frozen.has(bot)) return;
      const { envelope_id: id = '', payload } = Frame.parse(JSON.parse(frame.toString('utf8')));
      open.delete(id);
      const began = waiting.get(id);
      if (began !== undefined && performance.now() - began > patience) violations.push('an acknowledgement took more than 3 s');
      if (payload !== undefined && Object.keys(payload).length > 0) broken('acknowledgement', acknowledgementRules(payload));
      const turned = turns.get(id);
      turned?.done(payload ?? {});
      upstream.send(turned === undefined ? frame.toString('utf8') : JSON.stringify({ envelope_id: id }));
      handled += 1;
    });
    bot.on('close', () => upstream.close());
    upstream.on('close', () => bot.close());
    upstream.on('error', () => bot.close());
  }

  const server = createServer((incoming, response) => {
    handle(incoming, response)
      .catch((error: unknown) => {
        if (incoming.complete) violations.push(`the front failed: ${String(error)}`);
        response.destroy();
      })
      .finally(() => (handled += 1));
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (bot, incoming) => join(bot, incoming.url ?? '/'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: address(),
    requests,
    handled: () => handled,
    violations,
    fault: (fault) => void faults.push(fault),
    repeat: (each) => (times = each),
    redeliver: async (user) => void (await latest.get(user)?.(1)),
    lose: (gone) => (lost = gone),
    disconnect: (reason) => {
      for (const bot of sockets.clients) bot.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'front' } }));
    },
    freeze: () => {
      for (const bot of sockets.clients) {
        frozen.add(bot);
        bot.pause(); // so that no ping is answered either
      }
    },
    revoke: (gone) => (revoked = gone),
    turn: (into) => new Promise((done) => (turning = { into, done })),
    deliverTo: (url) => (door = url),
    stop: async () => {
      for (const bot of sockets.clients) bot.terminate();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

type Turn = {
  readonly into: (command: Readonly<Record<string, unknown>>) => Record<string, unknown>;
  readonly done: (acknowledged: unknown) => void;
};

const Loose = z.record(z.string(), z.unknown());
const Frame = z.looseObject({ envelope_id: z.string().optional(), payload: Loose.optional() });

/** Who did what is delivered: the first person that it names. */
function actorIn(body: string): string {
  return /"user(?:_id)?":(?:\{"id":)?"(U\d+)"|user_id=(U\d+)|%22user%22%3A%7B%22id%22%3A%22(U\d+)/.exec(body)?.slice(1).find(Boolean) ?? '';
}

/** The client sends a form whose structured values are JSON. */
function bodyOf(raw: string): Record<string, unknown> {
  return Object.fromEntries(Array.from(new URLSearchParams(raw), ([name, value]) => [name, /^[[{]/.test(value) ? tryJson(value) : value]));
}

function tryJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value; // a text that only begins like it
  }
}

function json(response: ServerResponse, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
