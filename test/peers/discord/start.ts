import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { loadContract } from './contract.ts';
import { startFront } from './front.ts';
import type { Front } from './front.ts';
import { fillGatewayGaps } from './gateway-gaps.ts';
import type { GatewayGaps } from './gateway-gaps.ts';
import { createGaps } from './gaps.ts';
import type { Gaps } from './gaps.ts';
import { loadTwin } from './twin.ts';
import type { Twin } from './twin.ts';

/** A permission set like that of a usual member: sees, writes, uses slash commands. */
const usualPermissions = String(0x400n | 0x800n | 0x10000n | 0x80000000n);
const managerPermissions = String(0x10n | 0x400n | 0x800n | 0x10000n | 0x80000000n);

export type DiscordPeer = Pick<Front, 'requests' | 'handled' | 'violations' | 'fault'> &
  Pick<Gaps, 'openDirect' | 'closeDirect'> &
  GatewayGaps & {
    /** For `api` of @discordjs/rest. */
    readonly apiUrl: string;
    readonly token: string;
    readonly bot: string;
    /** A text channel of the server. */
    readonly channel: string;
    readonly twin: Twin;
    /** Adds a member to the server; a manager may manage its channels. */
    readonly addMember: (name: string, rights?: { manager?: boolean }) => Promise<string>;
    readonly addChannel: (name: string) => Promise<string>;
    /** A thread of a channel, which the bot hears of. */
    readonly addThread: (parent: string, name: string) => Promise<string>;
    /** Deletes the newest message with these words, as a moderator. */
    readonly remove: (words: string) => Promise<void>;
    readonly stop: () => Promise<void>;
  };

/** Discord on loopback: the digital twin's REST and gateway with our front before it. Install the peers first. */
export async function startDiscord(): Promise<DiscordPeer> {
  const { DigitalDiscord, generateSnowflake } = await loadTwin();
  const folder = await mkdtemp(join(tmpdir(), 'coop-discord-'));
  const twin = new DigitalDiscord({
    dbUrl: `file:${join(folder, 'twin.db')}`,
    botToken: 'twin-bot-token',
    botUser: { username: 'Cooperatus' },
    guild: { name: 'Cooperative', ownerId: generateSnowflake() },
    channels: [{ name: 'general', type: 0 }],
  });
  await twin.start();
  const users = new Map<string, unknown>();
  const mentioned = (content: string): unknown[] =>
    [...new Set(Array.from(content.matchAll(/<@!?(\d+)>/g), (match) => match[1] ?? ''))].map((id) => users.get(id)).filter(Boolean);
  const gaps = createGaps(twin, { newId: generateSnowflake, mentioned });
  const gateway = fillGatewayGaps(twin, { isPrivate: gaps.isPrivate, mentioned });
  const front = await startFront({ twin, contract: await loadContract(), gaps });
  const remember = (id: string, username: string, bot: boolean): void => {
    users.set(id, { id, username, global_name: username, discriminator: '0', avatar: null, bot });
  };
  remember(twin.botUserId, 'Cooperatus', true);
  const [channel] = z.array(z.object({ id: z.string() })).parse(await twin.prisma.channel.findMany({ take: 1 }));

  return {
    ...gateway,
    apiUrl: front.url,
    token: twin.botToken,
    bot: twin.botUserId,
    channel: channel?.id ?? '',
    twin,
    requests: front.requests,
    handled: front.handled,
    violations: front.violations,
    fault: front.fault,
    openDirect: gaps.openDirect,
    closeDirect: gaps.closeDirect,
    addMember: async (name, { manager = false } = {}) => {
      const id = generateSnowflake();
      await twin.prisma.user.create({ data: { id, username: name, globalName: name } });
      const permissions = manager ? managerPermissions : usualPermissions;
      await twin.prisma.guildMember.create({ data: { guildId: twin.guildId, userId: id, permissions } });
      remember(id, name, false);
      return id;
    },
    addChannel: async (name) => {
      const id = generateSnowflake();
      await twin.prisma.channel.create({ data: { id, guildId: twin.guildId, type: 0, name } });
      twin.server?.gateway.broadcast('CHANNEL_CREATE', {
        id,
        guild_id: twin.guildId,
        type: 0,
        name,
        position: 0,
        permission_overwrites: [],
      });
      return id;
    },
    addThread: async (parent, name) => {
      const answer = await fetch(`${twin.restUrl}/v10/channels/${parent}/threads`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, type: 11 }),
      });
      return z.object({ id: z.string() }).parse(await answer.json()).id;
    },
    remove: async (words) => {
      const where = { content: { contains: words }, authorId: twin.botUserId };
      const [newest] = await twin.prisma.message.findMany({ where, orderBy: { id: 'desc' }, take: 1 });
      if (!newest) throw new Error(`there is no message with "${words}"`);
      const path = `/channels/${String(newest['channelId'])}/messages/${String(newest['id'])}`;
      await fetch(`${twin.restUrl}/v10${path}`, { method: 'DELETE' });
    },
    stop: async () => {
      await front.stop();
      await twin.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
