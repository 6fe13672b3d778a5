import type { PlatformDefinition } from './conversation/platform-definition.ts';
import { discord } from './discord/definition.ts';
import { github } from './github/definition.ts';
import { matrix } from './matrix/definition.ts';
import { slack } from './slack/definition.ts';

/** The platforms that a person can connect, in the order in which they are listed. The console is always there. */
export const platforms: readonly PlatformDefinition[] = [discord, slack, matrix, github];
