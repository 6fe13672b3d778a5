import type { Period } from '../digest/section.ts';
import type { Slot } from '../digest/slot.ts';
import type { NetworkId, SpaceId } from '../ids.ts';
import type { Message } from '../text/text.ts';

/** How a space is told what happened in its network. */
export type Digest = {
  readonly slot: Slot;
  readonly paused: boolean;
  /** Up to here everything was told; the next period begins here. */
  readonly coveredTo: Date;
};

export type Digests = {
  /** Null: never set. */
  readonly find: (network: NetworkId, space: SpaceId) => Promise<Digest | null>;
  /**
   * From now on at this slot; resumes a paused one. Never tells twice what was told, nor what is older than one period where
   * it begins anew. Returns when the next one leaves.
   */
  readonly set: (network: NetworkId, digest: { space: SpaceId; slot: Slot }) => Promise<Date>;
  /** False when there was none running. */
  readonly pause: (network: NetworkId, space: SpaceId) => Promise<boolean>;
};

/** What the durable process of a slot does, over all networks. */
export type DigestRounds<Ports> = {
  /**
   * Tells some of the spaces that are due, each in a transaction of its own with its mark: never two for one period. `write`
   * returns null for silence. `wait`: milliseconds until there is more to do, 0 for at once; null when the round is over.
   */
  readonly tell: (slot: Slot, write: (period: Period, ports: Ports) => Promise<Message | null>) => Promise<{ wait: number | null }>;
  /** Each slot that any space has, and whether somebody waits longer than they should. */
  readonly slots: () => Promise<readonly { slot: Slot; overdue: boolean }[]>;
};
