import { Routes } from 'discord.js';
import type { REST } from 'discord.js';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Clock } from '../../core/ports/clock.ts';
import type { HeardMessage } from './decode-message.ts';
import { discordCode } from './rest-errors.ts';
import { snowflakeAt } from './snowflake.ts';

/** How far back a fresh process looks, in milliseconds. */
const firstLookBack = 15 * 60_000;
const overlap = 60_000;
const pageSize = 100;
const pagesPerChannel = 10;

type Channel = { readonly id: string; readonly private: boolean; readonly lastMessage: string | null };

type ReconcileParts = {
  readonly rest: Pick<REST, 'get'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** The channels that the bot can see now. */
  readonly channels: () => readonly Channel[];
  readonly self: () => string | null;
  readonly take: (message: HeardMessage) => Promise<void>;
};

/**
 * Reads back messages that never arrived: after a connection that could not be resumed, and every now and then. The
 * inbox knows which of them are new. Interactions cannot be read back: Discord shows its own error and the person repeats.
 * Discord does not list private channels, so those are looked at that this process has seen.
 */
export function createReconcile(parts: ReconcileParts): { sweep: () => Promise<void> } {
  let since = parts.clock.now().getTime() - firstLookBack;

  async function sweep(): Promise<void> {
    const started = parts.clock.now().getTime();
    const after = snowflakeAt(new Date(since));
    const lively = parts.channels().filter(({ lastMessage }) => lastMessage !== null && BigInt(lastMessage) > BigInt(after));
    for (const channel of lively) await readBack(channel, after, parts);
    since = started - overlap;
  }
  return { sweep };
}

async function readBack(channel: Channel, after: string, { rest, self, take, log }: ReconcileParts): Promise<void> {
  let from = after;
  for (let page = 0; page < pagesPerChannel; page++) {
    const query = new URLSearchParams({ after: from, limit: String(pageSize) });
    const messages = await rest
      .get(Routes.channelMessages(channel.id), { query })
      .then((body) => Page.parse(body))
      .catch((error: unknown) => {
        if (discordCode(error) === null) throw error;
        log.info({ channel: channel.id, code: discordCode(error) }, 'a Discord channel cannot be read back');
        return [];
      });
    const oldestFirst = messages.toSorted((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1));
    for (const message of oldestFirst) await take(heardBack(message, channel, self()));
    const last = oldestFirst.at(-1);
    if (last === undefined || messages.length < pageSize) return;
    from = last.id;
  }
}

const Page = z.array(
  z.object({
    id: z.string(),
    content: z.string(),
    author: z.object({ id: z.string(), username: z.string(), global_name: z.string().nullish(), bot: z.boolean().optional() }),
    mentions: z.array(z.object({ id: z.string() })).default([]),
    webhook_id: z.string().optional(),
  }),
);

/** What was read back proves no rights: who needs them says it again. */
function heardBack(message: z.infer<typeof Page>[number], channel: Channel, self: string | null): HeardMessage {
  const { author } = message;
  return {
    id: message.id,
    channel: channel.id,
    private: channel.private,
    author: { id: author.id, name: author.global_name ?? author.username, bot: author.bot === true || message.webhook_id !== undefined },
    managed: false,
    addressed: message.mentions.some(({ id }) => id === self),
    content: message.content,
  };
}
