import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createApis } from '../../../bots/github/api.ts';
import type { GithubApi } from '../../../bots/github/api.ts';
import type { Repository } from '../../../bots/github/repositories.ts';

export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly tag: string | undefined;
};
type Given = { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown };

export type ScriptedApi = {
  readonly url: string;
  readonly api: GithubApi;
  readonly repository: Repository;
  readonly asked: readonly Asked[];
  readonly close: () => Promise<void>;
};

/** A server on loopback that answers by a script, for what the peer does not have. */
export async function openScriptedApi(script: (asked: Asked) => Given): Promise<ScriptedApi> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const raw = await text(request);
      const each: Asked = {
        method: request.method ?? 'GET',
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        body: raw === '' ? null : JSON.parse(raw),
        tag: request.headers['if-none-match'],
      };
      asked.push(each);
      const { status = 200, headers = {}, body } = script(each);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(status === 304 ? undefined : JSON.stringify(body ?? {}));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const apis = createApis({ kind: 'token', token: 'ghp_test' }, url, { clock: { now: () => new Date() } });
  if (apis.kind !== 'token') throw new Error('it was asked for a token');
  const { api } = apis;
  return {
    url,
    api,
    repository: { id: '7', name: 'village/bakery', hasDiscussions: true, api },
    asked,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
