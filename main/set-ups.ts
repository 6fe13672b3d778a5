import { createTranslator } from '../adapters/icu/translator.ts';
import type { SetUp } from '../bots/conversation/set-up.ts';
import { discordSetUp } from '../bots/discord/walk.ts';
import { createGithubSetUp } from '../bots/github/walk.ts';
import { matrixSetUp } from '../bots/matrix/walk.ts';
import { createSlackSetUp } from '../bots/slack/walk.ts';
import { withHelp } from '../bots/conversation/help.ts';
import { commands } from '../features/index.ts';

/** The platforms that a person can connect, by the name that `coop setup` takes. */
export const setUps: Readonly<Record<'discord' | 'slack' | 'matrix' | 'github', SetUp>> = {
  discord: discordSetUp,
  slack: createSlackSetUp({ commands: withHelp(commands), translator: createTranslator() }),
  matrix: matrixSetUp,
  github: createGithubSetUp({ now: () => new Date() }),
};
