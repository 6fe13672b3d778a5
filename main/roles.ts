import { z } from 'zod';

/** What one process may take on: platforms, durable processes, outgoing messages, pages. */
export const Role = z.enum(['bots', 'worker', 'relay', 'web']);
export type Role = z.infer<typeof Role>;

export const roles: readonly Role[] = Role.options;
