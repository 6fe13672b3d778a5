import type { Ranks } from './election.ts';

/**
 * Puts one ranking after the other together from places, and finds who is named twice. What makes a ballot small is shared:
 * the rank of one option alone is the same array in every ballot.
 */
export function createRankingBuilder() {
  let ranks: (readonly number[])[] = [];
  let equals: number[] = [];
  let turn = 1;
  const seen: number[] = [];
  const alone: (readonly number[])[] = [];
  const next = (): void => {
    if (equals.length === 0) return;
    const [first = 0] = equals;
    if (equals.length === 1) ranks.push((alone[first] ??= [first]));
    else ranks.push(equals.toSorted((a, b) => a - b));
    equals = [];
  };
  return {
    /** One more option in the present rank. False: it is in this ranking already. */
    name: (place: number): boolean => {
      if (seen[place] === turn) return false;
      seen[place] = turn;
      equals.push(place);
      return true;
    },
    /** Ends the present rank; one without anybody leaves no trace. */
    next,
    /** Ends the ranking and begins another. */
    take: (): Ranks => {
      next();
      const whole = ranks;
      ranks = [];
      turn += 1;
      return whole;
    },
  };
}

export type RankingBuilder = ReturnType<typeof createRankingBuilder>;
