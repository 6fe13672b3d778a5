import { z } from 'zod';

/** How to answer one Discord event. Waits sealed in the outbox, so it is read as carefully as any input. */
export const Address = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('interaction'),
    application: z.string(),
    id: z.string(),
    author: z.string(),
    /** Answers for 3 s, edits for 15 min; secret. */
    token: z.string(),
    /** A form may be the answer itself, except to a form: then it waits behind a button. */
    form: z.enum(['modal', 'button']),
  }),
  z.object({
    kind: z.literal('message'),
    channel: z.string(),
    message: z.string(),
    author: z.string(),
    /** "yes" in a direct message. */
    private: z.enum(['yes', 'no']),
  }),
]);
export type Address = z.infer<typeof Address>;
