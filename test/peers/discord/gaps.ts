import { z } from 'zod';
import type { Twin } from './twin.ts';

const direct = 1;
const ephemeral = 1 << 6;
const nonceLives = 5 * 60_000;
const answerWithin = 3_000;
const tokenLives = 15 * 60_000;

export type PeerRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
};
export type PeerResponse = { readonly status: number; readonly body: unknown };

export type Gaps = {
  /** Answers what the twin does not know or does not enforce; null passes the request on to it. */
  readonly before: (request: PeerRequest) => Promise<PeerResponse | null>;
  /** What Discord would change in the twin's answer. */
  readonly after: (request: PeerRequest, response: PeerResponse) => PeerResponse;
  readonly isPrivate: (channel: string) => boolean;
  /** The direct channel between the bot and a person. */
  readonly openDirect: (user: string) => Promise<string>;
  /** From now on direct messages from the bot are refused by this person. */
  readonly closeDirect: (user: string) => void;
};

/**
 * Routes and rules that the twin lacks and the bot meets at discord.com. Each answer of ours is checked against Discord's
 * description by the front.
 * - POST /users/@me/channels (direct channels), 50007 where a person refuses direct messages
 * - GET /applications/:id/commands, GET /users/@me/guilds
 * - nonce with enforce_nonce: the same message for some minutes; a nonce is not told when messages are read back
 * - of messages that are read back the mentions are told, and ephemeral ones are left out
 * - 10062 after 3 s, and after 15 min for the token of an interaction
 */
export function createGaps(twin: Twin, { newId, mentioned }: { newId: () => string; mentioned: (content: string) => unknown[] }): Gaps {
  const channels = new Map<string, string>();
  const users = new Map<string, string>();
  const refusing = new Set<string>();
  const nonces = new Map<string, { message: string; at: number }>();

  async function openDirect(user: string): Promise<string> {
    const known = channels.get(user);
    if (known !== undefined) return known;
    const id = newId();
    channels.set(user, id);
    users.set(id, user);
    await twin.prisma.channel.create({ data: { id, type: direct } });
    return id;
  }

  async function openDirectByRest(body: unknown): Promise<PeerResponse> {
    const { recipient_id: user } = z.object({ recipient_id: z.string() }).parse(body);
    const [known] = await twin.prisma.user.findMany({ where: { id: user } });
    if (!known) return refusal(400, 50_033, 'Invalid Recipient(s)');
    const recipient = userResponse(User.parse(known));
    return { status: 200, body: { id: await openDirect(user), type: direct, flags: 0, last_message_id: null, recipients: [recipient] } };
  }

  async function listCommands(application: string): Promise<PeerResponse> {
    const rows = await twin.prisma.applicationCommand.findMany({ where: { applicationId: application } });
    const commands = z.array(CommandRow).parse(rows);
    return {
      status: 200,
      body: commands.map(({ id, version, type, name, description, options }) => ({
        id,
        application_id: application,
        version,
        type,
        name,
        description,
        ...(type === 1 ? { options: JSON.parse(options) } : {}),
        default_member_permissions: null,
      })),
    };
  }

  async function before({ method, path, body }: PeerRequest): Promise<PeerResponse | null> {
    const [, first, second, third] = path.split('/');
    if (method === 'POST' && path === '/users/@me/channels') return openDirectByRest(body);
    if (method === 'GET' && path === '/users/@me/guilds') return { status: 200, body: [guildOf(twin)] };
    if (method === 'GET' && first === 'applications' && third === 'commands') return listCommands(second ?? '');
    if (first === 'interactions' && age(second ?? '') > answerWithin) return refusal(404, 10_062, 'Unknown interaction');
    if (first === 'webhooks' && (await isDeadToken(third ?? ''))) return refusal(401, 50_027, 'Invalid Webhook Token');
    if (method === 'POST' && first === 'channels' && third === 'messages') {
      if (refusing.has(users.get(second ?? '') ?? '')) return refusal(403, 50_007, 'Cannot send messages to this user');
      const standing = nonces.get(nonceKey(second, body) ?? '');
      if (standing && Date.now() - standing.at < nonceLives) return pass(`/channels/${second}/messages/${standing.message}`);
    }
    return null;
  }

  async function pass(path: string): Promise<PeerResponse> {
    const answer = await fetch(`${twin.restUrl}/v10${path}`);
    return { status: answer.status, body: await answer.json() };
  }

  async function isDeadToken(token: string): Promise<boolean> {
    const [row] = await twin.prisma.interactionResponse.findMany({ where: { interactionToken: token } });
    return row === undefined || age(z.object({ interactionId: z.string() }).parse(row).interactionId) > tokenLives;
  }

  function after({ method, path, body }: PeerRequest, response: PeerResponse): PeerResponse {
    const [, first, channel, third, message] = path.split('/');
    if (response.status !== 200 || first !== 'channels' || third !== 'messages' || message !== undefined) return response;
    if (method === 'POST') {
      const key = nonceKey(channel, body);
      if (key !== null) nonces.set(key, { message: z.object({ id: z.string() }).parse(response.body).id, at: Date.now() });
      return response;
    }
    const page = z
      .array(z.looseObject({ flags: z.number().default(0), content: z.string(), nonce: z.unknown().optional() }))
      .parse(response.body);
    const told = page.filter(({ flags }) => (flags & ephemeral) === 0);
    return { ...response, body: told.map((each) => ({ ...each, nonce: undefined, mentions: mentioned(each.content) })) };
  }

  return { before, after, isPrivate: (channel) => users.has(channel), openDirect, closeDirect: (user) => refusing.add(user) };
}

/** The one guild, as the list of one's own tells it. */
function guildOf({ guildId: id }: Twin): Record<string, unknown> {
  return { id, name: 'Cooperative', icon: null, banner: null, owner: false, permissions: '0', features: [] };
}

/** As Discord words it. */
export function refusal(status: number, code: number, message: string): PeerResponse {
  return { status, body: { code, message } };
}

const User = z.object({ id: z.string(), username: z.string(), discriminator: z.string(), globalName: z.string().nullable() });
const CommandRow = z.object({
  id: z.string(),
  version: z.string(),
  type: z.number(),
  name: z.string(),
  description: z.string(),
  options: z.string(),
});

function userResponse({ id, username, discriminator, globalName }: z.infer<typeof User>): Record<string, unknown> {
  return { id, username, discriminator, global_name: globalName, avatar: null, public_flags: 0, flags: 0, primary_guild: null };
}

function nonceKey(channel: string | undefined, body: unknown): string | null {
  const sent = z.looseObject({ nonce: z.union([z.string(), z.number()]).optional(), enforce_nonce: z.boolean().optional() }).parse(body);
  return sent.nonce !== undefined && sent.enforce_nonce === true ? `${channel ?? ''} ${sent.nonce}` : null;
}

/** How long ago a thing of this id came to be, in milliseconds. */
function age(snowflake: string): number {
  return /^\d+$/.test(snowflake) ? Date.now() - Number((BigInt(snowflake) >> 22n) + 1_420_070_400_000n) : 0;
}
