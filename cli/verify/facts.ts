import { z } from 'zod';
import { figure } from '../../core/exact/figure.ts';
import { countBallots } from '../../core/voting/ballot-weight.ts';
import type { Bundle } from '../../core/voting/bundle.ts';

/** What was found to be true of an outcome that is in order. */
export function factsOf({ network, vote, source, electors, ballots, tally, tree, verdict, hash, signature }: Bundle) {
  const { winners } = z.object({ winners: z.array(z.string()) }).parse(tally);
  return {
    network: network.name,
    console: network.console,
    vote: { id: vote.id, number: vote.number, question: vote.question },
    ...(source === undefined ? {} : { source }),
    electors,
    ballots: figure(countBallots(ballots)),
    verdict,
    winners,
    hash,
    ...(tree === undefined ? {} : { tree }),
    publicKey: signature.publicKey,
  };
}

export type Facts = ReturnType<typeof factsOf>;
