import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Sent } from '../../core/ports/sender.ts';
import type { SlackApi } from './api.ts';
import type { SlackMessage } from './encode.ts';
import { createPatientApi } from './patience.ts';
import { slackCode } from './web-errors.ts';

/** How many direct conversations are remembered; opening one again costs a request, nothing else. */
const rememberedChannels = 10_000;
/** How many of a channel's latest messages are looked through for one that may stand there already. */
const lookBack = 100;

/** The kind of metadata in which our messages carry their key. */
const metadataType = 'coop_message';

export type Post = {
  readonly message: SlackMessage;
  /** The meaning of the message: the same twice shows once. */
  readonly key: string;
  readonly attempts: number;
  /** The thread that it belongs to. */
  readonly thread?: string | undefined;
};

/** New messages and changed ones. All of them reject with the errors of @slack/web-api. */
export type Posts = {
  readonly post: (channel: string, post: Post) => Promise<Sent>;
  readonly edit: (standing: { place: string; externalId: string }, post: Post) => Promise<Sent>;
  readonly direct: (account: string, post: Post) => Promise<Sent>;
  /** False when the message is not there any more. A channel that is gone or closed to us tells nothing of it. */
  readonly stands: (post: { place: string; externalId: string }) => Promise<boolean>;
  /** The direct conversation with somebody. */
  readonly directChannel: (account: string) => Promise<string>;
};

export function createPosts(api: SlackApi): Posts {
  const directChannels = new Map<string, string>();
  const patient = createPatientApi(api);

  async function post(channel: string, wanted: Post): Promise<Sent> {
    const standing = wanted.attempts > 0 ? await findStanding(channel, wanted) : null;
    if (standing !== null) return { kind: 'sent', externalId: standing };
    try {
      return await say(channel, wanted);
    } catch (error) {
      // Whoever bound a public channel with the slash command need not have invited us before.
      if (slackCode(error) !== 'not_in_channel') throw error;
      await api('conversations.join', { channel });
      return say(channel, wanted);
    }
  }

  async function say(channel: string, { message, key, thread }: Post): Promise<Sent> {
    const inThread = thread ? { thread_ts: thread } : {};
    const answer = Posted.parse(await api('chat.postMessage', { channel, ...message, ...inThread, metadata: metadataOf(key) }));
    return { kind: 'sent', externalId: answer.ts };
  }

  /** An announcement that somebody deleted is posted again: what it says now must be seen. */
  async function edit(standing: { place: string; externalId: string }, replacement: Post): Promise<Sent> {
    const { text, blocks } = replacement.message;
    try {
      await api('chat.update', {
        channel: standing.place,
        ts: standing.externalId,
        text,
        blocks,
        parse: 'none',
        link_names: false,
        metadata: metadataOf(replacement.key),
      });
      return { kind: 'sent', externalId: standing.externalId };
    } catch (error) {
      if (!gone.has(slackCode(error) ?? '')) throw error;
      return post(standing.place, replacement);
    }
  }

  /** The address of a message is told of those in threads too (Web API, "chat.getPermalink"). */
  async function stands({ place: channel, externalId }: { place: string; externalId: string }): Promise<boolean> {
    try {
      await patient('chat.getPermalink', { channel, message_ts: externalId });
      return true;
    } catch (error) {
      const code = slackCode(error);
      if (code !== null && closed.has(code)) return true;
      if (code !== 'message_not_found') throw error;
      return false;
    }
  }

  async function direct(account: string, message: Post): Promise<Sent> {
    return post(await directChannel(account), message);
  }

  async function directChannel(account: string): Promise<string> {
    const known = directChannels.get(account);
    if (known !== undefined) return known;
    const { channel } = Opened.parse(await api('conversations.open', { users: account }));
    const [oldest] = directChannels.keys();
    if (oldest !== undefined && directChannels.size >= rememberedChannels) directChannels.delete(oldest);
    directChannels.set(account, channel.id);
    return channel.id;
  }

  async function findStanding(channel: string, { key, thread }: Post): Promise<string | null> {
    const shared = { channel, limit: lookBack, include_all_metadata: true };
    const answer = await (thread ? api('conversations.replies', { ...shared, ts: thread }) : api('conversations.history', shared));
    const mark = markOf(key);
    return Standing.parse(answer).messages.find(({ metadata }) => metadata?.event_payload['key'] === mark)?.ts ?? null;
  }

  return { post, edit, direct, directChannel, stands };
}

const gone: ReadonlySet<string> = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

const closed: ReadonlySet<string> = new Set(['channel_not_found', 'not_in_channel', 'is_archived']);

const Posted = z.object({ ts: z.string() });
const Opened = z.object({ channel: z.object({ id: z.string() }) });
const Standing = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      metadata: z.object({ event_payload: z.record(z.string(), z.unknown()).default({}) }).nullish(),
    }),
  ),
});

function metadataOf(key: string): { event_type: string; event_payload: { key: string } } {
  return { event_type: metadataType, event_payload: { key: markOf(key) } };
}

/** Other apps of the channel may read it, so it says nothing. */
function markOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 25);
}
