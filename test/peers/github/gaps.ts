import { z } from 'zod';
import { graphqlActor } from './graphql.ts';
import { filled } from './members.ts';
import type { GithubRequest, GithubResponse, Members } from './messages.ts';

/**
 * What the peer does not do, and GitHub does (PEERS.md asks for the list):
 *
 * - the members of a real payload that it leaves out: `changes` of an edit, `pull_request` of an issue that is one, which app wrote a
 *   text, whole labels; moments in whole seconds;
 * - `GET /installation/repositories`; all comments of a repository, which another of its routes hides; issues that are pull requests,
 *   alone and in lists; the right of somebody who holds none in a public repository; the names of rights as GitHub gives them;
 * - that check runs are for apps alone;
 * - who wrote a text, and who edited it last and when, for GraphQL (graphql.ts);
 * - the newest commit of a pull request after a push, with the delivery "synchronize".
 *
 * What it has is passed on as it says it.
 */
export type Gaps = {
  /** Where GitHub takes other words than the peer. */
  readonly before: (request: GithubRequest) => GithubRequest;
  /** What GitHub refuses and the peer does not. */
  readonly refuse: (request: GithubRequest) => GithubResponse | null;
  /** Author, editor and moment of the last edit of a text, by its global id. */
  readonly textOf: (id: string) => Members | undefined;
  readonly after: (request: GithubRequest, response: GithubResponse) => Promise<GithubResponse>;
  /** A delivery as GitHub makes it. Null for one that GitHub does not make. */
  readonly complete: (event: string, payload: Members) => Promise<{ readonly event: string; readonly payload: Members } | null>;
  /** After a push: the pull requests from this branch have a new newest commit. */
  readonly pushed: (repository: string, branch: string, sha: string) => Promise<readonly Members[]>;
};

type GapsParts = {
  /** Asks the peer as the owner of everything. */
  readonly ask: (path: string) => Promise<unknown>;
  readonly app: Members | null;
};

