import type { Bundle } from './bundle.ts';
import { reaches } from './share.ts';

export type Counted = {
  readonly electors: number;
  /** Of how many the quorum is asked; left out: of all of them. */
  readonly active?: number | undefined;
  readonly ballots: bigint;
  /** Share of these that must have cast a ballot, e.g. "1/4". */
  readonly quorum: string;
  readonly winners: readonly string[];
};

/** What a count decides: nothing below the quorum, nothing without a winner. */
export function verdictOf({ electors, active = electors, ballots, quorum, winners }: Counted): Bundle['verdict'] {
  if (!reaches(ballots, { of: active, share: quorum })) return 'no-quorum';
  return winners.length === 0 ? 'no-winner' : 'decided';
}
