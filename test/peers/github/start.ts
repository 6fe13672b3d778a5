import { z } from 'zod';
import { freePort } from '../../../adapters/embedded/free-port.ts';
import { loadPeer } from '../load.ts';
import { loadContract } from './contract.ts';
import { village } from './members.ts';
import { startFront } from './front.ts';
import type { Front } from './front.ts';

/** How many people there can be: the peer takes none later. */
const seats = 40;

export type GithubPeer = Front & {
  readonly webhookSecret: string;
  /** "village/bakery", which everybody can see. */
  readonly repository: string;
  readonly repositoryId: number;
  /** How the bot signs in: as an app, or with the token of an account of its own. */
  readonly credentials: { readonly appId: string; readonly privateKey: string } | { readonly token: string };
  /** How the bot's texts are signed: "cooperatus[bot]". */
  readonly bot: string;
  readonly installationId: number;
  /** Makes somebody an account; the name is what others see. A manager maintains the repository. */
  readonly addPerson: (name: string, rights?: { manager?: boolean }) => Promise<{ readonly login: string; readonly token: string }>;
  /** Acts on the platform as the holder of a token. Throws when GitHub refuses. */
  readonly act: (token: string, request: { method: string; path: string; body?: unknown }) => Promise<unknown>;
  /** The token of the repository's owner. */
  readonly owner: string;
};

/** GitHub on loopback: emulate with our front before it. Install the peers first. */
export async function startGithub({ as }: { as: 'app' | 'token' } = { as: 'app' }): Promise<GithubPeer> {
  await using stack = new AsyncDisposableStack();
  const port = (await freePort(0)) ?? 0;
  const peer = `http://127.0.0.1:${port}`;
  const [owner, botToken, webhookSecret] = ['ghp_test_owner', 'ghp_test_bot', 'test-webhook-secret'];
  const tokens = new Map([
    [owner, 'village'],
    [botToken, botName],
  ]);
  const names = new Map<string, string>();
  const owners = Array.from({ length: 20 }, (_, turn) => `${owner}_${turn}`);
  for (const each of owners) tokens.set(each, 'village');
  for (let seat = 0; seat < seats; seat += 1) tokens.set(`ghp_test_seat${seat}`, seatOf(seat));

  const front = await startFront({
    peer: () => peer,
    contract: await loadContract(),
    secret: webhookSecret,
    owners,
    app: as === 'app' ? { ...app, owner: village, permissions, events } : null,
    names,
    isPerson: (authorization) => {
      const token = authorization.replace(/^(?:bearer|token) /i, '');
      return tokens.has(token) && token !== botToken;
    },
  });
  stack.defer(() => front.stop());

  const hook = { webhook_url: `${front.url}/_deliver`, webhook_secret: webhookSecret };
  const installation = { installation_id: installationId, account: 'village', repository_selection: 'all', permissions, events };
  const apps =
    as === 'app' ? [{ app_id: app.id, slug: app.slug, name: app.name, permissions, events, ...hook, installations: [installation] }] : [];
  const { createEmulator } = await loadPeer('emulate', Emulate);
  const emulator = await createEmulator({
    service: 'github',
    port,
    hostname: '127.0.0.1',
    baseUrl: front.url,
    seed: {
      github: {
        users: Array.from(new Set(tokens.values()), (login) => ({ login })),
        repos: [{ owner: 'village', name: 'bakery' }],
        apps,
      },
      tokens: Object.fromEntries(Array.from(tokens, ([token, login]) => [token, { login, scopes: ['repo'] }])),
    },
  });
  stack.defer(() => emulator.close());

  async function act(token: string, { method, path, body }: { method: string; path: string; body?: unknown }): Promise<unknown> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${front.url}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const said = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${said}`);
    return said === '' ? undefined : JSON.parse(said);
  }

  const { id: repositoryId } = Numbered.parse(await act(owner, { method: 'GET', path: '/repos/village/bakery' }));
  if (as === 'token') {
    const config = { url: `${front.url}/_deliver`, secret: webhookSecret, content_type: 'json' };
    await act(owner, { method: 'POST', path: '/repos/village/bakery/hooks', body: { name: 'web', events: ['*'], config } });
    await act(owner, { method: 'PUT', path: `/repos/village/bakery/collaborators/${botName}`, body: { permission: 'maintain' } });
  }
  const [key] = emulator.generatedSecrets;
  const running = stack.move();
  let seat = 0;
  return {
    ...front,
    webhookSecret,
    repository: 'village/bakery',
    repositoryId,
    credentials: as === 'app' ? { appId: String(app.id), privateKey: key?.value ?? '' } : { token: botToken },
    bot: as === 'app' ? `${app.slug}[bot]` : botName,
    installationId,
    owner,
    act,
    addPerson: async (name, { manager = false } = {}) => {
      if (seat >= seats) throw new Error(`there are ${seats} seats`);
      const [login, token] = [seatOf(seat), `ghp_test_seat${seat}`];
      seat += 1;
      if (manager) {
        await act(owner, { method: 'PUT', path: `/repos/village/bakery/collaborators/${login}`, body: { permission: 'maintain' } });
      }
      const taken = Array.from(names.values()).filter((each) => each === name || each.startsWith(`${name}-`)).length;
      const shown = taken === 0 ? name : `${name}-${taken + 1}`;
      names.set(login, shown);
      return { login: shown, token };
    },
    stop: () => running.disposeAsync(),
  };
}

const botName = 'cooperatus-bot';
const installationId = 7_001;

/** As GitHub shows it beside what the app wrote. */
const app = {
  id: 4_242,
  slug: 'cooperatus',
  client_id: 'Iv1.cooperatus',
  node_id: 'MDM6QXBwNDI0Mg==',
  name: 'Cooperatus',
  description: null,
  external_url: 'https://cooperatus.example',
  html_url: 'https://github.example/apps/cooperatus',
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
};
const permissions = { issues: 'write', pull_requests: 'write', checks: 'write', contents: 'write', metadata: 'read' } as const;
const events = ['issues', 'issue_comment', 'pull_request', 'pull_request_review_comment', 'push', 'repository'];

/** A name that stands nowhere else, so that it can be replaced wherever it stands. */
const seatOf = (seat: number): string => `seat-${String(seat).padStart(2, '0')}-of-the-village`;

const Numbered = z.object({ id: z.number() });
type Emulator = { readonly close: () => Promise<void>; readonly generatedSecrets: readonly { readonly value: string }[] };
const Emulate = z.object({
  createEmulator: z.custom<(options: Readonly<Record<string, unknown>>) => Promise<Emulator>>((value) => typeof value === 'function'),
});
