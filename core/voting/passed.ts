import { z } from 'zod';
import type { Bundle } from './bundle.ts';

/** Whether a vote about a proposal passed: it was decided, and its first option ("Yes") won alone. */
export function hasPassed({ verdict, vote, tally }: Bundle): boolean {
  const { winners } = Winners.parse(tally);
  return verdict === 'decided' && winners.length === 1 && winners[0] === vote.options[0];
}

/** Whether such a vote would have passed if enough had taken part. */
export function failedOnQuorum({ verdict, ...bundle }: Bundle): boolean {
  return verdict === 'no-quorum' && hasPassed({ ...bundle, verdict: 'decided' });
}

const Winners = z.object({ winners: z.array(z.string()) });
