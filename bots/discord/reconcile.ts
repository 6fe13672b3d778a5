import { Routes } from 'discord-api-types/v10';
import type { REST } from '@discordjs/rest';
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
  readonly channels: () => Promise<readonly ReadableChannel[]>;
  /** Takes a message of a channel in; whether it was new. What was read back proves no rights: who needs them says it again. */
  readonly take: (message: DiscordMessageRead, channel: { private: boolean }) => Promise<boolean>;
};

/**
 * Reads back messages that never arrived; the inbox knows which of them are new, and how many is returned. Interactions cannot be read back: Discord shows its own error and the person repeats.
 * Looked at are the channels in which something new was said, and always those in which this process was spoken to lately:
 * a gateway that loses a message does not tell of it either, and Discord lists no private channels.
 */
export function createReconcile(parts: ReconcileParts): { sweep: () => Promise<number> } {
  let since = parts.clock.now().getTime() - firstLookBack;

  async function sweep(): Promise<number> {
    const started = parts.clock.now().getTime();
    const after = snowflakeAt(new Date(since));
    const lively = (await parts.channels()).filter(({ newest }) => newest === null || BigInt(newest) > BigInt(after));
    let found = 0;
    for (const channel of lively) found += await readBack(channel, after, parts);
    since = started - overlap;
    return found;
  }
  return { sweep };
}

async function readBack(channel: ReadableChannel, after: string, { rest, take, log }: ReconcileParts): Promise<number> {
  let [from, found] = [after, 0];
  for (let page = 0; page < pagesPerChannel; page++) {
    const query = new URLSearchParams({ after: from, limit: String(pageSize) });
    const told = await rest
      .get(Routes.channelMessages(channel.id), { query })
      .then((body) => z.array(z.unknown()).parse(body))
      .catch((error: unknown) => {
        if (discordCode(error) === null) throw error;
        log.info({ channel: channel.id, code: discordCode(error) }, 'a Discord channel cannot be read back');
        return [];
      });
    // One that cannot be read holds up none of the others.
    const messages = told.flatMap((each) => DiscordMessageRead.safeParse(each).data ?? []);
    const oldestFirst = messages.toSorted((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1));
    for (const message of oldestFirst) found += (await take(message, channel)) ? 1 : 0;
    const last = oldestFirst.at(-1);
    if (last === undefined || told.length < pageSize) return found;
    from = last.id;
  }
  return found;
}
