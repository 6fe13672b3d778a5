import type { Bundle } from './bundle.ts';
import { reaches } from './share.ts';

export type Counted = {
  readonly electors: number;
  readonly ballots: bigint;
  /** Share of the electors that must have cast a ballot, e.g. "1/4". */
  readonly quorum: string;
  readonly winners: readonly string[];
};

/** What a count decides: nothing below the quorum, nothing without a winner. */
export function verdictOf({ electors, ballots, quorum, winners }: Counted): Bundle['verdict'] {
  if (!reaches(ballots, { of: electors, share: quorum })) return 'no-quorum';
  return winners.length === 0 ? 'no-winner' : 'decided';
}
