import type { Status } from '../text/text.ts';
import type { Bundle } from './bundle.ts';
import { hasPassed } from './passed.ts';

/** What came of a vote in one word: a proposal passed or not, a choice was made or not. */
export function stateAfter(bundle: Bundle): Status['state'] {
  if (isProposal(bundle)) return hasPassed(bundle) ? 'passed' : 'rejected';
  return bundle.verdict === 'decided' ? 'decided' : 'undecided';
}

/** A question with yes, no and nothing else but abstention, the yes first; and whatever applies something when it passes. */
function isProposal({ vote }: Bundle): boolean {
  const [yes = '', no = '', ...more] = vote.options.map((option) => option.trim().toLowerCase());
  return vote.purpose !== null || (consents.has(yes) && refusals.has(no) && more.every((option) => abstentions.has(option)));
}

const consents = new Set(['yes', 'approve', 'accept', 'agree', 'for', 'merge']);
const refusals = new Set(['no', 'reject', 'decline', 'disagree', 'against', "don't merge", 'do not merge']);
const abstentions = new Set(['abstain', 'abstention', 'pass', 'neutral']);
