import { z } from 'zod';

/** How to answer one Slack event. Waits sealed in the outbox, so it is read as carefully as any input. */
export const Address = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('interaction'),
    channel: z.string(),
    author: z.string(),
    /** Answers five times within 30 min; secret. "" where there is none. */
    responseUrl: z.string(),
    /** Opens one form within 3 s. "" where there is none. */
    trigger: z.string(),
    /** The thread in which it happened, "" outside of one. */
    thread: z.string(),
    /** The meaning of the answer, for looking whether it stands there already. */
    id: z.string(),
    /** "yes" in a direct message. */
    private: z.enum(['yes', 'no']),
  }),
  z.object({
    kind: z.literal('message'),
    channel: z.string(),
    message: z.string(),
    thread: z.string(),
    author: z.string(),
    private: z.enum(['yes', 'no']),
  }),
]);
export type Address = z.infer<typeof Address>;
export type InteractionAddress = Address & { kind: 'interaction' };
export type MessageAddress = Address & { kind: 'message' };
