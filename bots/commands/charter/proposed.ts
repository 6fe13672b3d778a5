import { isAboutRule } from '../../../core/charter/charter-vote.ts';
import type { Rule } from '../../../core/charter/rules.ts';
import type { NetworkId } from '../../../core/ids.ts';
import type { Vote, Votes } from '../../../core/ports/votes.ts';

/** The vote about this rule that is not over; null for none. */
export async function voteAbout(network: NetworkId, rule: Rule, votes: Pick<Votes, 'list'>): Promise<Vote | null> {
  for (const status of ['open', 'counting'] as const) {
    const running = (await votes.list(network, { status, limit: mostRunning })).find((vote) => isAboutRule(vote, rule));
    if (running !== undefined) return running;
  }
  return null;
}

/** Nobody has more at a time. */
const mostRunning = 1_000;
