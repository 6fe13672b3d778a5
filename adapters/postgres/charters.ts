import { Charter } from '../../core/charter/charter.ts';
import type { Charters } from '../../core/ports/networks.ts';
import type { Session } from './session.ts';

export function bindCharters(session: Session): Charters {
  return {
    current: async (network) => {
      await session.enter(network);
      const { version, rules } = await session.prisma.charterVersion.findFirstOrThrow({
        where: { networkId: network },
        orderBy: { version: 'desc' },
      });
      return { version, rules: Charter.parse(rules) };
    },
  };
}
