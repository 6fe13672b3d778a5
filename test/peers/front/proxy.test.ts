import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createFaultProxy } from './proxy.ts';
import type { FaultProxy } from './proxy.ts';
import { discordRules } from './rules/discord.ts';

/** A platform that notes what was done there, says where it stands, and echoes on its socket. */
const done: string[] = [];
const server = createServer((incoming, response) => void take(incoming, response));
async function take(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(incoming);
  done.push(`${incoming.method} ${incoming.url} ${body}`);
  const where = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const told = { did: body, next: `${where}/next`, socket: where.replace('http', 'ws') };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(told));
}
const sockets = new WebSocketServer({ server });
sockets.on('connection', (client) => client.on('message', (frame: Buffer) => client.send(frame.toString('utf8'))));

let proxy: FaultProxy;
let address: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy = createFaultProxy(discordRules);
  address = await proxy.through(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(() => {
  proxy.calm();
  done.splice(0);
});
afterAll(async () => {
  await proxy.stop();
  server.closeAllConnections();
  server.close();
});

const post = (body: string): Promise<Response> =>
  fetch(`${address}/channels/1/messages`, { method: 'POST', body, signal: AbortSignal.timeout(500) });

describe('a wire on which nothing goes wrong', () => {
  it('carries everything, and leads back through itself', async () => {
    const answer = await (await post('hello')).json();
    expect(answer).toEqual({ did: 'hello', next: `${address}/next`, socket: address.replace('http', 'ws') });
    expect(done).toEqual(['POST /channels/1/messages hello']);
  });
});

describe('a request that fails', () => {
  it.each([
    ['is limited', { kind: 'limit', seconds: 600 }, 0],
    ['is refused before it is done', { kind: 'status', status: 503 }, 0],
    ['is refused after it was done', { kind: 'status', status: 502, done: true }, 1],
  ] as const)('%s: in the words of the platform', async (_name, does, times) => {
    proxy.requests.inject({ does });
    const answer = await post('hello');
    expect(answer.status).toBe(does.kind === 'limit' ? 429 : does.status);
    if (does.kind === 'limit') {
      expect(answer.headers.get('retry-after')).toBe('600');
      expect(await answer.json()).toMatchObject({ retry_after: 600 });
    }
    expect(done).toHaveLength(times);
  });

  it.each([
    ['is reset before it is done', { kind: 'reset' }, 0],
    ['is reset after it was done', { kind: 'reset', done: true }, 1],
    ['is never answered', { kind: 'half-open' }, 0],
    ['is done and never answered', { kind: 'half-open', done: true }, 1],
    ['is answered by half', { kind: 'truncate' }, 1],
  ] as const)('%s: nobody hears a whole answer', async (_name, does, times) => {
    proxy.requests.inject({ does });
    await expect(post('hello').then((answer) => answer.text())).rejects.toThrow();
    expect(done).toHaveLength(times);
  });

  it('is every so many of those that fit, so many times', async () => {
    proxy.requests.inject({ matches: ({ body }) => body !== 'other', every: 2, times: 2, does: { kind: 'status', status: 503 } });
    const statuses: number[] = [];
    for (const body of ['1', 'other', '2', '3', '4', '5', '6']) statuses.push((await post(body)).status);
    expect(statuses).toEqual([503, 200, 200, 503, 200, 200, 200]);
    expect(proxy.requests.count.get('status')).toBeGreaterThanOrEqual(2);
  });
});

describe('a delivery that fails', () => {
  it('is lost, or comes several times, and only what people wrote', async () => {
    const door = await proxy.through(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'bot');
    const deliver = (body: string) => fetch(`${door}/door`, { method: 'POST', body });
    proxy.deliveries.inject({ times: 1, does: { kind: 'lose' } });
    await expect(deliver('"MESSAGE_CREATE" lost')).rejects.toThrow();
    await deliver('a click');
    proxy.deliveries.inject({ does: { kind: 'repeat', times: 3 } });
    await deliver('"MESSAGE_CREATE" thrice');
    expect(done.map((line) => line.split(' ').at(-1))).toEqual(['click', 'thrice', 'thrice', 'thrice']);
  });
});

describe('a socket that fails', () => {
  async function open(): Promise<{ socket: WebSocket; heard: string[]; closed: Promise<number> }> {
    const socket = new WebSocket(address.replace('http', 'ws'));
    const heard: string[] = [];
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    socket.on('message', (frame: Buffer) => heard.push(frame.toString('utf8')));
    await new Promise((resolve) => socket.once('open', resolve));
    return { socket, heard, closed };
  }
  const say = (line: string): string => JSON.stringify({ t: 'MESSAGE_CREATE', line });

  it('loses every second message, and says what the platform would', async () => {
    const { socket, heard, closed } = await open();
    proxy.deliveries.inject({ every: 2, does: { kind: 'lose' } });
    for (const line of ['1', '2', '3', '4']) socket.send(say(line));
    await expect.poll(() => heard).toEqual([say('2'), say('4')]);
    proxy.sockets.say('{"op":7}');
    await expect.poll(() => heard.at(-1)).toBe('{"op":7}');
    proxy.sockets.cut();
    expect(await closed).toBe(1_006);
  });

  it('is a zombie: it stays open, and nothing passes any more; a new one is well', async () => {
    const { socket, heard } = await open();
    proxy.sockets.deafen();
    socket.send(say('anybody there?'));
    const { socket: second, heard: heardThere } = await open();
    second.send(say('here'));
    await expect.poll(() => heardThere).toEqual([say('here')]);
    expect(heard).toEqual([]);
    expect(socket.readyState).toBe(WebSocket.OPEN);
  });
});
