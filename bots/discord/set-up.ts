import { OAuth2Scopes, PermissionFlagsBits, Routes } from 'discord-api-types/v10';
import type { REST } from '@discordjs/rest';
import type { RESTPutAPIApplicationCommandsJSONBody } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Finding } from '../conversation/platform.ts';
import type { GatewayState } from './gateway-note.ts';
import { discordCode } from './rest-errors.ts';

const permissions =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.ReadMessageHistory;

/**
 * The address that adds the bot to a server, with the least that it needs: slash commands, and to see, write, embed (texts
 * beyond 2,000 characters) and read back in the channels it is let into. No privileged intent is needed.
 */
export function inviteLink(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands].join(' '),
    permissions: String(permissions),
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}

type SetUp = {
  readonly rest: Pick<REST, 'get'>;
  readonly wanted: RESTPutAPIApplicationCommandsJSONBody;
  /** Null when this process does not listen to Discord. */
  readonly gateway: GatewayState | null;
};

/** What the doctor says: token, commands, connection. Never rejects. */
export async function examineSetUp({ rest, wanted, gateway }: SetUp): Promise<readonly Finding[]> {
  const application = await read(() => rest.get(Routes.currentApplication()), z.object({ id: z.string(), name: z.string() }));
  if ('problem' in application) return [application.problem];
  const { id, name } = application.value;
  const findings: Finding[] = [{ level: 'ok', what: `Discord accepts the token of "${name}"` }];
  const registered = await read(() => rest.get(Routes.applicationCommands(id)), z.array(z.object({ name: z.string() })));
  findings.push('problem' in registered ? registered.problem : commandsFinding(wanted, registered.value));
  if (gateway !== null) findings.push(gatewayFinding(gateway));
  return [...findings, { level: 'ok', what: `to add it to a server, open ${inviteLink(id)}` }];
}

/** How the connection stands, of this process or of the one that noted it. */
export function gatewayFinding({ kind, since }: GatewayState): Finding {
  const from = new Date(since).toISOString();
  switch (kind) {
    case 'connected':
      return { level: 'ok', what: 'connected to the gateway of Discord' };
    case 'connecting':
      return {
        level: 'wrong',
        what: 'not connected to the gateway of Discord',
        advice: 'it reconnects by itself; see the log for the cause',
      };
    case 'silent':
      return {
        level: 'wrong',
        what: `the gateway of Discord has been silent since ${from}`,
        advice: 'a new session is begun by itself; take interactions by signed HTTP too (DISCORD_PUBLIC_KEY)',
      };
    case 'refused':
      return {
        level: 'wrong',
        what: `the gateway of Discord has refused us since ${from}`,
        advice: 'copy the token again from the page "Bot" of your application into DISCORD_TOKEN',
      };
    default:
      return kind satisfies never;
  }
}

function commandsFinding(wanted: SetUp['wanted'], registered: readonly { name: string }[]): Finding {
  const there = new Set(registered.map(({ name }) => name));
  const missing = wanted.filter(({ name }) => !there.has(name)).map(({ name }) => `/${name}`);
  if (missing.length === 0) return { level: 'ok', what: `${wanted.length} slash commands are registered with Discord` };
  return {
    level: 'missing',
    what: `slash commands are not registered with Discord: ${missing.join(', ')}`,
    advice: 'run "coop start": it registers them',
  };
}

async function read<T>(request: () => Promise<unknown>, schema: z.ZodType<T>): Promise<{ value: T } | { problem: Finding }> {
  try {
    return { value: schema.parse(await request()) };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

export function problemOf(error: unknown): Finding & { readonly advice: string } {
  const code = discordCode(error);
  if (code === 0 || code === 401) {
    return {
      level: 'wrong',
      what: 'Discord does not accept the token',
      advice: 'copy it again from the page "Bot" of your application into DISCORD_TOKEN',
    };
  }
  if (code !== null) return { level: 'wrong', what: `Discord refused to answer (code ${code})`, advice: 'try again in a minute' };
  return { level: 'wrong', what: 'Discord cannot be reached', advice: 'check the network, and DISCORD_API_URL if it is set' };
}
