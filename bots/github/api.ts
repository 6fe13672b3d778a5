import { App } from '@octokit/app';
import { Octokit } from '@octokit/rest';
import { z } from 'zod';
import type { Clock } from '../../core/ports/clock.ts';
import { createContentPace } from './content-pace.ts';
import { createGate } from './gate.ts';
import { GithubFailure, waitIn } from './github-errors.ts';
import type { TokenAlarm } from './token-alarm.ts';

export type Login =
  | { readonly kind: 'app'; readonly app: string; readonly privateKey: string }
  | { readonly kind: 'token'; readonly token: string };

type Query = Readonly<Record<string, string | number>>;

/** One page of a list; "unchanged" when it is the one of that tag, which costs nothing of the rate limit. */
export type Page<T> =
  | {
      readonly kind: 'page';
      readonly items: readonly T[];
      readonly more: boolean;
      /** Where the next page begins, in lists that are not numbered. */
      readonly cursor: string | null;
      readonly tag: string | null;
    }
  | { readonly kind: 'unchanged' };

/** GitHub's API as one who may do something, no faster than it may write (content-pace.ts). Every answer is read by a schema. All of them reject with a GithubFailure. */
export type GithubApi = {
  readonly get: <T>(path: string, answer: z.ZodType<T>, query?: Query) => Promise<T>;
  readonly page: <T>(path: string, item: z.ZodType<T>, asked: { query: Query; number?: number; tag?: string | null }) => Promise<Page<T>>;
  readonly send: <T>(
    call: { method: 'POST' | 'PATCH' | 'PUT' | 'DELETE'; path: string; body?: object },
    answer: z.ZodType<T>,
  ) => Promise<T>;
  readonly graphql: <T>(query: string, variables: Readonly<Record<string, string | number | null>>, answer: z.ZodType<T>) => Promise<T>;
};

/** As an app: itself, and one for each place where it is installed. With a token: one for everything. */
export type Apis =
  | { readonly kind: 'app'; readonly app: GithubApi; readonly installation: (id: number) => Promise<GithubApi> }
  | { readonly kind: 'token'; readonly api: GithubApi };

/** `alarm` hears of every request. */
export function createApis(login: Login, apiUrl: string, { clock, alarm = () => {} }: ApiParts): Apis {
  const Client = Octokit.defaults({
    baseUrl: apiUrl.replace(/\/+$/, ''),
    userAgent: 'cooperatus',
    log: silent,
    request: { fetch: patiently },
  });
  if (login.kind === 'token') return { kind: 'token', api: createApi(new Client({ auth: login.token }), { clock, alarm }) };
  const app = new App({ appId: login.app, privateKey: login.privateKey, Octokit: Client, log: silent });
  const installations = new Map<number, Promise<GithubApi>>();
  return {
    kind: 'app',
    app: createApi(app.octokit, { clock, alarm }),
    installation: (id) => {
      const known = installations.get(id) ?? app.getInstallationOctokit(id).then((client) => createApi(client, { clock, alarm }));
      installations.set(id, known);
      return known;
    },
  };
}

type ApiParts = { readonly clock: Clock; readonly alarm?: TokenAlarm };

type Requesting = Pick<Octokit, 'request' | 'graphql'>;
type Answer = { readonly data: unknown; readonly headers: Readonly<Record<string, string | number | undefined>> };

