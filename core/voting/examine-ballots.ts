import { CoopError } from '../errors.ts';
import { say } from '../text/text.ts';
import type { Sentence } from '../text/text.ts';
import type { Bundle } from './bundle.ts';
import type { Method } from './method.ts';

/** Something amiss with the ballots of a bundle. */
export type BallotFault = {
  readonly at: string;
  readonly sentence: Sentence;
  /** True: no tally can be made as long as it stands there. */
  readonly uncountable: boolean;
};

/** One ballot per receipt, in their order, each one of this method, and no more of them than people who could vote. */
export function examineBallots({ vote, electors, ballots }: Bundle, method: Method): readonly BallotFault[] {
  const faults: BallotFault[] = [];
  const seen = new Set<string>();
  let before = '';
  for (const [place, { tag, choice }] of ballots.entries()) {
    const at = `ballots[${place}]`;
    if (seen.has(tag)) faults.push({ at: `${at}.tag`, sentence: say('verify.same-tag', { tag }), uncountable: false });
    else if (tag < before) faults.push({ at: `${at}.tag`, sentence: say('verify.order', { tag, before }), uncountable: false });
    const problem = problemOf(() => method.parse(choice, vote.options));
    if (problem !== null) faults.push({ at: `${at}.choice`, sentence: say('verify.choice', { problem }), uncountable: true });
    seen.add(tag);
    before = tag;
  }
  if (ballots.length > electors) {
    faults.push({ at: 'electors', sentence: say('verify.too-many', { ballots: ballots.length, electors }), uncountable: false });
  }
  return faults;
}

function problemOf(check: () => unknown): string | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof CoopError && error.code === 'ballot-malformed') return error.message;
    throw error;
  }
}
