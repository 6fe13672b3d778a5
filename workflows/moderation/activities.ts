import { z } from 'zod';
import { CaseId, NetworkId } from '../../core/ids.ts';
import { bringOnNamed } from '../../core/moderation/bring-on.ts';
import type { ModeratedKind } from '../../core/moderation/moderated-kind.ts';
import type { Moderating } from '../../core/moderation/moderating.ts';
import type { CaseRef } from '../../core/ports/moderation.ts';

/** The step of a jury's process. It may be repeated at any time and by anybody. */
export type JuryActivities = {
  /** `wait`: milliseconds until somebody's time is over, null with the verdict. */
  readonly bringJuryOn: (jury: CaseRef) => Promise<{ wait: number | null }>;
};

export type JuryActivityParts<Ports extends Moderating> = {
  /** One transaction over the ports. */
  readonly transact: <R>(work: (ports: Ports) => Promise<R>) => Promise<R>;
  /** Every kind of text that members can ask about. */
  readonly kinds: readonly ModeratedKind<Ports>[];
};

export function createJuryActivities<Ports extends Moderating>({ transact, kinds }: JuryActivityParts<Ports>): JuryActivities {
  return {
    bringJuryOn: async (jury) => {
      // What comes back from Temporal, anybody with access to it may have written.
      const ref = Input.parse(jury);
      return { wait: await transact((ports) => bringOnNamed(kinds, ref, ports)) };
    },
  };
}

const Input = z.object({ network: NetworkId, case: CaseId }) satisfies z.ZodType<CaseRef>;
