import type { NetworkId, PersonId } from '../ids.ts';
import type { NewVote, Vote } from '../ports/votes.ts';
import type { Charter, RuleValue } from './charter.ts';
import { rulesFor } from './rules-for.ts';
import { valueOf } from './rules.ts';
import type { Rule } from './rules.ts';
import { writeValue } from './write-value.ts';

type Proposal = {
  readonly network: NetworkId;
  readonly charter: { readonly version: number; readonly rules: Charter };
  readonly rule: Rule;
  readonly value: RuleValue;
  readonly proposer: PersonId;
  readonly now: Date;
};

/**
 * The vote that changes one rule when it passes, by the charter's own way of being changed.
 * Its texts are English: they are sealed into the outcome.
 */
export function charterVote({ network, charter: { version, rules }, rule, value, proposer, now }: Proposal): NewVote {
  const { method, quorum, threshold, steer, duration } = rulesFor('charter', rules);
  const from = valueOf(rules, rule);
  return {
    network,
    question: `Change the charter: ${rule.name} from ${writeValue(rule, from)} to ${writeValue(rule, value)}?`,
    options: ['Yes', 'No'],
    method,
    rules: { charterVersion: version, quorum, threshold, steer },
    purpose: { kind: 'charter', rule: rule.name, from, value },
    openedBy: proposer,
    openedAt: now,
    closesAt: new Date(now.getTime() + duration),
  };
}

/** Whether a vote would change this rule. */
export function isAboutRule({ purpose }: Pick<Vote, 'purpose'>, { name }: Rule): boolean {
  return purpose?.kind === 'charter' && purpose.rule === name;
}
