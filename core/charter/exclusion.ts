import type { NetworkId, PersonId } from '../ids.ts';
import { markOf } from '../people/mark.ts';
import type { NewVote } from '../ports/votes.ts';
import type { Charter } from './charter.ts';
import { rulesFor } from './rules-for.ts';

type Exclusion = {
  readonly network: NetworkId;
  readonly charter: { readonly version: number; readonly rules: Charter };
  readonly member: PersonId;
  readonly asker: PersonId;
  readonly now: Date;
};

/**
 * The vote that ends a membership. It asks for as much as a change of the charter, and for the charter's own share of the ballots;
 * nobody ends it early. Sealed words hold a mark, never a name, which could not be erased from there.
 */
export function exclusionVote({ network, charter: { version, rules }, member, asker, now }: Exclusion): NewVote {
  const { method, duration, ...ofKind } = rulesFor('exclusion', rules);
  return {
    network,
    question: `Shall ${markOf(member)} be excluded?`,
    options: ['Yes', 'No'],
    method,
    rules: { charterVersion: version, ...ofKind },
    purpose: { kind: 'exclusion', person: member },
    openedBy: asker,
    openedAt: now,
    closesAt: new Date(now.getTime() + duration),
  };
}
