import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GithubRequest, GithubResponse, Members } from './messages.ts';

type Attempt = {
  readonly id: number;
  readonly guid: string;
  readonly delivered_at: string;
  readonly redelivery: boolean;
  readonly duration: number;
  readonly status: string;
  readonly status_code: number;
  readonly event: string;
  readonly action: string | null;
  readonly installation_id: number | null;
  readonly repository_id: number | null;
};

type Kept = {
  readonly attempt: Attempt;
  readonly payload: Members;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Deliveries = {
  /** Signs and delivers, as often as is set. */
  readonly deliver: (event: string, payload: Members) => Promise<void>;
  /** The routes of an app's own webhook; null for other requests. */
  readonly answer: (request: GithubRequest) => Promise<GithubResponse | null>;
  /** Delivers once more what this person did last, as after a redelivery that an owner asked for. */
  readonly redeliver: (login: string) => Promise<void>;
  /** How often everything is delivered from now on. */
  readonly repeat: (times: number) => void;
  /** Which deliveries do not arrive from now on: none, every second one, all. GitHub lists them as failed and never tries again. */
  readonly lose: (which: 'none' | 'half' | 'all') => void;
  /** How late everything is delivered from now on, in milliseconds. */
  readonly delay: (milliseconds: number) => void;
  readonly deliverTo: (url: string) => void;
};

/** Milliseconds that GitHub waits for an answer. */
const patience = 10_000;

/** GitHub's webhook: what was delivered is kept, and can be delivered again when asked. */
export function createDeliveries({ secret, violations }: { secret: string; violations: string[] }): Deliveries {
  const kept: Kept[] = [];
  let door = '';
  let times = 1;
  let lost: 'none' | 'half' | 'all' = 'none';
  let late = 0;
  let count = 0;

  async function deliver(event: string, payload: Members): Promise<void> {
    const body = JSON.stringify(payload);
    const guid = randomUUID();
    const hmac = (algorithm: string): string => createHmac(algorithm, secret).update(body).digest('hex');
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/044aadd',
      'x-github-delivery': guid,
      'x-github-event': event,
      'x-github-hook-id': '1',
      'x-hub-signature': `sha1=${hmac('sha1')}`,
      'x-hub-signature-256': `sha256=${hmac('sha256')}`,
    };
    count += 1;
    const arrives = lost === 'none' || (lost === 'half' && count % 2 === 0);
    if (late > 0) await sleep(late);
    for (let time = 0; time < times; time += 1) await attempt({ guid, event, payload, headers, body }, { arrives, again: time > 0 });
  }

  async function attempt(
    { guid, event, payload, headers, body }: Omit<Kept, 'attempt'> & { guid: string; event: string },
    { arrives, again }: { arrives: boolean; again: boolean },
  ): Promise<void> {
    const began = performance.now();
    const answered = arrives ? await call(headers, body) : null;
    const status = answered ?? 502;
    const duration = (performance.now() - began) / 1_000;
    if (duration * 1_000 > patience) violations.push(`a delivery of "${event}" took more than 10 s`);
    if (answered !== null && status >= 400 && status !== 503) violations.push(`a delivery of "${event}" was answered ${status}`);
    const made: Attempt = {
      id: kept.length + 1,
      guid,
      delivered_at: new Date().toISOString(),
      redelivery: again,
      duration: Math.round(duration * 100) / 100,
      status: status < 400 ? 'OK' : answered === null ? 'failed to connect to host' : 'Invalid HTTP Response',
      status_code: status,
      event,
      action: typeof payload['action'] === 'string' ? payload['action'] : null,
      installation_id: idOf(payload['installation']),
      repository_id: idOf(payload['repository']),
    };
    kept.push({ attempt: made, payload, headers, body });
  }

  /** Null where nobody listens: there is no webhook, or the bot is stopped. */
  async function call(headers: Readonly<Record<string, string>>, body: string): Promise<number | null> {
    if (door === '') return null;
    return fetch(door, { method: 'POST', headers, body, signal: AbortSignal.timeout(patience + 1_000) }).then(
      async (answer) => (await answer.arrayBuffer(), answer.status),
      () => null,
    );
  }

  async function again(found: Kept | undefined): Promise<void> {
    if (found === undefined) return;
    const { attempt: first, ...rest } = found;
    await attempt({ ...rest, guid: first.guid, event: first.event }, { arrives: true, again: true });
  }

  async function answer({ method, path, query }: GithubRequest): Promise<GithubResponse | null> {
    if (path === '/app/hook/config') {
      return { status: 200, body: { content_type: 'json', insecure_ssl: '0', secret: '********', url: door } };
    }
    const [, id, attempts] = /^(?:\/app\/hook|\/repos\/[^/]+\/[^/]+\/hooks\/\d+)\/deliveries(?:\/(\d+)(\/attempts)?)?$/.exec(path) ?? [];
    if (!path.includes('/deliveries')) return null;
    if (id === undefined) {
      const before = Number(query['cursor']?.replace('v1_', '') ?? kept.length + 1);
      const size = Number(query['per_page'] ?? 30);
      const failed = query['status'] === 'failure' ? kept.filter(({ attempt: { status_code: status } }) => status >= 400) : kept;
      const older = failed.map(({ attempt: each }) => each).filter((each) => each.id < before);
      return {
        status: 200,
        body: older
          .toReversed()
          .slice(0, size)
          .map((each) => ({ ...each, throttled_at: null })),
      };
    }
    const found = kept[Number(id) - 1];
    if (found === undefined) return { status: 404, body: { message: 'Not Found' } };
    if (method === 'POST' && attempts !== undefined) {
      await again(found);
      return { status: 202, body: {} };
    }
    const { attempt: made, headers, payload } = found;
    return { status: 200, body: { ...made, url: door, request: { headers, payload }, response: { headers: {}, payload: null } } };
  }

  return {
    deliver,
    answer,
    redeliver: (login) => again(kept.findLast(({ payload }) => loginOf(payload['sender']) === login)),
    repeat: (each) => (times = each),
    lose: (which) => {
      lost = which;
      count = 0;
    },
    delay: (milliseconds) => (late = milliseconds),
    deliverTo: (url) => (door = url),
  };
}

function idOf(value: unknown): number | null {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'number' ? value.id : null;
}

function loginOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'login' in value ? value.login : null;
}
