import { z } from 'zod';
import { NetworkId, VoteId } from '../ids.ts';
import { Json, listOf } from '../json.ts';
import { CountSettings } from './settings.ts';
import { VotePurpose, VoteRules } from './vote.ts';

const Weight = z.string().regex(/^[1-9]\d{0,39}$/u, 'expected a whole number from 1 on, of at most 40 digits');

const Seed = z.string().regex(/^[0-9a-f]{64}$/u, 'expected 64 hexadecimal digits in lower case');

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
    rules: VoteRules.omit({ settings: true }),
    /** What the count was told beside the ballots: seats, costs and the like. Left out: nothing. */
    settings: CountSettings.optional(),
    purpose: VotePurpose.nullable(),
    openedAt: z.iso.datetime(),
    closedAt: z.iso.datetime(),
  }),
  /**
   * Only of an election that came as a file: what kind of file, and the seed for ties where one was given to the count.
   * Nobody's right to vote was looked at.
   */
  source: z.object({ format: z.string(), seed: Seed.optional() }).optional(),
  /** How many could vote. */
  electors: z.int().min(0),
  /** Of how many the quorum was asked: those who were active before it was opened, and those who voted. Left out: of all electors. */
  active: z.int().min(0).optional(),
  /**
   * One per person, sorted by tag; the tag is the voter's receipt. With a weight, an entry stands for that many equal ballots:
   * so a file lists them that holds "A > B * 1000000".
   */
  ballots: listOf(z.object({ tag: z.string(), choice: Json, weight: Weight.optional() })),
  /** RFC 9162 over the list of ballots. Outcomes of the first release have none. */
  tree: z.object({ size: z.int().min(0), root: z.string() }).optional(),
  tally: Json,
  /** Whether enough took part, and what follows. */
  verdict: z.enum(['decided', 'no-quorum', 'no-winner']),
  hash: z.string(),
  signature: z.object({ algorithm: z.literal('Ed25519'), publicKey: z.string(), value: z.string() }),
});
export type Bundle = z.infer<typeof Bundle>;

/** Before its fingerprint is taken and signed. */
export type UnsealedBundle = Omit<Bundle, 'hash' | 'signature'>;