export function createGaps({ ask, app }: GapsParts): Gaps {
  const pulls = new Set<string>();
  const heads = new Map<string, string>();
  const texts = new Map<string, Members>();

  /** Fills in what is missing, wherever it stands. */
  function whole(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(whole);
    if (typeof value !== 'object' || value === null) return value;
    const each: Record<string, unknown> = {};
    for (const [key, inner] of Object.entries(value)) each[key] = whole(inner);
    const url = typeof each['url'] === 'string' ? each['url'] : '';
    const [, repository = '', kind = '', number = ''] = /\/repos\/([^/]+\/[^/]+)\/(issues|pulls)\/(\d+)$/.exec(url) ?? [];
    if (kind === 'pulls' && 'head' in each) {
      pulls.add(`${repository}/${number}`);
      const sha = heads.get(`${repository}/${number}`);
      if (sha !== undefined) each['head'] = { ...Loose.parse(each['head']), sha };
    }
    if (kind === 'issues' && 'title' in each && pulls.has(`${repository}/${number}`)) return asPull(each);
    if ('performed_via_github_app' in each && Bot.safeParse(each['user']).success) each['performed_via_github_app'] = app;
    return filled(each);
  }

  async function complete(event: string, given: Members): ReturnType<Gaps['complete']> {
    const payload = Loose.parse(whole(given));
    const action = payload['action'];
    // A label of a pull request is delivered as of an issue whose members are a pull request's.
    if (event === 'issues' && 'head' in Loose.catch({}).parse(payload['issue'])) {
      const { issue, ...rest } = payload;
      return complete('pull_request', { ...rest, pull_request: issue, number: Loose.parse(issue)['number'] });
    }
    const named = Label.safeParse(payload['label']);
    if (named.success && event !== 'label') {
      const holder = Loose.parse(payload['issue'] ?? payload['pull_request']);
      const label = Labels.catch([])
        .parse(holder['labels'])
        .find(({ name }) => name === named.data.name);
      const repository = Named.parse(payload['repository']).full_name;
      return remember(event, {
        ...payload,
        label: label ?? (await ask(`/repos/${repository}/labels/${encodeURIComponent(named.data.name)}`)),
      });
    }
    if (event === 'issue_comment' && payload['issue'] === null) return null;
    if (action !== 'edited') return remember(event, payload);
    const text = textIn(payload);
    const changes = text === null ? {} : changesOf(text);
    return remember(event, { ...payload, changes });
  }

  function changesOf(text: Members): Members {
    const before = texts.get(String(text['node_id'])) ?? {};
    return Object.fromEntries(
      ['title', 'body'].filter((name) => name in before && before[name] !== text[name]).map((name) => [name, { from: before[name] ?? '' }]),
    );
  }

  function remember(event: string, payload: Members): { event: string; payload: Members } {
    const text = textIn(payload);
    if (text !== null) {
      const { title, body, user, updated_at: at } = text;
      const id = String(text['node_id']);
      const edited = payload['action'] === 'edited' ? { editor: actorOf(payload['sender']), lastEditedAt: at } : {};
      const words = title === undefined ? { body } : { title, body };
      texts.set(id, { ...texts.get(id), ...words, author: actorOf(user), ...edited });
    }
    return { event, payload };
  }

  async function pullsOf(repository: string, query: Readonly<Record<string, string>>): Promise<unknown[]> {
    const state = query['state'] ?? 'open';
    const found = await every(`/repos/${repository}/pulls?state=${state}`, Loose);
    const since = query['since'] ?? '';
    return found.map((pull) => asIssue(Loose.parse(whole(pull)))).filter((issue) => String(issue['updated_at']) >= since);
  }

  async function after(request: GithubRequest, { status, body }: GithubResponse): Promise<GithubResponse> {
    const { method, path, query } = request;
    const [, repository = '', rest = ''] = /^\/repos\/([^/]+\/[^/]+)\/(.*)$/.exec(path) ?? [];
    if (method === 'GET' && path === '/installation/repositories' && status === 404) {
      const all = z.array(Loose).parse(await ask('/user/repos?per_page=100'));
      return { status: 200, body: { total_count: all.length, repositories: all } };
    }
    if (method === 'GET' && rest === 'issues' && status === 200 && (query['page'] ?? '1') === '1' && query['labels'] === undefined) {
      return { status, body: whole([...z.array(z.unknown()).parse(body), ...(await pullsOf(repository, query))]) };
    }
    if (method === 'GET' && (rest === 'issues/comments' || rest === 'pulls/comments')) return comments(repository, rest, query);
    const [, number] = /^issues\/(\d+)$/.exec(rest) ?? [];
    if (method === 'GET' && number !== undefined && status === 404) {
      const pull = Loose.safeParse(await ask(`/repos/${repository}/pulls/${number}`));
      if (pull.success && 'head' in pull.data) return { status: 200, body: asIssue(Loose.parse(whole(pull.data))) };
    }
    const [, login] = /^collaborators\/([^/]+)\/permission$/.exec(rest) ?? [];
    if (login !== undefined) return permission(login, { status, body });
    return { status, body: whole(body) };
  }

  /** Of all threads, oldest change first or as asked. */
  async function comments(repository: string, rest: string, query: Readonly<Record<string, string>>): Promise<GithubResponse> {
    const found: Members[] = [];
    const lists = rest.startsWith('pulls') ? ['pulls'] : ['issues', 'pulls'];
    for (const list of lists) {
      for (const { number } of await every(`/repos/${repository}/${list}?state=all`, Numbered)) {
        found.push(...(await every(`/repos/${repository}/${rest.split('/')[0]}/${number}/comments?`, Loose)));
      }
    }
    const { since = '', sort = 'created', direction = 'desc', page = '1', per_page: size = '30' } = query;
    const moment = (comment: Members): string => String(comment[sort === 'updated' ? 'updated_at' : 'created_at']);
    const wanted = found.filter((comment) => String(comment['updated_at']) >= since);
    wanted.sort(
      (one, other) =>
        (direction === 'asc' ? 1 : -1) * (moment(one).localeCompare(moment(other)) || Number(one['id']) - Number(other['id'])),
    );
    const from = (Number(page) - 1) * Number(size);
    const more = wanted.length > from + Number(size) ? { next: Number(page) + 1 } : {};
    return { status: 200, body: whole(wanted.slice(from, from + Number(size))), ...more };
  }

  async function every<T>(path: string, schema: z.ZodType<T>): Promise<T[]> {
    const all: T[] = [];
    for (let page = 1; ; page += 1) {
      const found = z.array(schema).parse(await ask(`${path}&per_page=100&page=${page}`));
      all.push(...found);
      if (found.length < 100) return all;
    }
  }

  async function permission(login: string, { status, body }: GithubResponse): Promise<GithubResponse> {
    if (status === 200) {
      const held = Loose.parse(body);
      const right = rights[String(held['permission'])] ?? 'read';
      return { status, body: { ...held, permission: right, user: { ...Loose.parse(held['user']), role_name: held['role_name'] } } };
    }
    const user = Loose.safeParse(await ask(`/users/${login}`));
    if (status !== 404 || !user.success || !('login' in user.data)) return { status, body };
    return { status: 200, body: { permission: 'read', role_name: 'read', user: { ...user.data, role_name: 'read' } } };
  }

  async function pushed(repository: string, branch: string, sha: string): Promise<readonly Members[]> {
    const open = z.array(Loose).parse(await ask(`/repos/${repository}/pulls?state=open&per_page=100`));
    const moved = open.filter((pull) => Head.parse(pull['head']).ref === branch);
    return moved.map((pull) => {
      const key = `${repository}/${String(pull['number'])}`;
      const before = heads.get(key) ?? Head.parse(pull['head']).sha;
      heads.set(key, sha);
      return { action: 'synchronize', number: pull['number'], before, after: sha, pull_request: whole(pull) };
    });
  }

  return {
    // The peer compares moments as text, of milliseconds against seconds.
    before: (request) => {
      const { since, ...query } = request.query;
      return since === undefined ? request : { ...request, query: { ...query, since: since.replace(/(:\d\d)Z$/, '$1.000Z') } };
    },
    refuse: ({ method, path }) =>
      app === null && method !== 'GET' && path.includes('/check-runs')
        ? { status: 403, body: { message: 'You must authenticate via a GitHub App.' } }
        : null,
    textOf: (id) => {
      const { author, editor = null, lastEditedAt = null } = texts.get(id) ?? {};
      return author === undefined ? undefined : { author, editor, lastEditedAt };
    },
    after,
    complete,
    pushed,
  };
}

