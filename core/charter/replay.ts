import type { Hashing } from '../ports/cryptography.ts';
import { countBallots } from '../voting/ballot-weight.ts';
import type { Bundle } from '../voting/bundle.ts';
import { tallyBallots } from '../voting/count.ts';
import { findMethod } from '../voting/methods.ts';
import { PublishedTally } from '../voting/outcome-line.ts';
import type { TierRules } from '../voting/vote.ts';
import { verdictOf } from '../voting/verdict.ts';
import type { Charter } from './charter.ts';
import { kindOf, rulesFor } from './rules-for.ts';

export type Replay =
  /** Nothing in which the charters differ decided it. */
  | { readonly kind: 'untouched' }
  /** It depends on who was active before it or known how well, which an outcome does not tell. */
  | { readonly kind: 'unknown' }
  /** Its ballots say nothing to the other method. */
  | { readonly kind: 'unfit' }
  | { readonly kind: 'same' }
  | { readonly kind: 'other'; readonly would: Pick<Bundle, 'verdict' | 'tally' | 'ballots'> };

type Charters = { readonly now: Charter; readonly proposed: Charter };

/**
 * Counts a closed vote again, as it would have been under another charter: what the two say differently about votes of its kind takes
 * the place of what it was opened with, and everything else stays. A method that its opener chose stays chosen.
 */
export function replay(bundle: Bundle, { now, proposed }: Charters, hashing: Hashing): Replay {
  const { vote, ballots, electors, active } = bundle;
  const kind = kindOf(vote.purpose);
  const [was, would] = [rulesFor(kind, now), rulesFor(kind, proposed)];
  const quorum = was.quorum === would.quorum ? vote.rules.quorum : would.quorum;
  const threshold = was.threshold === would.threshold ? vote.rules.threshold : would.threshold;
  const name = was.method !== would.method && vote.method === was.method ? would.method : vote.method;
  const others = was.activeWithin !== would.activeWithin && !quorum.startsWith('0/');
  if (others || !isSameTier(was.tier, would.tier)) return { kind: 'unknown' };
  if (quorum === vote.rules.quorum && threshold === vote.rules.threshold && name === vote.method) return { kind: 'untouched' };

  const [counted, method] = [findMethod(vote.method), findMethod(name)];
  if (method === null || counted?.asks !== method.asks) return { kind: 'unfit' };
  const { options, settings } = vote;
  const tally = tallyBallots({ method, options, ballots, threshold, settings, hashing });
  const verdict = verdictOf({ electors, active, ballots: countBallots(ballots), quorum, winners: tally.winners });
  const other = { verdict, tally: PublishedTally.parse(tally), ballots };
  return decisionOf(other) === decisionOf(bundle) ? { kind: 'same' } : { kind: 'other', would: { ...other, tally } };
}

function isSameTier(one: TierRules | undefined, other: TierRules | undefined): boolean {
  return one?.needed === other?.needed && one?.knownFor === other?.knownFor && one?.vouches === other?.vouches;
}

/** What was decided, whatever the figures. */
function decisionOf({ verdict, tally }: Pick<Bundle, 'verdict' | 'tally'>): string {
  const { winners, elected, selected } = PublishedTally.parse(tally);
  return JSON.stringify(verdict === 'decided' ? { winners, elected, selected } : verdict);
}
