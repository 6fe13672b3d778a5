import { Routes } from 'discord.js';
import type { REST } from 'discord.js';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Clock } from '../../core/ports/clock.ts';
import { DiscordMessageRead } from './decode-message.ts';
import { discordCode } from './rest-errors.ts';
import { snowflakeAt } from './snowflake.ts';

/** How far back a fresh process looks, in milliseconds. */
const firstLookBack = 15 * 60_000;
const overlap = 60_000;
const pageSize = 100;
const pagesPerChannel = 10;

export type ReadableChannel = {
  readonly id: string;
  readonly private: boolean;
  /** Its newest message, as far as the gateway told; null where it may have kept something from us, so that we look. */
  readonly newest: string | null;
};

type ReconcileParts = {
  readonly rest: Pick<REST, 'get'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** The channels that the bot can see now. */
  readonly channels: () => readonly ReadableChannel[];
  /** Takes a message of a channel in. What was read back proves no rights: who needs them says it again. */
  readonly take: (message: DiscordMessageRead, channel: { private: boolean }) => Promise<void>;
};

/**
 * Reads back messages that never arrived: after a connection that could not be resumed, and every now and then. The
 * inbox knows which of them are new. Interactions cannot be read back: Discord shows its own error and the person repeats.
 * Looked at are the channels in which something new was said, and always those in which this process was spoken to lately:
 * a gateway that loses a message does not tell of it either, and Discord lists no private channels.
 */
export function createReconcile(parts: ReconcileParts): { sweep: () => Promise<void> } {
  let since = parts.clock.now().getTime() - firstLookBack;

  async function sweep(): Promise<void> {
    const started = parts.clock.now().getTime();
    const after = snowflakeAt(new Date(since));
    const lively = parts.channels().filter(({ newest }) => newest === null || BigInt(newest) > BigInt(after));
    for (const channel of lively) await readBack(channel, after, parts);
    since = started - overlap;
  }
  return { sweep };
}

async function readBack(channel: ReadableChannel, after: string, { rest, take, log }: ReconcileParts): Promise<void> {
  let from = after;
  for (let page = 0; page < pagesPerChannel; page++) {
    const query = new URLSearchParams({ after: from, limit: String(pageSize) });
    const messages = await rest
      .get(Routes.channelMessages(channel.id), { query })
      .then((body) => z.array(DiscordMessageRead).parse(body))
      .catch((error: unknown) => {
        if (discordCode(error) === null) throw error;
        log.info({ channel: channel.id, code: discordCode(error) }, 'a Discord channel cannot be read back');
        return [];
      });
    const oldestFirst = messages.toSorted((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1));
    for (const message of oldestFirst) await take(message, channel);
    const last = oldestFirst.at(-1);
    if (last === undefined || messages.length < pageSize) return;
    from = last.id;
  }
}
