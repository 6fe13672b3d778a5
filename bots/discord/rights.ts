import { PermissionFlagsBits } from 'discord.js';
import type { Client, PermissionOverwrites } from 'discord.js';
import { mayManage } from './decode.ts';

type Author = { readonly id: string; readonly roles: readonly string[] };

/**
 * Whether the author of a message may manage its channel: a message, unlike an interaction, does not say so. False where the
 * guild is not known. Source: Discord's documentation, "Permissions", "Permission Overwrites".
 */
export function managesChannel(client: Client, place: { guild: string; channel: string }, author: Author): boolean {
  const guild = client.guilds.cache.get(place.guild);
  const found = guild?.channels.cache.get(place.channel);
  const channel = found?.isThread() ? found.parent : found;
  if (!guild || !channel || !('permissionOverwrites' in channel)) return false;
  if (guild.ownerId === author.id) return true;
  const roles = [guild.id, ...author.roles];
  const base = roles.reduce((sum, role) => sum | (guild.roles.cache.get(role)?.permissions.bitfield ?? 0n), 0n);
  const overwrites = channel.permissionOverwrites.cache;
  const ofEveryone = applied(base, [overwrites.get(guild.id)]);
  const ofRoles = applied(
    ofEveryone,
    author.roles.map((role) => overwrites.get(role)),
  );
  if ((base & (PermissionFlagsBits.Administrator | PermissionFlagsBits.ManageGuild)) !== 0n) return true;
  return mayManage(applied(ofRoles, [overwrites.get(author.id)]));
}

/** The channel that a thread belongs to; null for what is none, and for a thread that we have not heard of. */
export function parentOf(client: Client, channel: string): string | null {
  const found = client.channels.cache.get(channel);
  return found?.isThread() === true ? found.parentId : null;
}

/** Overwrites of one rank: all denials first, then what any of them allows. */
function applied(permissions: bigint, overwrites: readonly (PermissionOverwrites | undefined)[]): bigint {
  const denied = overwrites.reduce((sum, overwrite) => sum | (overwrite?.deny.bitfield ?? 0n), 0n);
  const allowed = overwrites.reduce((sum, overwrite) => sum | (overwrite?.allow.bitfield ?? 0n), 0n);
  return (permissions & ~denied) | allowed;
}