function createApi(client: Requesting, { clock, alarm }: Required<ApiParts>): GithubApi {
  const gate = createGate(clock);
  const pace = createContentPace(clock);

  function failed(error: unknown, request: string, kind: 'rest' | 'graphql' = 'rest'): GithubFailure {
    const failure = failureOf(error, request, clock);
    if (failure.wait !== null) gate.close(kind, failure.wait);
    alarm(failure);
    return failure;
  }

  function refuseWhileWaiting(request: string, kind: 'rest' | 'graphql' = 'rest'): void {
    const wait = gate.wait(kind);
    if (wait > 0) throw new GithubFailure({ status: 429, wait, request });
  }

  function refuseTooMuchContent(request: string): void {
    const wait = pace.take();
    // Other installations may still write.
    if (wait > 0) throw new GithubFailure({ status: 429, wait, request, scope: 'route' });
  }

  async function ask(call: { method: string; url: string } & Record<string, unknown>): Promise<Answer> {
    refuseWhileWaiting(`${call.method} ${call.url}`);
    try {
      const answer = await client.request(call);
      alarm(null);
      return answer;
    } catch (error) {
      throw failed(error, `${call.method} ${call.url}`);
    }
  }

  return {
    get: async (path, answer, query = {}) => answer.parse((await ask({ method: 'GET', url: path, ...query })).data),
    page: async (path, item, { query, number = 1, tag }) => {
      const headers = tag ? { headers: { 'if-none-match': tag } } : {};
      try {
        const place = number === 1 ? {} : { page: number };
        const { data, headers: told } = await ask({ method: 'GET', url: path, per_page: 100, ...query, ...place, ...headers });
        const [next = null] = /<[^>]*>;\s*rel="next"/.exec(String(told['link'] ?? '')) ?? [];
        const cursor = next === null ? null : (/[?&]cursor=([^&>]+)/.exec(next)?.[1] ?? null);
        const newTag = told['etag'] === undefined ? null : String(told['etag']);
        return { kind: 'page', items: readable(data, item), more: next !== null, cursor, tag: newTag };
      } catch (error) {
        if (error instanceof GithubFailure && error.status === 304) return { kind: 'unchanged' };
        throw error;
      }
    },
    send: async ({ method, path, body = {} }, answer) => {
      refuseWhileWaiting(`${method} ${path}`);
      if (method !== 'DELETE') refuseTooMuchContent(`${method} ${path}`);
      return answer.parse((await ask({ method, url: path, ...body })).data);
    },
    graphql: async (query, variables, answer) => {
      refuseWhileWaiting('GraphQL', 'graphql');
      if (query.startsWith('mutation')) refuseTooMuchContent('GraphQL');
      try {
        const data: unknown = await client.graphql(query, { ...variables });
        return answer.parse(data);
      } catch (error) {
        if (error instanceof z.ZodError) throw error;
        throw failed(error, 'GraphQL', 'graphql');
      }
    },
  };
}

/** Lists stand alone or in an object of one list ("repositories"). One item that cannot be read holds up none of the others. */
function readable<T>(data: unknown, item: z.ZodType<T>): readonly T[] {
  const { data: list = [] } = z.union([z.array(z.unknown()), Wrapped]).safeParse(data);
  return list.flatMap((each) => {
    const read = item.safeParse(each);
    return read.success ? [read.data] : [];
  });
}

const Wrapped = z.object({ repositories: z.array(z.unknown()) }).transform(({ repositories }) => repositories);

/** Errors of Octokit hold what was sent; ours do not. */
function failureOf(error: unknown, request: string, clock: Clock): GithubFailure {
  const { status, response, errors } = Failed.safeParse(error).data ?? {};
  if (errors !== undefined) return new GithubFailure({ ...graphqlFailure(errors), request });
  // Octokit says a status of whatever happens on the way; without one it did not begin: the key of the app cannot be read.
  if (status === undefined) return new GithubFailure({ status: 401, wait: null, request });
  if (response === undefined) return new GithubFailure({ status: null, wait: null, request });
  const documentation = response.data?.documentation_url ?? '';
  return new GithubFailure({ status, wait: waitIn({ status, headers: response.headers, documentation }, clock.now()), request });
}

/** GraphQL answers 200 with errors in it. One that says neither its type nor a code is trouble of its own. */
function graphqlFailure(errors: readonly GraphqlError[]): { status: number; wait: number | null } {
  const types = new Set(errors.map(({ type, extensions }) => type || (extensions?.code ?? '')));
  if (types.has('RATE_LIMITED')) return { status: 403, wait: 60_000 };
  if (types.has('')) return { status: 502, wait: null };
  return { status: types.has('NOT_FOUND') ? 404 : 422, wait: null };
}

const GraphqlError = z.object({ type: z.string().default(''), extensions: z.object({ code: z.string().default('') }).nullish() });
type GraphqlError = z.infer<typeof GraphqlError>;

const Failed = z.object({
  status: z.int().optional(),
  errors: z.array(GraphqlError).optional(),
  response: z
    .object({
      headers: z.record(z.string(), z.union([z.string(), z.number()]).optional()),
      data: z
        .object({ documentation_url: z.string().default('') })
        .nullish()
        .catch(null),
    })
    .optional()
    .catch(undefined),
});

const patience = 10_000;

/** Octokit waits for ever. */
const patiently: typeof fetch = (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(patience) });

/** Octokit would log addresses; whoever asks logs what matters. */
const nothing = (): void => {};
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };
