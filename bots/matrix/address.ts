import { z } from 'zod';

/** How to answer one Matrix event. Waits sealed in the outbox, so it is read as carefully as any input. */
export const Address = z.object({
  kind: z.literal('event'),
  room: z.string(),
  event: z.string(),
  author: z.string(),
  /** The event that the thread began with; "" outside of threads. */
  thread: z.string(),
  /** "yes" in a direct conversation. */
  private: z.enum(['yes', 'no']),
});
export type Address = z.infer<typeof Address>;
