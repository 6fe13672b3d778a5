import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createDiscord } from '../../../bots/discord/discord.ts';
import { createMemoryOfPlatform } from '../../fakes/memory-of-platform.ts';
import { plainTranslator } from './scripted-world.ts';

it('does not say that nothing was missed before it is connected', async () => {
  const log = pino({ level: 'silent' });
  const clock = { now: () => new Date() };
  const discord = createDiscord({
    token: 'none',
    apiUrl: 'http://127.0.0.1:1/api',
    commands: [],
    translator: plainTranslator,
    log,
    clock,
    memory: createMemoryOfPlatform(),
  });
  await expect(discord.sweep?.()).rejects.toMatchObject({ code: 'discord-unreachable' });
  await discord.stop();
});
