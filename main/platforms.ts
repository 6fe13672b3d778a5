import type { Logger } from 'pino';
import type { AnyCommand } from '../bots/conversation/command.ts';
import type { Platform } from '../bots/conversation/platform.ts';
import type { Suggest } from '../bots/conversation/suggest.ts';
import type { Waiting } from '../bots/conversation/waiting.ts';
import { createConsole } from '../bots/console/console.ts';
import { discordName } from '../bots/discord/decode.ts';
import { createDiscord } from '../bots/discord/discord.ts';
import { matrixName } from '../bots/matrix/decode.ts';
import { createMatrix } from '../bots/matrix/matrix.ts';
import { createGithub } from '../bots/github/github.ts';
import { githubName } from '../bots/github/receive.ts';
import { slackName } from '../bots/slack/decode.ts';
import { createSlack } from '../bots/slack/slack.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { PlatformName } from '../core/ids.ts';
import type { ConsoleBoard } from '../core/ports/console-board.ts';
import type { ToldDeleted } from '../core/ports/deleted-posts.ts';
import type { PlatformHold } from '../core/ports/platform-hold.ts';
import type { SharedMemory } from '../core/ports/platform-memory.ts';
import type { Translator } from '../core/ports/translator.ts';

export type PlatformParts = {
  readonly commands: readonly AnyCommand[];
  readonly translator: Translator;
  readonly log: Logger;
  readonly clock: Clock;
  readonly board: ConsoleBoard;
  readonly memoryOf: (platform: PlatformName) => SharedMemory;
  readonly holdOf: (platform: PlatformName) => PlatformHold;
  /** What fields may be meant to say, while they are typed. */
  readonly suggest?: Suggest;
  /** What waits for somebody, where a platform shows it. */
  readonly waiting?: Waiting;
  /** Hears which messages were deleted, where a platform tells it. */
  readonly deleted?: ToldDeleted;
};

/** The console, and the platforms that the configuration turns on. None is connected by this. */
export function createPlatforms({ home, discord, slack, matrix, github }: Config, parts: PlatformParts): readonly Platform[] {
  return [
    createConsole({ home, ...parts }),
    ...(discord === null
      ? []
      : [createDiscord({ ...discord, ...parts, memory: parts.memoryOf(discordName), hold: parts.holdOf(discordName) })]),
    ...(slack === null ? [] : [createSlack({ ...slack, ...parts, memory: parts.memoryOf(slackName) })]),
    ...(matrix === null ? [] : [createMatrix({ ...matrix, ...parts, memory: parts.memoryOf(matrixName), hold: parts.holdOf(matrixName) })]),
    ...(github === null ? [] : [createGithub({ ...github, ...parts, memory: parts.memoryOf(githubName) })]),
  ];
}
