import { processVariables } from '../../../config.ts';
import { startDiscord } from '../../../test/peers/discord/start.ts';
import { installPeers } from '../../../test/peers/install.ts';
import { createDiscordPerson } from '../../../test/world/discord-person.ts';
import type { Wire, WireParts } from './wire.ts';

/** Discord's digital twin. */
export async function openDiscord({ progress }: WireParts): Promise<Wire> {
  await installPeers(processVariables, progress);
  const peer = await startDiscord();
  const made = new Map<string, string>();
  return {
    variables: { DISCORD_TOKEN: peer.token, DISCORD_API_URL: peer.apiUrl },
    person: (name, rights = {}) => createDiscordPerson(name, rights, { peer, made }),
    call: (line) => `@coop ${line}`,
    stop: peer.stop,
  };
}
