import { z } from 'zod';
import { definePlatform } from '../conversation/platform-definition.ts';
import { webUrl } from '../conversation/setting.ts';
import { discordName } from './name.ts';

export const discord = definePlatform({
  name: discordName,
  title: 'Discord',
  greeting: 'On Discord, type /help.',
  variables: {
    DISCORD_TOKEN: z
      .string()
      .regex(/^\S+$/, 'must not contain spaces')
      .optional()
      .meta({ description: 'The token of your Discord bot. Left out: Discord is off.', example: 'MTA0...', secret: true }),
    DISCORD_API_URL: webUrl().default('https://discord.com/api').meta({
      description: 'The address of the Discord API; another one for tests and proxies.',
      example: 'http://127.0.0.1:3000/api',
    }),
    DISCORD_PUBLIC_KEY: z
      .string()
      .regex(/^[0-9a-f]{64}$/i, 'must be the 64 hexadecimal digits of the page "General Information"')
      .optional()
      .meta({
        description: 'Takes interactions by signed HTTP at /discord/interactions, for production. Left out: by the gateway alone.',
        example: 'e7f1...',
      }),
  },
  arrange: ({ DISCORD_TOKEN: bot, DISCORD_API_URL: apiUrl, DISCORD_PUBLIC_KEY: publicKey = null }) =>
    /** Without the public key interactions come through the gateway. */
    bot === undefined ? null : { token: bot, apiUrl, publicKey },
  open: async (settings, parts) => {
    const { createDiscord } = await import('./discord.ts');
    return createDiscord({ ...settings, ...parts });
  },
  setUp: async () => {
    const { discordSetUp } = await import('./walk.ts');
    return discordSetUp;
  },
  readNotes: async (memory, now) => {
    const [{ gatewayNoteName, readGatewayNote }, { gatewayFinding }] = await Promise.all([
      import('./gateway-note.ts'),
      import('./set-up.ts'),
    ]);
    const gateway = readGatewayNote(await memory.read(gatewayNoteName), now);
    return gateway === null ? [] : [gatewayFinding(gateway)];
  },
});
