import { hashing } from '../../adapters/crypto/sha256.ts';
import { CoopError } from '../../core/errors.ts';
import type { Bundle } from '../../core/voting/bundle.ts';
import { tallyBallots } from '../../core/voting/count.ts';
import { examineBallots } from '../../core/voting/examine-ballots.ts';
import type { Method, Tally } from '../../core/voting/method.ts';
import { findMethod } from '../../core/voting/methods.ts';
import { inWords } from '../in-words.ts';
import { visible } from '../visible.ts';

type Wish = { readonly file: string; readonly method: Method | null };

/** Counts a saved outcome again. What stands in the way of counting is refused; what only `coop verify` minds is a remark. */
export function countOutcome(bundle: Bundle, { file, method: wished }: Wish): { method: Method; tally: Tally; remarks: readonly string[] } {
  const { vote, ballots, source } = bundle;
  const method = wished ?? findMethod(vote.method);
  if (method === null) throw new CoopError('bundle', `${visible(file)}, vote.method: nothing here counts by "${visible(vote.method)}".`);
  const { faults, blocking } = examineBallots(bundle, method);
  if (blocking !== null) {
    const other = method.name === vote.method ? '' : ` The vote was cast by "${visible(vote.method)}": try without --method.`;
    throw new CoopError('bundle', `${visible(file)}, ${blocking.at}: ${inWords(blocking.sentence)}${other}`);
  }
  const sorted = ballots.toSorted((a, b) => (a.tag < b.tag ? -1 : 1));
  const { threshold } = vote.rules;
  const { options, settings } = vote;
  const tally = tallyBallots({ method, options, ballots: sorted, threshold, settings, seed: source?.seed, hashing });
  const [first] = faults;
  if (first === undefined) return { method, tally, remarks: [] };
  const remark = `${visible(file)}, ${first.at}: ${inWords(first.sentence)} It is counted as it stands; \`coop verify\` names all that is not in order.`;
  return { method, tally, remarks: [remark] };
}
