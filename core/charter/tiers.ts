import type { NewVote } from '../ports/votes.ts';

/** How well a member is known: see `TierRules`. */
export type Tier = 0 | 1 | 2;

/** How many members reach each tier at least: 0, 1, 2. */
export type TierCounts = readonly [number, number, number];

/**
 * A vote that the network needs to go on, open to the highest tier that anybody reaches where nobody reaches the one that its charter
 * asks for: a network in which nobody is known well enough could not even change that rule.
 */
export function withinReach(vote: NewVote, counts: TierCounts): NewVote {
  const { tier, ...rules } = vote.rules;
  if (tier === undefined || (counts[tier.needed] ?? 0) > 0) return vote;
  const needed = counts.findLastIndex((count) => count > 0);
  return { ...vote, rules: { ...rules, ...(needed > 0 ? { tier: { ...tier, needed } } : {}) } };
}
