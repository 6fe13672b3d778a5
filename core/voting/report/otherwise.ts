import { CoopError } from '../../errors.ts';
import { say } from '../../text/text.ts';
import type { Sentence } from '../../text/text.ts';
import type { Bundle } from '../bundle.ts';
import { ballotsFor } from '../formats/ballots-for.ts';
import { electionOfBundle } from '../formats/election-of-bundle.ts';
import type { Election } from '../formats/election.ts';
import type { Method } from '../method.ts';
import { findMethod, methods } from '../methods.ts';
import { PublishedTally } from '../outcome-line.ts';

/**
 * What other methods would have chosen, in one sentence of an outcome; null where ballots say too little for others, or are so many
 * that telling would hold up the outcome: `coop tally --compare` tells then.
 */
export function otherwise(bundle: Bundle): Sentence | null {
  const { vote, ballots, tally, verdict } = bundle;
  const method = findMethod(vote.method);
  if (method === null || (method.asks !== 'ranks' && method.asks !== 'scores') || verdict === 'no-quorum') return null;
  const { length: options } = vote.options;
  if (options < 3 || options > mostOptions || ballots.length === 0 || ballots.length > mostBallots) return null;
  const { winners } = PublishedTally.parse(tally);
  const election = electionOfBundle(bundle, method);
  const others = methods
    .filter(({ name, asks }) => name !== vote.method && (asks === 'ranks' || asks === 'scores' || name === 'single'))
    .flatMap((other) => differs(other, { election, settings: vote.settings ?? {}, winners }));
  return others.length === 0 ? say('outcome.alike') : say('outcome.otherwise', { others: others.join('; ') });
}

const mostOptions = 12;
const mostBallots = 5_000;

type Counted = {
  readonly election: Election;
  readonly settings: NonNullable<Bundle['vote']['settings']>;
  readonly winners: readonly string[];
};

/** "irv: Blue", or nothing for a method that agrees or cannot count these ballots. What it leaves equal is not drawn: "irv: Blue = Red". */
function differs(method: Method, { election, settings, winners }: Counted): readonly string[] {
  try {
    const { groups } = ballotsFor(method, election);
    const counted = method.count(groups, election.options, { ...settings, threshold: '0/1', seed: '0' });
    const chosen = counted.elected ?? counted.winners;
    const isSame = chosen.every((option) => winners.includes(option)) || winners.every((option) => chosen.includes(option));
    const isOpen = counted.tie !== null && counted.tie.between.some((option) => winners.includes(option));
    if (isSame || isOpen) return [];
    return [`${method.name}: ${counted.tie === null ? chosen.join(', ') : counted.tie.between.join(' = ')}`];
  } catch (error) {
    if (error instanceof CoopError) return [];
    throw error;
  }
}
