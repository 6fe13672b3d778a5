import type { NetworkId, PersonId } from '../ids.ts';
import type { NewVote, Vote } from '../ports/votes.ts';
import { failedOnQuorum } from '../voting/passed.ts';
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
  /** Without a quorum, by the charter's recovery rule: see `isRecoverable`. */
  readonly recovery: boolean;
  readonly proposer: PersonId;
  readonly now: Date;
};

/**
 * The vote that changes one rule when it passes, by the charter's own way of being changed.
 * Its texts are English: they are sealed into the outcome.
 */
export function charterVote({ network, charter: { version, rules }, rule, value, recovery, proposer, now }: Proposal): NewVote {
  const { method, duration, ...ofKind } = rulesFor(recovery ? 'recovery' : 'charter', rules);
  const from = valueOf(rules, rule);
  return {
    network,
    question: `Change the charter: ${rule.name} from ${writeValue(rule, from)} to ${writeValue(rule, value)}?${
      recovery ? ` Twice too few took part, so this vote asks for no quorum, and for more than ${ofKind.threshold} of the ballots.` : ''
    }`,
    options: ['Yes', 'No'],
    method,
    rules: { charterVersion: version, ...ofKind },
    purpose: { kind: 'charter', rule: rule.name, from, value, ...(recovery ? { recovery } : {}) },
    openedBy: proposer,
    openedAt: now,
    closesAt: new Date(now.getTime() + duration),
  };
}

/**
 * Whether a change may pass without a quorum: the last two votes about the rule asked for exactly this, most said yes in both, and both
 * failed on nothing but the quorum. `votes` are those about the rule, newest first.
 */
export function isRecoverable(votes: readonly Pick<Vote, 'purpose' | 'bundle'>[], value: RuleValue): boolean {
  const last = votes.filter(({ bundle }) => bundle !== null).slice(0, 2);
  return (
    last.length === 2 &&
    last.every(({ purpose, bundle }) => purpose?.kind === 'charter' && purpose.value === value && bundle !== null && failedOnQuorum(bundle))
  );
}
