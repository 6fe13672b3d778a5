import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { healthRoutes } from '../../../adapters/http/health.ts';
import { startServer } from '../../../adapters/http/server.ts';
import type { RunningServer, ServerParts } from '../../../adapters/http/server.ts';
import type { HttpRequest, Route } from '../../../core/ports/http.ts';

let stack: AsyncDisposableStack;
let logged: { msg?: string; reference?: string; err?: { message: string } }[];
beforeEach(() => {
  stack = new AsyncDisposableStack();
  logged = [];
});
afterEach(() => stack.disposeAsync());

async function start(routes: readonly Route[], parts: Partial<ServerParts> = {}): Promise<RunningServer> {
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const server = await startServer({ routes, host: '127.0.0.1', port: 0, log, ...parts });
  stack.defer(() => server.stop());
  return server;
}

/** Answers with what it was asked, as JSON; the body in hex. */
const echo = (path: string, method: Route['method'] = 'GET', bodyLimit?: number): Route => ({
  method,
  path,
  ...(bodyLimit === undefined ? {} : { bodyLimit }),
  handle: async ({ parameters, query, headers, body }: HttpRequest) => ({
    status: 200,
    body: JSON.stringify({ parameters, query, language: headers['accept-language'], body: Buffer.from(body).toString('hex') }),
  }),
});

/** Sends bytes as they are and reads until the server closes. */
async function raw(server: RunningServer, ...chunks: readonly string[]): Promise<string> {
  const socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  for (const chunk of chunks) socket.write(chunk);
  return text(socket);
}

