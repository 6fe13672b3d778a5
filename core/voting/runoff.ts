import type { NewVote, Vote } from '../ports/votes.ts';
import type { Bundle } from './bundle.ts';
import { findMethod } from './methods.ts';
import { PublishedTally } from './outcome-line.ts';

/**
 * The second round of a question in which no option exceeded the threshold: between the two best, and those equal to the second; by the
 * rules of the first, for as long as it was open. Null where that would be no smaller question, or the vote was a second round itself.
 */
export function runoffOf(vote: Vote, { verdict, ballots, tally }: Bundle, now: Date): NewVote | null {
  const { network, question, options, method, rules, openedBy, openedAt, closesAt } = vote;
  const isQuestion = vote.purpose === null && vote.hidden === undefined && rules.runoffOf === undefined;
  if (!isQuestion || verdict !== 'no-winner' || ballots.length === 0) return null;
  const asks = findMethod(method)?.asks;
  if (asks === undefined || asks === 'stance' || asks === 'cart' || (rules.settings?.seats ?? 1) > 1) return null;

  const { again: _again, ...first } = rules;
  const best = new Set<string>();
  for (const equals of PublishedTally.parse(tally).ranking) if (best.size < 2) for (const option of equals) best.add(option);
  if (best.size < 2 || best.size >= options.length) return null;
  return {
    network,
    question: `${question} (Runoff of #${vote.number})`,
    options: options.filter((option) => best.has(option)),
    method,
    rules: { ...first, runoffOf: vote.number },
    purpose: null,
    openedBy,
    openedAt: now,
    closesAt: new Date(now.getTime() + closesAt.getTime() - openedAt.getTime()),
  };
}
