import { pino } from 'pino';
import type { Logger } from 'pino';
import type { PlatformWorld } from '../../contracts/platform-world.ts';
import { createFaultProxy } from '../../peers/front/proxy.ts';
import type { FaultProxy } from '../../peers/front/proxy.ts';
import { discordRules } from '../../peers/front/rules/discord.ts';
import { githubRules } from '../../peers/front/rules/github.ts';
import { matrixRules } from '../../peers/front/rules/matrix.ts';
import type { PlatformRules } from '../../peers/front/rules/rules.ts';
import { slackRules } from '../../peers/front/rules/slack.ts';
import { openGithubWorld } from '../open-github.ts';
import { openMatrixWorld } from '../open-matrix.ts';
import { openSlackWorld } from '../open-slack.ts';
import { openWorld } from '../open-world.ts';

/** A platform whose wire can be made to fail, with people on it. */
export type FaultWorld = Pick<PlatformWorld, 'house' | 'person' | 'call' | 'founds' | 'violations' | 'close'> & {
  readonly proxy: FaultProxy;
  readonly rules: PlatformRules;
  /** Nobody can find again what the platform showed to one person alone. */
  readonly hidesAnswers: boolean;
  /** What the product logged as an error. */
  readonly surprises: readonly string[];
};

export type FaultPlatform = 'discord' | 'slack' | 'slack-http' | 'matrix' | 'github';

type Opened = Omit<FaultWorld, 'proxy' | 'rules' | 'surprises' | 'hidesAnswers'>;
type Parts = { readonly proxy: FaultProxy; readonly log: Logger };

export async function openFaultWorld(platform: FaultPlatform): Promise<FaultWorld> {
  const rules = rulesOf[platform];
  const proxy = createFaultProxy(rules);
  const surprises: string[] = [];
  const log = pino({ level: 'error', base: null }, { write: (line: string) => void surprises.push(line) });
  const opened = await open[platform]({ proxy, log });
  return {
    ...opened,
    proxy,
    rules,
    surprises,
    hidesAnswers: platform === 'slack' || platform === 'slack-http', // chat.postEphemeral: no history has it
    close: async () => {
      await opened.close();
      await proxy.stop();
    },
  };
}

const rulesOf: Readonly<Record<FaultPlatform, PlatformRules>> = {
  discord: discordRules,
  slack: slackRules,
  'slack-http': slackRules,
  matrix: matrixRules,
  github: githubRules,
};

const open: Readonly<Record<FaultPlatform, (parts: Parts) => Promise<Opened>>> = {
  discord: openDiscord,
  slack: (parts) => openSlack('socket', parts),
  'slack-http': (parts) => openSlack('events', parts),
  matrix: openMatrix,
  github: openGithub,
};

async function openDiscord({ proxy, log }: Parts): Promise<Opened> {
  const world = await openWorld({
    log,
    detour: async ({ apiUrl, twin }) => {
      await proxy.through(new URL(twin.restUrl).origin); // the gateway
      return { DISCORD_API_URL: await led(proxy, apiUrl) };
    },
  });
  return {
    house: world,
    person: world.discord.person,
    call: (line) => `@coop ${line}`,
    founds: async (founder, network) => {
      await founder.says(`/network create name:${network}`);
      await founder.clicks('Make this its place');
      await founder.reads('belongs');
    },
    violations: () => world.discord.violations,
    close: world.close,
  };
}

async function openSlack(mode: 'socket' | 'events', { proxy, log }: Parts): Promise<Opened> {
  const world = await openSlackWorld({ mode, log, detour: async ({ apiUrl }) => ({ SLACK_API_URL: await led(proxy, apiUrl) }) });
  const { slack } = world;
  if (mode === 'events') slack.deliverTo(await led(proxy, slack.door, 'bot'));
  return {
    house: world,
    person: slack.person,
    call: (line) => `@coop ${line}`,
    founds: async (founder, network) => {
      await founder.says(`/coop network create "${network}"`);
      await founder.clicks('Make this its place');
      await founder.reads('belongs');
    },
    // What the proxy loses looks to Slack like a door that is shut.
    violations: () => slack.violations.filter((problem) => mode === 'socket' || !problem.includes('fetch failed')),
    close: world.close,
  };
}

async function openMatrix({ proxy, log }: Parts): Promise<Opened> {
  const { house, matrix, close } = await openMatrixWorld({ log, detour: async ({ url }) => ({ MATRIX_URL: await led(proxy, url) }) });
  return { house, person: matrix.person, call: (line) => `!coop ${line}`, violations: () => matrix.violations, close };
}

async function openGithub({ proxy, log }: Parts): Promise<Opened> {
  const world = await openGithubWorld({ as: 'app', log, detour: async ({ url }) => ({ GITHUB_API_URL: await led(proxy, url) }) });
  const { github } = world;
  github.deliverTo(await led(proxy, github.door, 'bot'));
  return {
    house: world,
    person: github.person,
    call: (line) => `/coop ${line}`,
    // What the proxy loses looks to GitHub like a door that is shut.
    violations: () => github.violations.filter((problem) => !problem.endsWith('was answered 502')),
    close: world.close,
  };
}

/** The same address, through the proxy. */
async function led(proxy: FaultProxy, url: string, towards: 'platform' | 'bot' = 'platform'): Promise<string> {
  const { origin } = new URL(url);
  return url.replace(origin, await proxy.through(origin, towards));
}
