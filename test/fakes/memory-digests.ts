import { dueAfter, dueUntil } from '../../core/digest/due.ts';
import type { Digests } from '../../core/ports/digests.ts';
import type { Memory } from './memory.ts';

/** Nothing leaves by itself: when and how it does is tested over PostgreSQL. */
export function memoryDigests(memory: Memory): Digests {
  const find = (space: string) => memory.state.digests.find((known) => known.space === space)?.digest ?? null;
  return {
    find: async (_, space) => find(space),
    set: async (_, { space, slot }) => {
      const { now } = memory.state;
      const coveredTo = find(space)?.coveredTo ?? dueUntil(slot, now);
      memory.state.digests = [
        ...memory.state.digests.filter((known) => known.space !== space),
        { space, digest: { slot, paused: false, coveredTo } },
      ];
      return dueAfter(slot, now);
    },
    pause: async (_, space) => {
      const digest = find(space);
      if (digest === null || digest.paused) return false;
      memory.state.digests = memory.state.digests.map((known) =>
        known.space === space ? { space, digest: { ...digest, paused: true } } : known,
      );
      return true;
    },
  };
}
