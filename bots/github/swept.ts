import { z } from 'zod';

/** Up to when each repository was read back, in milliseconds, by its number. */
export const Swept = z.record(z.string(), z.number());
