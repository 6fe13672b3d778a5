import type { Twin, TwinClient, TwinGateway } from './twin.ts';

const guilds = 1 << 0;
const guildMessages = 1 << 9;
const directMessages = 1 << 12;
const messageContent = 1 << 15;
const ephemeral = 1 << 6;

type Body = Record<string, unknown>;
type Frame = { readonly op: 0; readonly t: string; readonly s: number; readonly d: unknown };
type Session = { client: TwinClient | null; sequence: number; intents: number; readonly frames: Frame[] };

export type GatewayGaps = {
  /** Ends every connection, as Discord does now and then; with `forget` the sessions cannot be resumed either. */
  readonly drop: (options?: { forget?: boolean; code?: number }) => void;
  /** How many sessions were begun; one that is taken up is none. */
  readonly sessions: () => number;
  /** An interaction or a message as it is delivered, also while it is held. */
  readonly delivered: (id: string) => unknown;
  /** Delivers an interaction or a message again. */
  readonly redeliver: (id: string) => void;
  /** From now on interactions are called in by HTTP, and not delivered over the gateway: as Discord does once an endpoint is set. */
  readonly callIn: (call: (body: string) => Promise<void>) => void;
  /** Delivers nothing until `release`. */
  readonly hold: () => void;
  readonly release: () => void;
};

/**
 * What the twin's gateway lacks, added around its own methods: intents decide what is delivered, mentions are told, direct
 * messages and interactions belong to no guild, ephemeral messages are for one person, and a session can be resumed.
 */
export function fillGatewayGaps(twin: Twin, people: People): GatewayGaps {
  const gateway = gatewayOf(twin);
  const sessions = new Map<string, Session>();
  const delivered = new Map<string, { event: string; body: Body }>();
  let held: (() => void)[] | null = null;
  let begun = 0;
  let callIn: ((body: string) => Promise<void>) | null = null;

  const deliver = (event: string, body: Body): void => {
    if (callIn !== null && event === 'INTERACTION_CREATE') return void callIn(JSON.stringify(body));
    for (const session of sessions.values()) {
      if (!wanted(session.intents, event, body)) continue;
      const shown = session.intents & messageContent ? body : withoutContent(body, twin.botUserId);
      const frame: Frame = { op: 0, t: event, s: ++session.sequence, d: shown };
      session.frames.push(frame);
      session.client?.ws.send(JSON.stringify(frame));
    }
  };

  const find = (id: string): { event: string; body: Body } => {
    const known = delivered.get(id);
    if (!known) throw new Error(`nothing with the id ${id} was delivered`);
    return known;
  };

  gateway.broadcast = (event, raw) => {
    if (event.startsWith('MESSAGE_') && (Number(raw['flags'] ?? 0) & ephemeral) !== 0) return;
    const body = asDiscordTells(event, raw, people);
    if (typeof body['id'] === 'string') delivered.set(body['id'], { event, body });
    if (held) held.push(() => deliver(event, body));
    else deliver(event, body);
  };

  const sendDispatch = gateway.sendDispatch.bind(gateway);
  gateway.sendDispatch = (client, event, body) => {
    sendDispatch(client, event, body);
    if (event === 'READY') begun += 1;
    const session = sessions.get(client.sessionId) ?? { client, sequence: 0, intents: client.intents, frames: [] };
    sessions.set(client.sessionId, Object.assign(session, { sequence: client.sequence }));
    session.frames.push({ op: 0, t: event, s: client.sequence, d: body });
  };

  const handleMessage = gateway.handleMessage.bind(gateway);
  gateway.handleMessage = async (client, raw) => {
    const message: { op: number; d: { session_id: string; seq: number } } = JSON.parse(raw);
    if (message.op === 6) resume(client, message.d, sessions);
    else await handleMessage(client, raw);
  };

  return {
    drop: ({ forget = false, code = 4000 } = {}) => {
      for (const session of sessions.values()) session.client = null;
      if (forget) sessions.clear();
      for (const client of gateway.clients.slice()) client.ws.close(code);
    },
    sessions: () => begun,
    delivered: (id) => find(id).body,
    redeliver: (id) => {
      const { event, body } = find(id);
      deliver(event, body);
    },
    callIn: (call) => (callIn = call),
    hold: () => (held ??= []),
    release: () => {
      const waiting = held ?? [];
      held = null;
      for (const each of waiting) each();
    },
  };
}

/** Gateway, "Resuming": everything behind the last sequence number that the client saw, then RESUMED. */
function resume(client: TwinClient, asked: { session_id: string; seq: number }, sessions: Map<string, Session>): void {
  const session = sessions.get(asked.session_id);
  if (!session) return client.ws.send(JSON.stringify({ op: 9, d: false }));
  Object.assign(client, { sessionId: asked.session_id, identified: true, intents: session.intents });
  session.client = client;
  for (const frame of session.frames.filter(({ s }) => s > asked.seq)) client.ws.send(JSON.stringify(frame));
  client.ws.send(JSON.stringify({ op: 0, t: 'RESUMED', s: ++session.sequence, d: {} }));
}

/** Gateway, "List of Intents". */
function wanted(intents: number, event: string, body: Body): boolean {
  if (event === 'INTERACTION_CREATE') return true;
  if (event.startsWith('MESSAGE_')) return (intents & (body['guild_id'] ? guildMessages : directMessages)) !== 0;
  return (intents & guilds) !== 0;
}

/** Gateway, "Message Content Intent": own messages, direct ones and those that mention the bot keep their content. */
function withoutContent(body: Body, self: string): Body {
  if (!('content' in body) || !body['guild_id'] || idOf(body['author']) === self) return body;
  const mentions: unknown = body['mentions'];
  if (Array.isArray(mentions) && mentions.some((user) => idOf(user) === self)) return body;
  return { ...body, content: '', embeds: [], components: [], attachments: [] };
}

type People = { readonly isPrivate: (channel: string) => boolean; readonly mentioned: (content: string) => unknown[] };

function asDiscordTells(event: string, raw: Body, { isPrivate, mentioned }: People): Body {
  const body = { ...raw };
  if (typeof body['content'] === 'string') body['mentions'] = mentioned(body['content']);
  if (typeof body['channel_id'] !== 'string' || !isPrivate(body['channel_id'])) return body;
  delete body['guild_id'];
  if (event !== 'INTERACTION_CREATE') return body;
  const member: unknown = body['member'];
  if (typeof member === 'object' && member !== null && 'user' in member) body['user'] = member.user;
  for (const name of ['member', 'guild_locale']) delete body[name];
  return { ...body, context: 1 };
}

function idOf(user: unknown): unknown {
  return typeof user === 'object' && user !== null && 'id' in user ? user.id : undefined;
}

function gatewayOf(twin: Twin): TwinGateway {
  if (!twin.server) throw new Error('the twin is not started');
  return twin.server.gateway;
}
