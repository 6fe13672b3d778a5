import type { Surface } from './surface.ts';
import { openDiscord } from './wires/discord.ts';
import { openGithub } from './wires/github.ts';
import { openMatrix } from './wires/matrix.ts';
import { openSlack } from './wires/slack.ts';
import type { Wire, WireParts } from './wires/wire.ts';

export type Platform = Exclude<Surface, 'console'>;

const openings = { Discord: openDiscord, Slack: openSlack, Matrix: openMatrix, GitHub: openGithub } as const satisfies Record<
  Platform,
  (parts: WireParts) => Promise<Wire>
>;

export const platforms: readonly Platform[] = ['Discord', 'Slack', 'Matrix', 'GitHub'];

/** The platforms that can run here, each on its own server. Of one that cannot it is told why, and the story goes on without it. */
export async function openWires(parts: WireParts, stack: AsyncDisposableStack): Promise<ReadonlyMap<Platform, Wire>> {
  const opened = await Promise.all(
    platforms.map(async (platform): Promise<readonly (readonly [Platform, Wire])[]> => {
      try {
        const wire = await openings[platform](parts);
        stack.defer(() => wire.stop());
        return [[platform, wire]];
      } catch (error) {
        parts.progress(`${platform} cannot run here: ${error instanceof Error ? error.message : String(error)}`);
        return [];
      }
    }),
  );
  return new Map(opened.flat());
}
