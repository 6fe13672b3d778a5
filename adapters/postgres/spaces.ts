import { z } from 'zod';
import { Refusal } from '../../core/errors.ts';
import { PlatformName, SpaceId } from '../../core/ids.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Ledger } from '../../core/ports/ledger.ts';
import type { Space, Spaces } from '../../core/ports/networks.ts';
import type { Randomness } from '../../core/ports/randomness.ts';
import { say } from '../../core/text/text.ts';
import type { Session } from './session.ts';

export type SpacesParts = { readonly clock: Clock; readonly randomness: Randomness; readonly ledger: Ledger };

const SpaceRow = z.object({
  id: SpaceId,
  platform: PlatformName,
  installation: z.string(),
  externalId: z.string(),
}) satisfies z.ZodType<Space>;

/** The ledger names a space by its id and platform; which place it is stays with the people in it. */
export function bindSpaces(session: Session, { clock, randomness, ledger }: SpacesParts): Spaces {
  const { prisma } = session;
  return {
    of: async (network) => {
      await session.enter(network);
      return z
        .array(SpaceRow)
        .parse(await prisma.space.findMany({ where: { networkId: network }, orderBy: [{ boundAt: 'asc' }, { id: 'asc' }] }));
    },
    bind: async (network, { platform, installation, externalId }) => {
      await session.enter(network);
      const place = { platform, installation, externalId };
      const id = randomness.uuid();
      const { count } = await prisma.space.createMany({
        data: [{ id, networkId: network, ...place, boundAt: clock.now() }],
        skipDuplicates: true,
      });
      if (count === 1) await ledger.append(network, { kind: 'space.bound', body: { space: id, platform } });
      // Another network's row cannot be seen from here: what is there and cannot be seen is theirs.
      const bound = await prisma.space.findUnique({ where: { platform_installation_externalId: place } });
      if (bound === null) throw new Refusal(say('networks.place-taken'));
      return SpaceRow.parse(bound);
    },
    unbind: async (network, { platform, installation, externalId }) => {
      await session.enter(network);
      const bound = await prisma.space.findUnique({
        where: { platform_installation_externalId: { platform, installation, externalId } },
      });
      if (bound === null) return false;
      await prisma.posting.deleteMany({ where: { spaceId: bound.id } });
      const { count } = await prisma.space.deleteMany({ where: { id: bound.id } });
      if (count === 1) await ledger.append(network, { kind: 'space.unbound', body: { space: bound.id, platform } });
      return count === 1;
    },
  };
}
