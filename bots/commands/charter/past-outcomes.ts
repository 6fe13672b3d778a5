import type { NetworkId } from '../../../core/ids.ts';
import type { Votes } from '../../../core/ports/votes.ts';
import type { Bundle } from '../../../core/voting/bundle.ts';

/**
 * Looks at the outcomes of a network, newest first, one at a time: each may hold very many ballots. Returns the number of the oldest
 * vote that was looked at: older ones are left out where there are too many for somebody who waits for the answer.
 */
export async function eachPastOutcome(
  network: NetworkId,
  votes: Pick<Votes, 'list' | 'find'>,
  look: (bundle: Bundle) => void,
): Promise<number> {
  const [last] = await votes.list(network, { limit: 1 });
  let [outcomes, ballots] = [0, 0];
  let number = last?.number ?? 0;
  for (; number > 0 && outcomes < mostOutcomes && ballots < mostBallots; number -= 1) {
    const bundle = (await votes.find(network, number))?.bundle ?? null;
    if (bundle === null) continue;
    outcomes += 1;
    ballots += bundle.ballots.length;
    look(bundle);
  }
  return number + 1;
}

const mostOutcomes = 200;
const mostBallots = 200_000;
