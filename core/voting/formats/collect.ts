import type { JsonValue } from '../../canonical-json.ts';
import type { Group } from '../method.ts';

/** Gathers ballots, those of one key as one group; in the order in which each was first met. */
export function createCollection<Choice extends JsonValue>() {
  const groups = new Map<string, { choice: Choice; count: bigint }>();
  return {
    /** Adds to the group of this key. False where there is none yet. */
    again: (key: string, count: bigint): boolean => {
      const group = groups.get(key);
      if (group === undefined) return false;
      group.count += count;
      return true;
    },
    add: (key: string, choice: Choice, count: bigint): void => void groups.set(key, { choice, count }),
    groups: (): readonly Group<Choice>[] => [...groups.values()],
  };
}
