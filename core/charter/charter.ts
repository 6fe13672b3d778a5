import { z } from 'zod';

/** An exact share of something, e.g. "1/4": decides quorum and thresholds, so never a float. */
export const Share = z
  .string()
  .regex(/^\d{1,6}\/[1-9]\d{0,5}$/)
  .refine((text) => {
    const [part, whole] = fractionOf(text);
    return part <= whole;
  });
export type Share = z.infer<typeof Share>;

/** A share that something must exceed: of all there is no more, so it would let nothing pass for ever. */
const Exceeded = Share.refine((text) => {
  const [part, whole] = fractionOf(text);
  return 100 * part <= 99 * whole;
});

/** What decides on the rules themselves: never by a minority, and never so that a single one holds up everybody for ever. */
const Majority = Share.refine((text) => {
  const [part, whole] = fractionOf(text);
  return 2 * part >= whole && 10 * part <= 9 * whole;
});

const day = 86_400_000;
const month = 30 * day;

/** A network's own rules as data. Changed only by vote; a version is never changed. Every field has a default. */
export const Charter = z.object({
  /** How one becomes a member. */
  admission: z
    .object({
      by: z.enum(['open', 'vouched', 'voted']).default('open'),
      /** How many members must vouch, where admission is "vouched". */
      vouches: z.int().min(1).max(100).default(2),
      /** Which share of the ballots must be exceeded by those who exclude a member. */
      exclusion: Majority.default('2/3'),
      /** Milliseconds in which nobody asks again to exclude somebody whom a vote did not exclude. */
      peace: z
        .int()
        .min(0)
        .max(366 * day)
        .default(month),
    })
    .prefault({}),
  /** Which share of the active electors must cast a ballot for a vote to stand. */
  quorum: Share.default('0/1'),
  /** Which share of the ballots the winner of a single choice must exceed; "0/1" lets the largest win. */
  threshold: Exceeded.default('0/1'),
  votes: z
    .object({
      /** Who may open a vote. */
      open: z.enum(['members', 'nobody']).default('members'),
      /** Who may close early, extend or cancel an open vote. */
      steer: z.enum(['opener', 'members', 'nobody']).default('opener'),
      method: z.string().default('single'),
      /** Whether a second round opens by itself where no option of a question exceeds the threshold. */
      runoff: z.enum(['never', 'undecided']).default('never'),
      /** Milliseconds, where the opener names no duration. */
      duration: z
        .int()
        .min(10_000)
        .max(366 * 86_400_000)
        .default(3 * 86_400_000),
      /**
       * Milliseconds before its opening in which an elector must have been heard of to count for the quorum. Who was not counts once
       * they vote: so those who went away hold up nobody, and no ballot makes a quorum harder to reach.
       */
      activeWithin: z
        .int()
        .min(day)
        .max(366 * day)
        .default(30 * day),
      /** How often those are reminded who may vote and have not; 0 never. */
      reminders: z.int().min(0).max(5).default(1),
    })
    .prefault({}),
  /** How well somebody must be known: 0 a member, 1 known for a while, 2 also on a second platform or by the word of members. */
  tiers: z
    .object({
      /** To vote. */
      votes: z.int().min(0).max(2).default(0),
      /** To open a vote. */
      opening: z.int().min(0).max(2).default(0),
      /** Milliseconds for which the bot must have known an account that counts for a tier. */
      knownFor: z
        .int()
        .min(0)
        .max(366 * day)
        .default(7 * day),
      /** How many members of tier 1 must vouch for somebody of tier 2 who has no second account. */
      vouches: z.int().min(1).max(20).default(2),
    })
    .prefault({}),
  /** How the network hides texts, without anybody who could do it alone. */
  moderation: z
    .object({
      /** How many members must report a text before it is hidden and a jury decides: never more than there are beside its author. */
      reports: z.int().min(1).max(100).default(3),
      /** How many texts one member may report in a day. */
      reportsADay: z.int().min(1).max(100).default(5),
      /** How many members decide, drawn at random: fewer where there are not so many. */
      jury: z.int().min(1).max(25).default(5),
      /** Which share of the jury must be exceeded by those who say that the text stays hidden. */
      agree: Exceeded.default('1/2'),
      /** Milliseconds that a member of a jury has to answer; who is silent is replaced. */
      answerWithin: z
        .int()
        .min(10_000)
        .max(month)
        .default(2 * day),
      /** How often the jury is filled up, for those who were silent. Then those decide who answered. */
      replacements: z.int().min(0).max(20).default(3),
      /** What becomes of a text about which nobody at all answered. */
      fallback: z.enum(['shown', 'hidden']).default('shown'),
      /** Milliseconds in which nobody asks a jury about the same text again. */
      settledFor: z
        .int()
        .min(0)
        .max(366 * day)
        .default(month),
    })
    .prefault({}),
  /** Who may bind and unbind spaces (beside the platform's own right to manage that place). */
  spaces: z.enum(['members', 'nobody']).default('members'),
  /** How the charter itself is changed: by a vote that any member may open and nobody may end early. */
  change: z
    .object({
      method: z.enum(['single', 'consent']).default('single'),
      /** As above, for these votes; never less than for others. */
      quorum: Share.default('1/4'),
      /** Which share of the ballots must be exceeded by those who say yes. */
      threshold: Majority.default('1/2'),
      /** The same share where no quorum is asked, because a change that most wanted failed twice on nothing else. */
      recovery: Majority.default('3/4'),
      /** Milliseconds. */
      duration: z
        .int()
        .min(10_000)
        .max(90 * day)
        .default(7 * day),
    })
    .prefault({}),
});
export type Charter = z.infer<typeof Charter>;

/** What a rule can say: a share, a word, a number, or a duration in milliseconds. */
export const RuleValue = z.union([z.string().max(100), z.int()]);
export type RuleValue = z.infer<typeof RuleValue>;

/** What a new network starts with. */
export const defaultCharter: Charter = Charter.parse({});

function fractionOf(share: string): [number, number] {
  const [part = 0, whole = 1] = share.split('/').map(Number);
  return [part, whole];
}
