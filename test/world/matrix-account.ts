import { z } from 'zod';
import type { MatrixAccount } from '../peers/matrix/start.ts';

/** What a person's client does at the homeserver. */
export type MatrixClient = MatrixAccount & {
  readonly request: (method: 'GET' | 'POST' | 'PUT', path: string, body?: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** Sends an event; returns its id. */
  readonly send: (room: string, content: Readonly<Record<string, unknown>>, type?: string) => Promise<string>;
  readonly redact: (room: string, event: string) => Promise<void>;
  readonly createRoom: (body: Readonly<Record<string, unknown>>) => Promise<string>;
  readonly join: (room: string) => Promise<void>;
};

export function createMatrixClient(homeserver: string, account: MatrixAccount): MatrixClient {
  let transactions = 0;
  const request: MatrixClient['request'] = async (method, path, body) => {
    const answer = await fetch(`${homeserver}/_matrix/client/v3${path}`, {
      method,
      headers: { authorization: `Bearer ${account.accessToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const said: unknown = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(said)}`);
    return said;
  };
  const at = (room: string): string => `/rooms/${encodeURIComponent(room)}`;
  return {
    ...account,
    request,
    send: async (room, content, type = 'm.room.message') =>
      z.object({ event_id: z.string() }).parse(await request('PUT', `${at(room)}/send/${type}/${(transactions += 1)}`, content)).event_id,
    redact: async (room, event) =>
      void (await request('PUT', `${at(room)}/redact/${encodeURIComponent(event)}/${(transactions += 1)}`, {})),
    createRoom: async (body) => z.object({ room_id: z.string() }).parse(await request('POST', '/createRoom', body)).room_id,
    join: async (room) => void (await request('POST', `/join/${encodeURIComponent(room)}`, {})),
  };
}
