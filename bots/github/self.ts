import { z } from 'zod';
import type { Apis } from './api.ts';
import type { Self } from './own-comment.ts';

/** Asks once who we are; again after a failure. What an app writes is signed with its name and "[bot]". */
export function createSelf(apis: Apis): () => Promise<Self> {
  let known: Promise<Self> | null = null;
  const ask = async (): Promise<Self> => {
    if (apis.kind === 'token') return apis.api.get('/user', Account);
    const { slug } = await apis.app.get('/app', Application);
    return { login: `${slug}[bot]` };
  };
  return () => {
    known ??= ask().catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
}

const Account = z.object({ login: z.string() });
const Application = z.object({ slug: z.string() });
