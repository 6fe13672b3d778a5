import { z } from 'zod';
import { Json, listOf } from '../json.ts';
import { say } from '../text/text.ts';
import type { Sentence } from '../text/text.ts';
import type { Bundle } from './bundle.ts';

/** What is shown of a tally, whichever method made it. */
export const PublishedTally = z.object({
  winners: z.array(z.string()),
  elected: z.array(z.string()).optional(),
  selected: z.array(z.string()).optional(),
  spent: z.union([z.number(), z.string()]).optional(),
  ranking: listOf(listOf(z.string())).default([]),
  rounds: listOf(Json),
  tie: z.object({ between: z.array(z.string()), path: z.array(z.string()), seed: z.string() }).nullable(),
});
export type PublishedTally = z.infer<typeof PublishedTally>;

type Outcome = Pick<Bundle, 'verdict' | 'tally'> & {
  /** All of them, or how many. */
  readonly ballots: readonly unknown[] | number;
};

/** What came of a vote, in one sentence. */
export function outcomeLine({ verdict, tally, ballots }: Outcome): Sentence {
  const { winners, elected, selected, spent = 0 } = PublishedTally.parse(tally);
  if (verdict === 'no-quorum') return say('outcome.no-quorum');
  if ((typeof ballots === 'number' ? ballots : ballots.length) === 0) return say('outcome.nobody');
  if (verdict === 'no-winner') return say('outcome.no-winner');
  if (selected !== undefined) return say('outcome.selected', { projects: selected.join(', '), spent: String(spent) });
  if (elected !== undefined) return say('outcome.elected', { elected: elected.join(', ') });
  if (winners.length > 1) return say('outcome.winners', { winners: winners.join(', ') });
  return say('outcome.winner', { winner: winners.join('') });
}
