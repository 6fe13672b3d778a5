import { CoopError } from '../errors.ts';
import { say } from '../text/text.ts';
import type { Sentence } from '../text/text.ts';
import { countBallots } from './ballot-weight.ts';
import type { Bundle } from './bundle.ts';
import type { Method } from './method.ts';

/** What is amiss with the ballots of a bundle, the first few by name. */
export type BallotFaults = {
  readonly faults: readonly { readonly at: string; readonly sentence: Sentence }[];
  /** How many there are beside these. */
  readonly more: number;
  /** The first that makes counting impossible; null where ballots can be counted, if only as they stand. */
  readonly blocking: { readonly at: string; readonly sentence: Sentence } | null;
};

/** How many faults are told by name. */
const most = 20;

/** One ballot per receipt, in their order, each a ballot for options of this vote, and no more of them than people who could vote. */
export function examineBallots({ vote, electors, active, ballots }: Bundle, method: Method): BallotFaults {
  const faults: { at: string; sentence: Sentence }[] = [];
  let more = 0;
  let blocking: BallotFaults['blocking'] = null;
  const note = (at: string, sentence: Sentence, blocks = false) => {
    if (blocks) blocking ??= { at, sentence };
    if (faults.length < most) faults.push({ at, sentence });
    else more += 1;
  };

  const names = new Set<string>();
  for (const [place, option] of vote.options.entries()) {
    if (names.has(option)) note(`vote.options[${place}]`, say('verify.same-option', { option }), true);
    names.add(option);
  }
  const seen = new Set<string>();
  let before = '';
  for (const [place, { tag, choice }] of ballots.entries()) {
    if (seen.has(tag)) note(`ballots[${place}].tag`, say('verify.same-tag', { tag }));
    else if (tag < before) note(`ballots[${place}].tag`, say('verify.order', { tag, before }));
    const problem = problemOf(() => method.parse(choice, vote.options, vote.settings));
    if (problem !== null) note(`ballots[${place}].choice`, say('verify.choice', { problem }), true);
    seen.add(tag);
    before = tag;
  }
  const counted = countBallots(ballots);
  if (counted > electors) note('electors', say('verify.too-many', { ballots: Number(counted), electors }));
  if (active !== undefined && (counted > active || active > electors))
    note('active', say('verify.active', { active, ballots: Number(counted), electors }));
  return { faults, more, blocking };
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
