import type { Slot } from '../../core/digest/slot.ts';

/** The process that tells the spaces of one slot what happened. Who they are stands in PostgreSQL. */
export type DigestRound = (slot: Slot) => Promise<void>;

/** The name under which it is registered. */
export const digestRoundType = 'digestRound';
