import { PermissionFlagsBits as Flags } from 'discord.js';
import type { Client } from 'discord.js';
import { expect, it } from 'vitest';
import { managesChannel } from '../../../bots/discord/rights.ts';

type Overwrite = { deny?: bigint; allow?: bigint };
type Guild = { roles: Record<string, bigint>; overwrites?: Record<string, Overwrite> };

/** As much of the client's cache as is looked at. */
function clientWith({ roles, overwrites = {} }: Guild): Client {
  const bitfield = (bits = 0n) => ({ bitfield: bits });
  const channel = {
    isThread: () => false,
    permissionOverwrites: {
      cache: new Map(Object.entries(overwrites).map(([id, { deny, allow }]) => [id, { deny: bitfield(deny), allow: bitfield(allow) }])),
    },
  };
  const guild = {
    id: 'guild',
    ownerId: 'owner',
    roles: { cache: new Map(Object.entries(roles).map(([id, bits]) => [id, { permissions: bitfield(bits) }])) },
    channels: { cache: new Map([['channel', channel]]) },
  };
  return { guilds: { cache: new Map([['guild', guild]]) } } as unknown as Client;
}

const place = { guild: 'guild', channel: 'channel' };
const { ManageChannels, ManageGuild, Administrator, SendMessages } = Flags;

it.each<[string, boolean, Guild, string, string[]]>([
  ['the owner', true, { roles: {} }, 'owner', []],
  ['a member without rights', false, { roles: { guild: SendMessages } }, 'ada', []],
  ['a role that manages channels', true, { roles: { guild: 0n, mod: ManageChannels } }, 'ada', ['mod']],
  ['a role that manages the server', true, { roles: { guild: 0n, mod: ManageGuild } }, 'ada', ['mod']],
  [
    'an administrator, whatever the channel denies',
    true,
    { roles: { mod: Administrator }, overwrites: { mod: { deny: ManageChannels } } },
    'ada',
    ['mod'],
  ],
  [
    'a role that the channel denies it',
    false,
    { roles: { mod: ManageChannels }, overwrites: { mod: { deny: ManageChannels } } },
    'ada',
    ['mod'],
  ],
  [
    'everyone denied, one role allowed',
    true,
    { roles: { guild: ManageChannels }, overwrites: { guild: { deny: ManageChannels }, mod: { allow: ManageChannels } } },
    'ada',
    ['mod'],
  ],
  ['a person allowed in this channel', true, { roles: {}, overwrites: { ada: { allow: ManageChannels } } }, 'ada', []],
  [
    'a person denied in this channel',
    false,
    { roles: { mod: ManageChannels }, overwrites: { ada: { deny: ManageChannels } } },
    'ada',
    ['mod'],
  ],
  ["somebody else's overwrite", false, { roles: {}, overwrites: { bob: { allow: ManageChannels } } }, 'ada', []],
])('%s: %s', (_, manages, guild, id, roles) => {
  expect(managesChannel(clientWith(guild), place, { id, roles })).toBe(manages);
});

it('knows nothing of a guild that it does not see', () => {
  expect(managesChannel(clientWith({ roles: {} }), { guild: 'other', channel: 'channel' }, { id: 'owner', roles: [] })).toBe(false);
});
