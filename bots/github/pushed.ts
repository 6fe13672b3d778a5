import { z } from 'zod';
import { threadOf } from './address.ts';
import type { Delivered } from './door.ts';
import { RepositoryRead } from './envelope.ts';

/** What a webhook says of commits that were added to a pull request; null for everything else. */
export function pushedIn({ name, payload }: Delivered): Pushed | null {
  if (name !== 'pull_request') return null;
  const { success, data } = Push.safeParse(payload);
  if (!success) return null;
  const { repository, installation, pull_request: pull } = data;
  return { repository, installation: installation?.id ?? null, thread: threadOf('pull', pull.number), commit: pull.head.sha };
}

export type Pushed = {
  readonly repository: RepositoryRead;
  readonly installation: number | null;
  readonly thread: string;
  readonly commit: string;
};

const Push = z.object({
  action: z.literal('synchronize'),
  repository: RepositoryRead,
  installation: z.object({ id: z.int() }).nullish(),
  pull_request: z.object({ number: z.int(), head: z.object({ sha: z.string().regex(/^[0-9a-f]{40,64}$/) }) }),
});
