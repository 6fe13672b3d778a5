import { z } from 'zod';
import { readDecimal } from '../exact/decimal.ts';

/** A whole number of any size that is not negative, as text: costs and counts go beyond 2^53. */
const Whole = z.string().regex(/^(?:0|[1-9]\d{0,39})$/u, 'expected a whole number of at most 40 digits');

/** An exact decimal in shortest form. */
const Decimal = z.string().refine((text) => readDecimal(text) === text, 'expected a decimal number in its shortest form, like 4.5');

/** What a count is told beside the ballots; each method takes what concerns it and leaves the rest. */
export const CountSettings = z.object({
  /** How many are elected; 1 where nothing is said. */
  seats: z.int().min(1).optional(),
  /** Options that a ranking leaves out: together below all ranked ones ("last", the default), or compared with nobody ("ignored"). */
  unranked: z.enum(['last', 'ignored']).optional(),
  /** What Equal Shares does with the money that it leaves over; nothing where this is left out. */
  completion: z.enum(['greedy']).optional(),
  /** Cost of each option, in their order. Left out: each costs 1. */
  costs: z.array(Whole).optional(),
  /** What may be spent together. Left out: as much as there are seats. */
  budget: Whole.optional(),
  /** By how much Equal Shares (Add1) raises the money of each voter at a time; 1 where nothing is said. */
  increment: Whole.optional(),
  /** The lowest and the highest score that a ballot may give. Left out: any decimal in a file, 0 to 5 in a conversation. */
  scale: z.object({ lowest: Decimal, highest: Decimal }).optional(),
  /** What one person may spend in a quadratic vote; 100 where nothing is said. */
  credits: z.int().min(1).max(1_000_000).optional(),
});
export type CountSettings = z.infer<typeof CountSettings>;
