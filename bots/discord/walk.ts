import { REST } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import { fails, passes } from '../conversation/set-up.ts';
import type { SetUp, Verdict } from '../conversation/set-up.ts';
import { inviteLink, problemOf } from './set-up.ts';

const apiUrl = 'https://discord.com/api';

/** `coop setup discord`: an application, its token, and the link that invites it. */
export const discordSetUp: SetUp = {
  walk: async (guide) => {
    guide.tell(
      'Discord, in two minutes:',
      '  1. Open https://discord.com/developers/applications and press "New Application"; give it any name.',
      '  2. Page "Bot": press "Reset Token" and copy the token. No privileged intent is needed: leave all three off.',
    );
    let application: Application | null = null;
    await guide.ask({
      what: 'The token of the bot',
      variable: 'DISCORD_TOKEN',
      secret: true,
      check: async (token) => {
        const checked = await check(token, guide.value('DISCORD_API_URL') ?? apiUrl);
        if ('application' in checked) ({ application } = checked);
        return checked.verdict;
      },
    });
    return reportOf(application);
  },
};

async function check(token: string, api: string): Promise<{ verdict: Verdict } | { verdict: Verdict; application: Application }> {
  if (/\s/.test(token)) return { verdict: fails('a token has no spaces in it', 'copy it once more') };
  const rest = new REST({ version: '10', api, retries: 0, timeout: 5_000 }).setToken(token);
  try {
    const application = Application.parse(await rest.get(Routes.currentApplication()));
    if (application.bot_require_code_grant) {
      const advice = 'turn off "Requires OAuth2 Code Grant" on the page "Bot" of your application';
      return { verdict: fails('nobody could invite the bot: the application asks for a code grant', advice) };
    }
    return { verdict: passes(`Discord accepts the token of "${application.name}"`), application };
  } catch (error) {
    const { what, advice } = problemOf(error);
    return { verdict: fails(what, advice) };
  }
}

/** Without an application nothing passed, and nothing is reported. */
function reportOf(application: Application | null) {
  const { id, name, verify_key: key } = application ?? { id: '', name: '', verify_key: '' };
  const invite = inviteLink(id);
  return {
    found: [`Discord accepts the token of "${name}"`],
    next: [
      `Invite it to your server: ${invite}`,
      'Then: npm start. In a channel that you may manage, say /network create.',
      ...(key === ''
        ? []
        : [
            `For production, set DISCORD_PUBLIC_KEY=${key} beside COOP_PUBLIC_URL, and "Interactions Endpoint URL" to that address and /discord/interactions.`,
          ]),
    ],
    links: { invite },
  };
}

const Application = z.object({
  id: z.string(),
  name: z.string(),
  bot_require_code_grant: z.boolean().default(false),
  verify_key: z.string().default(''),
});
type Application = z.infer<typeof Application>;