function actorOf(user: unknown): { login: string } | null {
  const { success, data } = z.object({ login: z.string() }).safeParse(user);
  return success ? graphqlActor(data) : null;
}

/** The text that a delivery is about. */
function textIn(payload: Members): Members | null {
  const found = Loose.safeParse(payload['comment'] ?? payload['issue'] ?? payload['pull_request']);
  return found.success ? found.data : null;
}

/** An issue that is a pull request: it says so. */
function asPull(issue: Members): Members {
  const at = (kind: string) => String(issue['html_url']).replace(/\/issues\/(\d+)$/, kind);
  const [url, html] = [String(issue['url']).replace('/issues/', '/pulls/'), at('/pull/$1')];
  return {
    ...issue,
    html_url: html,
    pull_request: { url, html_url: html, diff_url: `${html}.diff`, patch_url: `${html}.patch`, merged_at: null },
  };
}

/** A pull request as the list of issues shows it. */
function asIssue(pull: Members): Members {
  const shared = Object.fromEntries(issueMembers.filter((name) => name in pull).map((name) => [name, pull[name]]));
  const url = String(pull['issue_url']);
  return asPull({
    ...shared,
    url,
    repository_url: url.replace(/\/issues\/\d+$/, ''),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: String(pull['html_url']),
    state_reason: null,
    active_lock_reason: null,
    performed_via_github_app: null,
  });
}

const issueMembers =
  'id node_id number title user labels state locked assignee assignees milestone comments created_at updated_at closed_at body author_association draft'.split(
    ' ',
  );

/** The peer says the names of the newer roles where GitHub keeps to the four old ones. */
const rights: Readonly<Record<string, string>> = { admin: 'admin', maintain: 'write', push: 'write', triage: 'read', pull: 'read' };

const Loose = z.record(z.string(), z.unknown());
const Bot = z.object({ type: z.literal('Bot') });
const Label = z.object({ name: z.string() });
const Labels = z.array(z.looseObject({ name: z.string() }));
const Named = z.object({ full_name: z.string() });
const Numbered = z.object({ number: z.int() });
const Head = z.object({ ref: z.string(), sha: z.string() });
