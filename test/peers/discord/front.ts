import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Contract } from './contract.ts';
import { refusal } from './gaps.ts';
import type { Gaps, PeerRequest, PeerResponse } from './gaps.ts';
import type { Twin } from './twin.ts';

/** What goes wrong with the next request that fits. */
export type Fault = {
  readonly matches: (request: PeerRequest) => boolean;
  /** How often; default once. */
  times?: number;
  readonly does:
    | { readonly kind: 'status'; readonly status: number }
    | { readonly kind: 'rate-limit'; readonly seconds: number; readonly global?: boolean }
    /** The twin does it, the answer is lost. */
    | { readonly kind: 'lost-answer' }
    | { readonly kind: 'hang-up' }
    | { readonly kind: 'delay'; readonly milliseconds: number };
};

export type Front = {
  readonly url: string;
  readonly requests: readonly PeerRequest[];
  /** How many requests are done with: what people see changes only when this does. */
  readonly handled: () => number;
  /** Every request of the bot that breaks Discord's rules, and every answer of our own gap fillers that does. */
  readonly violations: readonly string[];
  readonly fault: (fault: Fault) => void;
  readonly stop: () => Promise<void>;
};

/** Stands before the twin: checks every request against Discord's contract, enforces what the twin does not, injects faults. */
export async function startFront({ twin, contract, gaps }: { twin: Twin; contract: Contract; gaps: Gaps }): Promise<Front> {
  const requests: PeerRequest[] = [];
  const violations: string[] = [];
  const faults: Fault[] = [];
  let handled = 0;

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', 'http://front');
    const path = decodeURIComponent(url.pathname.replace(/^\/api\/v10/, ''));
    const raw = await text(incoming);
    const request: PeerRequest = {
      method: incoming.method ?? 'GET',
      path,
      query: url.search,
      at: Date.now(),
      body: raw === '' ? undefined : JSON.parse(raw),
    };
    requests.push(request);
    const fault = takeFault(request);
    if (fault?.does.kind === 'hang-up') return void response.destroy();
    if (fault?.does.kind === 'delay') await sleep(fault.does.milliseconds);
    const answer = faultAnswer(fault) ?? (await answerTo(request, incoming.headers.authorization));
    if (fault?.does.kind === 'lost-answer') return void response.destroy();
    write(response, answer, fault);
  }

  async function answerTo(request: PeerRequest, authorization: string | undefined): Promise<PeerResponse> {
    const open = /^\/(interactions|webhooks)\//.test(request.path);
    if (!open && authorization !== `Bot ${twin.botToken}`) return refusal(401, 0, '401: Unauthorized');
    const broken = contract.checkRequest(request);
    if (broken.length > 0) {
      violations.push(...broken.map((problem) => `${request.method} ${request.path}: ${problem}`));
      return refusal(400, 50_035, `Invalid Form Body: ${broken.join('; ')}`);
    }
    const ours = await gaps.before(request);
    if (ours) {
      if (ours.status === 200 && !request.path.includes('/messages')) {
        violations.push(
          ...contract.checkResponse({ ...request, body: ours.body }).map((problem) => `our answer to ${request.path}: ${problem}`),
        );
      }
      return ours;
    }
    return gaps.after(request, await forward(request));
  }

  async function forward({ method, path, query, body }: PeerRequest): Promise<PeerResponse> {
    const answer = await fetch(`${twin.restUrl}/v10${path}${query}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const raw = await answer.text();
    return { status: answer.status, body: raw === '' ? undefined : JSON.parse(raw) };
  }

  function takeFault(request: PeerRequest): Fault | undefined {
    const fault = faults.find((candidate) => candidate.matches(request));
    if (fault) {
      fault.times = (fault.times ?? 1) - 1;
      if (fault.times <= 0) faults.splice(faults.indexOf(fault), 1);
    }
    return fault;
  }

  const server = createServer((incoming, response) => {
    handle(incoming, response)
      .catch((error: unknown) => {
        // A bot that died in the middle of a request broke no rule.
        if (incoming.complete) violations.push(`the front failed: ${String(error)}`);
        response.destroy();
      })
      .finally(() => handled++);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}/api`,
    requests,
    handled: () => handled,
    violations,
    fault: (fault) => void faults.push(fault),
    stop: () => stop(server),
  };
}

function faultAnswer(fault: Fault | undefined): PeerResponse | null {
  if (fault?.does.kind === 'status') return refusal(fault.does.status, 0, 'injected');
  if (fault?.does.kind !== 'rate-limit') return null;
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: fault.does.seconds, global: fault.does.global === true },
  };
}

function write(response: ServerResponse, { status, body }: PeerResponse, fault: Fault | undefined): void {
  const limited =
    fault?.does.kind === 'rate-limit'
      ? {
          'retry-after': String(fault.does.seconds),
          'x-ratelimit-scope': fault.does.global === true ? 'global' : 'user',
          ...(fault.does.global === true ? { 'x-ratelimit-global': 'true' } : {}),
        }
      : {};
  if (body === undefined) return void response.writeHead(status, limited).end();
  response.writeHead(status, { 'content-type': 'application/json', ...limited }).end(JSON.stringify(body));
}

function portOf(server: Server): number {
  const address = server.address() as AddressInfo;
  return address.port;
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
