import { z } from 'zod';

/** How to answer one line. Waits sealed in the outbox, so it is read as carefully as any input. */
export const Address = z.object({
  event: z.string(),
  account: z.string(),
  /** The name as it is shown. */
  name: z.string(),
  /** "" where the account talks to the network alone. */
  room: z.string(),
});
export type Address = z.infer<typeof Address>;