describe('a route', () => {
  test('gets parameters, query and headers as text', async () => {
    const { url } = await start([echo('/votes/:id')]);
    const response = await fetch(`${url}/votes/a%20b/?x=1&x=2&__proto__=y`, { headers: { 'Accept-Language': 'de' } });
    expect(await response.json()).toEqual({
      parameters: { id: 'a b' },
      query: Object.fromEntries([
        ['x', '2'],
        ['__proto__', 'y'],
      ]),
      language: 'de',
      body: '',
    });
  });

  test.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded'])(
    'gets a body of type %j byte for byte',
    async (type) => {
      const { url } = await start([echo('/in', 'POST')]);
      const response = await fetch(`${url}/in`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: Uint8Array.of(0, 255, 123, 10),
      });
      expect(await response.json()).toMatchObject({ body: '00ff7b0a' });
    },
  );

  test('gets no body whose type is nonsense', async () => {
    const { url } = await start([echo('/in', 'POST')]);
    const response = await fetch(`${url}/in`, { method: 'POST', headers: { 'content-type': 'nonsense' }, body: 'x' });
    expect([response.status, await response.text()]).toEqual([415, 'This request is malformed.\n']);
  });

  test('gets a body without a type, and none', async () => {
    const server = await start([echo('/in', 'POST')]);
    await expect(raw(server, 'POST /in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi')).resolves.toContain(
      '"body":"6869"',
    );
    await expect(raw(server, 'POST /in HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).resolves.toContain('"body":""');
  });

  test('decides about status, headers and body; HEAD gets no body', async () => {
    const headers = { 'content-type': 'image/png', etag: '"x"' };
    const { url } = await start([{ method: 'GET', path: '/p', handle: async () => ({ status: 203, headers, body: Uint8Array.of(1, 2) }) }]);
    const response = await fetch(`${url}/p`);
    expect([response.status, response.headers.get('content-type'), response.headers.get('etag')]).toEqual([203, 'image/png', '"x"']);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([1, 2]);
    const head = await fetch(`${url}/p`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([203, '2', '']);
  });
});

describe('a body that is too large', () => {
  test('is refused before it is read', async () => {
    const server = await start([echo('/in', 'POST', 1_000)]);
    const answer = await raw(server, 'POST /in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 10000000\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('is refused when it comes in chunks of unknown number', async () => {
    const server = await start([echo('/in', 'POST', 10)]);
    const chunk = '8\r\n12345678\r\n';
    const answer = await raw(
      server,
      'POST /in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n',
      chunk,
      chunk,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('is measured per route; 1 MiB where nothing is said', async () => {
    const { url } = await start([echo('/small', 'POST', 10), echo('/usual', 'POST')]);
    const post = async (path: string, size: number) => (await fetch(url + path, { method: 'POST', body: 'x'.repeat(size) })).status;
    expect([await post('/small', 10), await post('/small', 11)]).toEqual([200, 413]);
    expect([await post('/usual', 1024 * 1024), await post('/usual', 1024 * 1024 + 1)]).toEqual([200, 413]);
  });
});

describe('what goes wrong', () => {
  test('is answered with a reference that stands in the log, without its cause', async () => {
    const fail = async () => {
      throw new Error('the password is hunter2');
    };
    const { url } = await start([{ method: 'GET', path: '/fail', handle: fail }]);
    const response = await fetch(`${url}/fail`);
    const said = await response.text();
    expect([response.status, said]).toEqual([500, expect.stringMatching(/^Something went wrong\. Reference: [0-9A-F]{8}\n$/)]);
    const entry = logged.find(({ msg }) => msg === 'a request failed');
    expect(entry).toMatchObject({ err: { message: 'the password is hunter2' }, reference: said.trim().slice(-8) });
  });

  test('can be shown as pages', async () => {
    const errorPages = {
      notFound: () => ({ status: 404, headers: { 'content-type': 'text/html' }, body: '<p>gone' }),
      failed: (reference: string) => ({ status: 500, body: `sorry ${reference}` }),
    };
    const { url } = await start([{ method: 'GET', path: '/fail', handle: () => Promise.reject(new Error('x')) }], { errorPages });
    const missing = await fetch(`${url}/nothing`);
    expect([missing.status, missing.headers.get('content-type'), await missing.text()]).toEqual([404, 'text/html', '<p>gone']);
    expect(await (await fetch(`${url}/fail`)).text()).toMatch(/^sorry [0-9A-F]{8}$/);
  });

  test.each([
    ['GET', '/nothing', 404],
    ['POST', '/votes/1', 404],
    ['GET', '/votes/%ff', 400],
    ['GET', `/votes/${'x'.repeat(500)}`, 400],
    ['GET', '/__proto__', 404],
  ])('%s %s is answered with words: %i', async (method, path, status) => {
    const { url } = await start([echo('/votes/:id')]);
    const response = await fetch(url + path, { method });
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'text/plain; charset=utf-8']);
  });

  test('a port that is taken, with what to set', async () => {
    const { port } = await start([]);
    await expect(start([], { port })).rejects.toMatchObject({ code: 'port-taken', message: expect.stringContaining('COOP_PORT') });
  });

  test('a host that is not ours, with what to set', async () => {
    await expect(start([], { host: '192.0.2.1' })).rejects.toMatchObject({
      code: 'host-unknown',
      message: expect.stringContaining('COOP_HOST'),
    });
  });
});

test('stopping finishes what is under way, and lets nobody wait who has nothing to say', async () => {
  const entered = Promise.withResolvers<void>();
  const leave = Promise.withResolvers<void>();
  const slow = async () => {
    entered.resolve();
    await leave.promise;
    return { status: 200, body: 'done' };
  };
  const server = await start([{ method: 'GET', path: '/slow', handle: slow }]);
  const idle = connect(server.port, '127.0.0.1');
  await once(idle, 'connect');
  const answer = fetch(`${server.url}/slow`);
  await entered.promise;
  const stopped = server.stop();
  leave.resolve();
  expect(await (await answer).text()).toBe('done');
  await stopped;
  await expect(fetch(`${server.url}/slow`)).rejects.toThrow('fetch failed');
  idle.destroy();
});

describe('health', () => {
  const log = pino({ level: 'silent' });
  const never = new Promise<void>(() => {});

  test('the process lives as long as it answers, whatever else is broken', async () => {
    const { url } = await start(healthRoutes({ checks: { database: () => Promise.reject(new Error('down')) }, log }));
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  test('it is ready when everything is, and names what is not', async () => {
    let database: Promise<void> = Promise.resolve();
    const checks = { database: () => database, discord: async () => {} };
    const { url } = await start(healthRoutes({ checks, log }));
    const ready = async () => {
      const response = await fetch(`${url}/readyz`);
      return [response.status, await response.json()];
    };
    expect(await ready()).toEqual([200, { ready: true, checks: { database: true, discord: true } }]);
    database = Promise.reject(new Error('the password is hunter2'));
    database.catch(() => {});
    expect(await ready()).toEqual([503, { ready: false, checks: { database: false, discord: true } }]);
    database = never;
    expect(await ready()).toEqual([503, { ready: false, checks: { database: false, discord: true } }]);
  });
});
