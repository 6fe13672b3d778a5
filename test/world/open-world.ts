import type { Logger } from 'pino';
import { startDiscord } from '../peers/discord/start.ts';
import type { DiscordPeer } from '../peers/discord/start.ts';
import { createDiscordPerson } from './discord-person.ts';
import type { DiscordPerson } from './discord-person.ts';
import { noDetour, openHouseWorld } from './open-house.ts';
import type { Detour, HouseWorld } from './open-house.ts';

export type World = HouseWorld & {
  readonly discord: DiscordPeer & { readonly person: (name: string, rights?: { manager?: boolean }) => Promise<DiscordPerson> };
};

/** The house with Discord: its twin, which people use as they do Discord. Peers must be there: ask `havePeers`. */
export async function openWorld({ log, detour = noDetour }: { log?: Logger; detour?: Detour<DiscordPeer> } = {}): Promise<World> {
  await using stack = new AsyncDisposableStack();
  const peer = await startDiscord();
  stack.defer(() => peer.stop());
  const variables = { DISCORD_TOKEN: peer.token, DISCORD_API_URL: peer.apiUrl, ...(await detour(peer)) };
  const house = await openHouseWorld({ variables, ...(log === undefined ? {} : { log }) });
  stack.defer(() => house.close());
  const made = new Map<string, string>();
  const running = stack.move();
  return {
    ...house,
    discord: { ...peer, person: (name, rights = {}) => createDiscordPerson(name, rights, { peer, made }) },
    close: () => running.disposeAsync(),
  };
}
