import type { JsonValue } from '../canonical-json.ts';

/**
 * Votes per option in the last round that counts such, as exact figures; null for a method without such rounds.
 * A map, because an option may be called "__proto__".
 */
export function lastVotes(rounds: readonly JsonValue[]): ReadonlyMap<string, string> | null {
  for (const round of rounds.toReversed()) {
    if (round === null || typeof round !== 'object' || !('votes' in round)) continue;
    const figures = Object.entries(round.votes ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    if (figures.length > 0) return new Map(figures);
  }
  return null;
}
