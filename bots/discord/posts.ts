import { createHash } from 'node:crypto';
import { Routes } from 'discord-api-types/v10';
import type { REST } from '@discordjs/rest';
import { z } from 'zod';
import type { Sent } from '../../core/ports/sender.ts';
import type { DiscordMessage } from './encode.ts';
import { discordCode, discordStatus, unknownMessage } from './rest-errors.ts';

/** How many private channels are remembered; opening one again costs a request, nothing else. */
const rememberedChannels = 10_000;

/** How many of a channel's latest messages are looked through for one that may stand there already. */
const lookBack = 50;

export type Post = {
  readonly message: DiscordMessage;
  /** The meaning of the message: the same twice shows once. */
  readonly key: string;
  readonly attempts: number;
  /** The message that it answers. */
  readonly replyTo?: string | undefined;
  /** The event that it answers: what stood there before, whatever its words, is not this message. */
  readonly since?: string;
};

/** New messages and changed ones. All of them reject with the errors of @discordjs/rest. */
export type Posts = {
  readonly post: (channel: string, post: Post) => Promise<Sent>;
  readonly edit: (standing: { place: string; externalId: string }, post: Post) => Promise<Sent>;
  readonly direct: (account: string, post: Post) => Promise<Sent>;
  /** False when the message is not there any more. A channel that is gone or closed to us tells nothing of it. */
  readonly stands: (post: { place: string; externalId: string }) => Promise<boolean>;
};

export function createPosts(rest: Pick<REST, 'get' | 'post' | 'patch'>): Posts {
  const privateChannels = new Map<string, string>();
  let self: string | null = null;

  /** Discord shows one message per nonce for some minutes; for later tries we look ourselves. */
  async function post(channel: string, { message, key, attempts, replyTo, since = '0' }: Post): Promise<Sent> {
    const nonce = nonceOf(key);
    if (attempts > 0) {
      const standing = await findStanding(channel, { nonce, content: message.content, replyTo, since });
      if (standing !== null) return { kind: 'sent', externalId: standing };
    }
    const reply = replyTo === undefined ? {} : { message_reference: { message_id: replyTo, fail_if_not_exists: false } };
    const body = { ...message, ...reply, nonce, enforce_nonce: true };
    const created = Known.parse(await rest.post(Routes.channelMessages(channel), { body }));
    return { kind: 'sent', externalId: created.id };
  }

  /** An announcement that somebody deleted is posted again: what it says now must be seen. */
  async function edit(standing: { place: string; externalId: string }, replacement: Post): Promise<Sent> {
    try {
      await rest.patch(Routes.channelMessage(standing.place, standing.externalId), { body: replacement.message });
      return { kind: 'sent', externalId: standing.externalId };
    } catch (error) {
      if (discordCode(error) !== unknownMessage) throw error;
      return post(standing.place, replacement);
    }
  }

  async function stands({ place, externalId }: { place: string; externalId: string }): Promise<boolean> {
    try {
      await rest.get(Routes.channelMessage(place, externalId));
      return true;
    } catch (error) {
      if (discordCode(error) === null || discordStatus(error) === 401) throw error;
      return discordCode(error) !== unknownMessage;
    }
  }

  async function direct(account: string, message: Post): Promise<Sent> {
    return post(await privateChannel(account), message);
  }

  async function privateChannel(account: string): Promise<string> {
    const known = privateChannels.get(account);
    if (known !== undefined) return known;
    const opened = Known.parse(await rest.post(Routes.userChannels(), { body: { recipient_id: account } }));
    const [oldest] = privateChannels.keys();
    if (oldest !== undefined && privateChannels.size >= rememberedChannels) privateChannels.delete(oldest);
    privateChannels.set(account, opened.id);
    return opened.id;
  }

  /** Ours by nonce; where Discord does not tell it any more, by the message it answers and by its words. */
  async function findStanding(
    channel: string,
    wanted: { nonce: string; content: string; replyTo: string | undefined; since: string },
  ): Promise<string | null> {
    const query = new URLSearchParams({ limit: String(lookBack) });
    const latest = Standing.parse(await rest.get(Routes.channelMessages(channel), { query }));
    self ??= Known.parse(await rest.get(Routes.user())).id;
    const ours = latest.filter(({ id, author }) => author.id === self && BigInt(id) > BigInt(wanted.since));
    const standing =
      ours.find((message) => message.nonce !== undefined && String(message.nonce) === wanted.nonce) ??
      ours.find(
        (message) =>
          message.nonce === undefined &&
          message.content === wanted.content &&
          (message.message_reference?.message_id ?? undefined) === wanted.replyTo,
      );
    return standing?.id ?? null;
  }

  return { post, edit, direct, stands };
}

/** What we read of a message, a channel or an account. */
const Known = z.object({ id: z.string() });

const Standing = z.array(
  z.object({
    id: z.string().regex(/^\d{1,20}$/),
    content: z.string(),
    nonce: z.union([z.string(), z.number()]).optional(),
    author: z.object({ id: z.string() }),
    message_reference: z.object({ message_id: z.string().optional() }).nullish(),
  }),
);

/** At most 25 characters. */
function nonceOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 25);
}
