import { PermissionFlagsBits as Flags } from 'discord-api-types/v10';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createRights, managesChannel } from '../../../bots/discord/rights.ts';

type Overwrite = { deny?: bigint; allow?: bigint };
type Guild = { roles: Record<string, bigint>; overwrites?: Record<string, Overwrite> };

const guildWith = ({ roles }: Guild) => ({
  id: 'guild',
  owner_id: 'owner',
  roles: Object.entries(roles).map(([id, bits]) => ({ id, permissions: String(bits) })),
});
const channelWith = ({ overwrites = {} }: Guild) => ({
  type: 0,
  permission_overwrites: Object.entries(overwrites).map(([id, { deny = 0n, allow = 0n }]) => ({
    id,
    deny: String(deny),
    allow: String(allow),
  })),
});

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
  expect(managesChannel(guildWith(guild), channelWith(guild), { id, roles })).toBe(manages);
});

/** Discord with one guild, a channel that everybody manages, a thread of it, and one that is hidden from us. */
function discord() {
  const asked: string[] = [];
  const open = channelWith({ roles: {}, overwrites: { guild: { allow: ManageChannels } } });
  const answers: Record<string, unknown> = {
    '/guilds/guild': guildWith({ roles: { guild: 0n } }),
    '/channels/open': open,
    '/channels/thread': { type: 11, parent_id: 'open' },
  };
  const get = async (route: string): Promise<unknown> => {
    asked.push(route);
    if (answers[route] === undefined) throw new Error(`no ${route}`);
    return answers[route];
  };
  return { rights: createRights({ rest: { get }, log: pino({ level: 'silent' }) }), asked };
}

it('asks Discord once for what many messages need, of a thread for the channel that it belongs to', async () => {
  const { rights, asked } = discord();
  for (let time = 0; time < 3; time += 1) {
    expect(await rights.manages({ guild: 'guild', channel: 'thread' }, { id: 'ada', roles: [] })).toBe(true);
  }
  expect(asked.toSorted()).toEqual(['/channels/open', '/channels/thread', '/guilds/guild']);
});

it('gives nobody rights where Discord does not tell', async () => {
  const { rights } = discord();
  expect(await rights.manages({ guild: 'guild', channel: 'hidden' }, { id: 'owner', roles: [] })).toBe(false);
  expect(await rights.manages({ guild: 'other', channel: 'open' }, { id: 'owner', roles: [] })).toBe(false);
});
