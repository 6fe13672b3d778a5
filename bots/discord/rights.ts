import type { REST } from '@discordjs/rest';
import { ChannelType, PermissionFlagsBits, Routes } from 'discord-api-types/v10';
import type { Logger } from 'pino';
import { z } from 'zod';
import { mayManage } from './decode.ts';
import { timed } from './timed.ts';

/** Milliseconds that roles and overwrites are remembered. */
const age = 60_000;

type Author = { readonly id: string; readonly roles: readonly string[] };

export type Rights = {
  /** Whether the author of a message may manage its channel now. False where Discord does not tell. Never rejects. */
  readonly manages: (place: { guild: string; channel: string }, author: Author) => Promise<boolean>;
};

/** A message, unlike an interaction, does not say what its author may do, so roles and overwrites are asked. */
export function createRights({ rest, log }: { rest: Pick<REST, 'get'>; log: Logger }): Rights {
  const guilds = timed(async (id: string) => Guild.parse(await rest.get(Routes.guild(id))), age);
  const channels = timed(async (id: string) => Channel.parse(await rest.get(Routes.channel(id))), age);

  return {
    manages: async ({ guild, channel }, author) => {
      try {
        const found = await channels(channel);
        const parent = threads.has(found.type) ? found.parent_id : null;
        const [of, here] = await Promise.all([guilds(guild), parent ? channels(parent) : found]);
        return managesChannel(of, here, author);
      } catch (error) {
        log.debug({ err: error }, 'Discord did not say who may manage a channel');
        return false;
      }
    },
  };
}

/** Source: Discord's documentation, "Permissions", "Permission Overwrites". */
export function managesChannel(guild: Guild, { permission_overwrites: overwrites }: Channel, author: Author): boolean {
  if (guild.owner_id === author.id) return true;
  const permissions = new Map(guild.roles.map((role) => [role.id, BigInt(role.permissions)]));
  const base = [guild.id, ...author.roles].reduce((sum, role) => sum | (permissions.get(role) ?? 0n), 0n);
  if ((base & (PermissionFlagsBits.Administrator | PermissionFlagsBits.ManageGuild)) !== 0n) return true;
  const of = (id: string) => overwrites.filter((overwrite) => overwrite.id === id);
  const ofEveryone = applied(base, of(guild.id));
  const ofRoles = applied(ofEveryone, author.roles.flatMap(of));
  return mayManage(applied(ofRoles, of(author.id)));
}

/** Overwrites of one rank: all denials first, then what any of them allows. */
function applied(permissions: bigint, overwrites: readonly Overwrite[]): bigint {
  const denied = overwrites.reduce((sum, { deny }) => sum | BigInt(deny), 0n);
  const allowed = overwrites.reduce((sum, { allow }) => sum | BigInt(allow), 0n);
  return (permissions & ~denied) | allowed;
}

const threads: ReadonlySet<number> = new Set([ChannelType.PublicThread, ChannelType.PrivateThread, ChannelType.AnnouncementThread]);

const Bits = z.string().regex(/^\d{1,30}$/);
const Overwrite = z.object({ id: z.string(), deny: Bits.default('0'), allow: Bits.default('0') });
type Overwrite = z.infer<typeof Overwrite>;
const Channel = z.object({ type: z.number(), parent_id: z.string().nullish(), permission_overwrites: z.array(Overwrite).default([]) });
type Channel = z.infer<typeof Channel>;
const Guild = z.object({ id: z.string(), owner_id: z.string(), roles: z.array(z.object({ id: z.string(), permissions: Bits })) });
type Guild = z.infer<typeof Guild>;
