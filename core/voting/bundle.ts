import { z } from 'zod';
import { NetworkId, VoteId } from '../ids.ts';
import { Json, listOf } from '../json.ts';
import { VotePurpose, VoteRules } from './vote.ts';

/**
 * An outcome that any stranger can recount: the question, the rules, every counted ballot and what came of it.
 * `hash` is SHA-256 over the canonical JSON (RFC 8785) of everything but `hash` and `signature`;
 * `signature` is the instance's Ed25519 over those 32 bytes.
 */
export const Bundle = z.object({
  format: z.literal('cooperatus-outcome/1'),
  network: z.object({
    id: NetworkId,
    name: z.string(),
    /** True: ballots of console accounts, which prove no identity, were counted. */
    console: z.boolean(),
  }),
  vote: z.object({
    id: VoteId,
    number: z.int(),
    question: z.string(),
    options: listOf(z.string()).refine((options) => options.length > 0, 'expected at least one option'),
    method: z.string(),
    rules: VoteRules,
    purpose: VotePurpose.nullable(),
    openedAt: z.iso.datetime(),
    closedAt: z.iso.datetime(),
  }),
  /** How many could vote. */
  electors: z.int().min(0),
  /** One per person, sorted by tag; the tag is the voter's receipt. */
  ballots: listOf(z.object({ tag: z.string(), choice: Json })),
  tally: Json,
  /** Whether enough took part, and what follows. */
  verdict: z.enum(['decided', 'no-quorum', 'no-winner']),
  hash: z.string(),
  signature: z.object({ algorithm: z.literal('Ed25519'), publicKey: z.string(), value: z.string() }),
});
export type Bundle = z.infer<typeof Bundle>;

/** Before its fingerprint is taken and signed. */
export type UnsealedBundle = Omit<Bundle, 'hash' | 'signature'>;
