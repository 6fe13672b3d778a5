import { composeDigest } from '../../core/digest/compose.ts';
import type { DigestSection } from '../../core/digest/section.ts';
import { Slot } from '../../core/digest/slot.ts';
import { CoopError } from '../../core/errors.ts';
import type { DigestRounds } from '../../core/ports/digests.ts';
import type { Networks } from '../../core/ports/networks.ts';

export type DigestActivities = {
  /** One batch. `wait`: milliseconds until there is more to do, null when the round is over. */
  readonly tellSpaces: (slot: Slot) => Promise<{ wait: number | null }>;
};

type Finding = { readonly networks: Pick<Networks, 'find'> };

export type DigestActivityParts<Ports extends Finding> = {
  readonly rounds: DigestRounds<Ports>;
  /** What each feature has to say. */
  readonly sections: readonly DigestSection<Ports>[];
};

export function createDigestActivities<Ports extends Finding>({ rounds, sections }: DigestActivityParts<Ports>): DigestActivities {
  return {
    tellSpaces: (slot) =>
      // What comes back from Temporal, anybody with access to it may have written.
      rounds.tell(Slot.parse(slot), async (period, ports) => {
        const network = await ports.networks.find(period.network);
        if (network === null) {
          throw new CoopError(
            'network-missing',
            `A digest is due in network ${period.network}, which cannot be read: does it still exist?`,
          );
        }
        return composeDigest(period, { network, sections, ports });
      }),
  };
}
