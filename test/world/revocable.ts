import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Wire } from '../../cli/demo/wires/wire.ts';
import type { Platform } from '../../cli/demo/wires.ts';

/** How a platform says that it does not accept a token (its own documentation), and which variable leads to it. */
const refusals = {
  Discord: { variable: 'DISCORD_API_URL', status: 401, body: { message: '401: Unauthorized', code: 0 } },
  Slack: { variable: 'SLACK_API_URL', status: 200, body: { ok: false, error: 'token_revoked' } },
  Matrix: { variable: 'MATRIX_URL', status: 401, body: { errcode: 'M_UNKNOWN_TOKEN', error: 'Access token has expired' } },
  GitHub: { variable: 'GITHUB_API_URL', status: 401, body: { message: 'Bad credentials' } },
} as const satisfies Record<Platform, { variable: string; status: number; body: object }>;

export type Weather = 'fair' | 'revoked' | 'status 503' | 'reset';

export type Revocable = {
  /** The wire's, with the address of what stands before it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly turn: (weather: Weather) => void;
  readonly stop: () => Promise<void>;
};

/** Stands before a platform's server and passes everything on, until the bot's token is revoked or the wire fails. */
export async function startRevocable(platform: Platform, { variables }: Wire): Promise<Revocable> {
  const { variable, status, body } = refusals[platform];
  const behind = (variables[variable] ?? '').replace(/\/$/, '');
  let weather: Weather = 'fair';

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const raw = await text(incoming);
    if (weather === 'reset') return void incoming.socket.resetAndDestroy();
    if (weather === 'status 503') return void response.writeHead(503, { 'content-type': 'text/plain' }).end('upstream is away');
    if (weather === 'revoked') return void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const { method = 'GET', headers, url = '/' } = incoming;
    const passed = Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && !['host', 'connection', 'content-length', 'accept-encoding'].includes(name)
        ? [[name, value] as const]
        : [],
    );
    const answer = await fetch(`${behind}${url}`, { method, headers: Object.fromEntries(passed), ...(raw === '' ? {} : { body: raw }) });
    const back = [...answer.headers].filter(([name]) => !['content-encoding', 'content-length', 'transfer-encoding'].includes(name));
    response.writeHead(answer.status, Object.fromEntries(back)).end(await answer.text());
  }

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const front = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return {
    variables: { ...variables, [variable]: variables[variable]?.endsWith('/') === true ? `${front}/` : front },
    turn: (next) => {
      weather = next;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
