import { ClientPrefix, MatrixHttpApi, Method } from 'matrix-js-sdk/lib/http-api/index.js';
import { TypedEventEmitter } from 'matrix-js-sdk/lib/models/typed-event-emitter.js';
import type { z } from 'zod';

/** One request to the homeserver. */
export type MatrixRequest<T> = {
  readonly method?: 'GET' | 'POST' | 'PUT';
  /** After "/_matrix/client/v3", its parts still to be escaped: ["rooms", "!a:b", "send", ...]. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** What we read of the answer. */
  readonly answer: z.ZodType<T>;
  readonly signal?: AbortSignal;
  /** Milliseconds. Default 10,000. */
  readonly timeout?: number;
  /** Before anybody is logged in. */
  readonly open?: true;
};

/** Rejects with the errors of matrix-js-sdk: see matrix-errors.ts. */
export type Api = <T>(request: MatrixRequest<T>) => Promise<T>;

const methods = { GET: Method.Get, POST: Method.Post, PUT: Method.Put } as const;

/**
 * The HTTP layer of matrix-js-sdk, and not its MatrixClient: that one moves on its sync token before anything was processed.
 * `accessToken` is asked for each request: after a new login it is another one.
 */
export function createApi(baseUrl: string, accessToken: () => string | null): Api {
  const http = new MatrixHttpApi(new TypedEventEmitter(), {
    baseUrl,
    prefix: ClientPrefix.V3,
    onlyData: true,
    useAuthorizationHeader: true,
  });
  return async ({ method = 'GET', path, query, body, answer, signal, timeout = 10_000, open }) => {
    const address = path.map((part) => `/${encodeURIComponent(part)}`).join('');
    const token = open === true ? null : accessToken();
    const options = {
      localTimeoutMs: timeout,
      priority: 'auto' as const,
      ...(signal === undefined ? {} : { abortSignal: signal }),
      ...(token === null ? {} : { headers: { Authorization: `Bearer ${token}` } }),
    };
    const said = body === undefined ? undefined : { ...body };
    return answer.parse(await http.request(methods[method], address, { ...query }, said, options));
  };
}
