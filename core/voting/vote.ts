import { z } from 'zod';
import { RuleValue, Share } from '../charter/charter.ts';
import { PersonId } from '../ids.ts';
import { CountSettings } from './settings.ts';

/** Who votes beside being a member: 1 known for a while, 2 also on a second platform or by the word of members of tier 1. */
export const TierRules = z.object({
  needed: z.int().min(1).max(2),
  /** Milliseconds for which an account must be known that counts. */
  knownFor: z.int().min(0),
  vouches: z.int().min(1),
});
export type TierRules = z.infer<typeof TierRules>;

/** The charter's rules as they stood when the vote was opened. */
export const VoteRules = z.object({
  charterVersion: z.int(),
  quorum: Share,
  threshold: Share,
  /** Milliseconds before its opening in which an elector was active who counts for the quorum; left out: every elector does. */
  activeWithin: z.int().min(0).optional(),
  /** Left out: every member votes. */
  tier: TierRules.optional(),
  /** The number of the vote whose best options it is about; left out: it is no second round. */
  runoffOf: z.int().min(1).optional(),
  /** How many times more it is asked once it is over, and for how long each time, in milliseconds; left out: never. */
  again: z.object({ times: z.int().min(1), duration: z.int().min(1) }).optional(),
  /** Who may close early, extend or cancel. */
  steer: z.enum(['opener', 'members', 'nobody']),
  /** What its opener said on how to count: seats, costs. An outcome has it beside the rules. */
  settings: CountSettings.optional(),
});
export type VoteRules = z.infer<typeof VoteRules>;

/** What the passing of a vote applies by itself. */
export const VotePurpose = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('admission'), person: PersonId }),
  z.object({ kind: z.literal('exclusion'), person: PersonId }),
  /** One rule of the charter, by its name, from what it was to what it becomes; by the charter's recovery rule where it says so. */
  z.object({ kind: z.literal('charter'), rule: z.string(), from: RuleValue, value: RuleValue, recovery: z.literal(true).optional() }),
]);
export type VotePurpose = z.infer<typeof VotePurpose>;
