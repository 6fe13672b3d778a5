import type { REST } from '@discordjs/rest';
import { ChannelType, Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { timed } from './timed.ts';
import type { Dispatch } from './gateway.ts';
import type { ReadableChannel } from './reconcile.ts';

/** How many guilds one page of the list holds. */
const pageSize = 200;
/** Milliseconds after which what was told is not relied on any more: a gateway may have fallen silent. */
const listEvery = 60 * 60_000;

export type Places = {
  /** Learns from what the gateway tells. */
  readonly learn: (dispatch: Dispatch) => void;
  /** The channels of all guilds that messages stand in. Rejects with the errors of @discordjs/rest. */
  readonly readable: () => Promise<readonly ReadableChannel[]>;
  /** The channel that a thread belongs to; null for what is none, and where Discord does not tell. */
  readonly parentOf: (channel: string) => Promise<string | null>;
};

/**
 * Of the guilds only which channels there are: three words each. A session that was begun tells them all; one that was taken up
 * from an earlier life tells only what changes, so they are listed first, and once an hour.
 */
export function createPlaces(rest: Pick<REST, 'get'>): Places {
  const channels = new Map<string, { guild: string; parent: string | null; newest: string }>();
  const asked = timed(async (id: string) => Channel.parse(await rest.get(Routes.channel(id))), 60 * 60_000);
  let listAt = -Infinity;

  function keep(channel: Channel, guild: string): void {
    const { id, type, last_message_id: last, parent_id: parent } = channel;
    if (!withMessages.has(type)) return;
    const newest = last ?? channels.get(id)?.newest ?? '0';
    channels.set(id, { guild, parent: threads.has(type) ? (parent ?? null) : null, newest });
  }

  function learn({ t, d }: Dispatch): void {
    switch (t) {
      case 'READY':
        channels.clear();
        listAt = performance.now() + listEvery;
        return;
      case 'GUILD_CREATE': {
        const { success, data } = Guild.safeParse(d);
        for (const channel of success ? [...data.channels, ...data.threads] : []) keep(channel, data?.id ?? '');
        return;
      }
      case 'GUILD_DELETE': {
        const { data } = Deleted.safeParse(d);
        for (const [id, { guild }] of channels) if (guild === data?.id) channels.delete(id);
        return;
      }
      case 'CHANNEL_CREATE':
      case 'CHANNEL_UPDATE':
      case 'THREAD_CREATE':
      case 'THREAD_UPDATE': {
        const { data } = Channel.safeParse(d);
        if (data?.guild_id) keep(data, data.guild_id);
        return;
      }
      case 'CHANNEL_DELETE':
      case 'THREAD_DELETE': {
        const { data } = Deleted.safeParse(d);
        if (data) channels.delete(data.id);
        return;
      }
      case 'MESSAGE_CREATE': {
        const { data } = Told.safeParse(d);
        const known = data && channels.get(data.channel_id);
        if (known && BigInt(data.id) > BigInt(known.newest)) known.newest = data.id;
        return;
      }
      default:
    }
  }

  async function list(): Promise<void> {
    for (let after = '0'; ;) {
      const query = new URLSearchParams({ limit: String(pageSize), after });
      const guilds = z.array(Deleted).parse(await rest.get(Routes.userGuilds(), { query }));
      for (const { id } of guilds) {
        for (const channel of z.array(Channel).parse(await rest.get(Routes.guildChannels(id)))) keep(channel, id);
        const { threads: active } = Active.parse(await rest.get(Routes.guildActiveThreads(id)));
        for (const thread of active) keep(thread, id);
      }
      const last = guilds.at(-1);
      if (last === undefined || guilds.length < pageSize) break;
      after = last.id;
    }
    listAt = performance.now() + listEvery;
  }

  return {
    learn,
    readable: async () => {
      if (performance.now() > listAt) await list();
      return Array.from(channels, ([id, { newest }]) => ({ id, private: false, newest }));
    },
    parentOf: async (channel) => {
      const known = channels.get(channel);
      if (known !== undefined) return known.parent;
      const { type, parent_id: parent } = await asked(channel).catch(() => ({ type: -1, parent_id: null }));
      return threads.has(type) ? (parent ?? null) : null;
    },
  };
}

const threads: ReadonlySet<number> = new Set([ChannelType.PublicThread, ChannelType.PrivateThread, ChannelType.AnnouncementThread]);
const withMessages: ReadonlySet<number> = new Set([
  ...threads,
  ChannelType.GuildText,
  ChannelType.GuildVoice,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildStageVoice,
]);

const Snowflake = z.string().regex(/^\d{1,20}$/);
const Channel = z.object({
  id: Snowflake,
  type: z.number(),
  guild_id: Snowflake.nullish(),
  parent_id: Snowflake.nullish(),
  last_message_id: Snowflake.nullish(),
});
type Channel = z.infer<typeof Channel>;
const Guild = z.object({ id: Snowflake, channels: z.array(Channel).default([]), threads: z.array(Channel).default([]) });
const Active = z.object({ threads: z.array(Channel).default([]) });
const Deleted = z.object({ id: Snowflake });
const Told = z.object({ id: Snowflake, channel_id: Snowflake });
