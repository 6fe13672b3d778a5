import { rulesFor, tierRules } from '../charter/rules-for.ts';
import type { Charter } from '../charter/charter.ts';
import type { NewVote, Vote } from '../ports/votes.ts';
import type { Bundle } from './bundle.ts';

type Asked = { readonly charter: { readonly version: number; readonly rules: Charter }; readonly now: Date };

/**
 * The same question once more, where its opener wanted it asked several times: under the charter that is in force by then, for as long as
 * the round before was meant to be open. Null where it was the last time, nobody voted any more, its words are hidden, or nobody opens
 * votes any more.
 */
export function nextRound(vote: Vote, { ballots }: Bundle, { charter: { version, rules: charter }, now }: Asked): NewVote | null {
  const { network, question, options, method, rules, openedBy } = vote;
  const { again, settings, tier } = rules;
  if (again === undefined || vote.purpose !== null || vote.hidden !== undefined || ballots.length === 0) return null;
  if (charter.votes.open === 'nobody') return null;

  const { method: _method, duration: _duration, ...ofKind } = rulesFor('question', charter);
  return {
    network,
    question,
    options,
    method,
    rules: {
      charterVersion: version,
      ...ofKind,
      ...tierRules(charter.tiers, Math.max(charter.tiers.votes, tier?.needed ?? 0)),
      ...(settings === undefined ? {} : { settings }),
      ...(again.times > 1 ? { again: { ...again, times: again.times - 1 } } : {}),
    },
    purpose: null,
    openedBy,
    openedAt: now,
    closesAt: new Date(now.getTime() + again.duration),
  };
}
