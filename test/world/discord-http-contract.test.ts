import { generateKeyPairSync, sign } from 'node:crypto';
import { describe } from 'vitest';
import { freePort } from '../../adapters/embedded/free-port.ts';
import { describePlatform } from '../contracts/platform.ts';
import type { PlatformWorld } from '../contracts/platform-world.ts';
import { havePeers } from '../peers/install.ts';
import type { DiscordPerson } from './discord-person.ts';
import { openWorld } from './open-world.ts';

describe.skipIf(!(await havePeers()))('Discord, interactions by signed HTTP', () => {
  describePlatform('discord-http', setUp);
});

async function setUp(): Promise<PlatformWorld<DiscordPerson>> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const port = (await freePort(0)) ?? 0;
  const refused: string[] = [];
  const call = async (body: string): Promise<void> => {
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const headers = {
      'content-type': 'application/json',
      'x-signature-timestamp': timestamp,
      'x-signature-ed25519': sign(null, Buffer.from(timestamp + body), privateKey).toString('hex'),
    };
    const began = performance.now();
    const { status } = await fetch(`http://127.0.0.1:${port}/discord/interactions`, { method: 'POST', headers, body });
    if (status !== 202 || performance.now() - began > 3_000) refused.push(`a signed interaction was answered ${status}`);
  };
  const world = await openWorld({
    detour: async (peer) => {
      peer.callIn(call);
      const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
      return { DISCORD_PUBLIC_KEY: key, COOP_PORT: String(port) };
    },
  });
  const { discord } = world;
  return {
    house: world,
    person: discord.person,
    call: (line) => `@coop ${line}`,
    form: (command) => `/${command}`,
    founds: async (founder, network) => {
      await founder.says(`/network create name:${network}`);
      await founder.clicks('Make this its place');
      await founder.reads('belongs');
    },
    redeliver: async (person) => discord.redeliver(person.last()),
    remove: discord.remove,
    violations: () => [...discord.violations, ...refused],
    close: world.close,
  };
}
