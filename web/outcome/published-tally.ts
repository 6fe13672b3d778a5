import { z } from 'zod';
import { Json } from '../../core/json.ts';
import type { PublishedOutcome } from '../../core/ports/outcomes.ts';

/** What is shown of a tally, whichever method made it. */
const PublishedTally = z.object({
  winners: z.array(z.string()),
  ranking: z.array(z.array(z.string())),
  rounds: z.array(Json),
  tie: z.object({ between: z.array(z.string()), path: z.array(z.string()), seed: z.string() }).nullable(),
});
export type PublishedTally = z.infer<typeof PublishedTally>;

export function readTally({ tally }: PublishedOutcome): PublishedTally {
  return PublishedTally.parse(tally);
}
