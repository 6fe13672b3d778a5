import { z } from 'zod';
import { threadIn } from './address.ts';
import { GithubFailure, isGone } from './github-errors.ts';
import type { Repositories, Repository } from './repositories.ts';

/** Whether a post of ours ("issue/12", "issue/12/comment/345") stands. Rejects with a GithubFailure. */
export type Stands = (post: { readonly place: string; readonly externalId: string }) => Promise<boolean>;

/** What maintainers hide a comment for because of what it says; the other reasons say that it is over. */
const moderated: ReadonlySet<string> = new Set(['abuse', 'off-topic', 'spam']);

/**
 * False when a comment was deleted, or hidden for what it says; when an issue was deleted, or moved to another repository. Where we are not
 * let in any more, that is all we know. GitHub delivers nothing about comments that are hidden, so only this finds them; comments
 * of discussions are known by deliveries alone.
 */
export function createStands(repositories: Pick<Repositories, 'find'>): Stands {
  return async ({ place, externalId }) => {
    const repository = await repositories.find(place);
    if (repository === null) return true;
    const [kind, number] = threadIn(externalId).split('/');
    const [, comment] = /\/comment\/(\d+)$/u.exec(externalId) ?? [];
    try {
      if (comment !== undefined) return await isShown(repository, comment);
      return kind !== 'issue' || (await isHere(repository, Number(number)));
    } catch (error) {
      if (!isGone(error)) throw error;
      // Gone for good, and GitHub says so; "not found" may also mean that we may not look.
      return !(error instanceof GithubFailure && error.status === 410) && !(await isOpen(repository));
    }
  };
}

async function isShown({ name, api }: Repository, comment: string): Promise<boolean> {
  const { minimized } = await api.get(`/repos/${name}/issues/comments/${comment}`, Comment);
  return !moderated.has(minimized?.reason?.toLowerCase().replace('_', '-') ?? '');
}

/** GitHub leads on to where an issue was moved, and to the new name of a repository. */
async function isHere({ id, name, api }: Repository, number: number): Promise<boolean> {
  const found = await api.get(`/repos/${name}/issues/${number}`, Issue);
  if (found.number !== number) return false;
  if (found.repository_url.toLowerCase().endsWith(`/repos/${name.toLowerCase()}`)) return true;
  return String((await api.get(found.repository_url, Known)).id) === id;
}

async function isOpen({ name, api }: Repository): Promise<boolean> {
  try {
    await api.get(`/repos/${name}`, Known);
    return true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

const Comment = z.object({ minimized: z.object({ reason: z.string().nullish() }).nullish() });
const Issue = z.object({ number: z.int(), repository_url: z.string() });
const Known = z.object({ id: z.int() });
