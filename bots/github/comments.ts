import { z } from 'zod';
import { readThread } from './address.ts';
import { createDiscussions } from './discussions.ts';
import { CommentRead } from './envelope.ts';
import { GithubFailure, isGone } from './github-errors.ts';
import { isMarked } from './marks.ts';
import type { OwnComment, Self } from './own-comment.ts';
import type { Repository } from './repositories.ts';

/** Comments in issues, pull requests and discussions alike. They reject with a GithubFailure. */
export type Comments = {
  /** Ours in a thread since then, oldest first. */
  readonly own: (at: ThreadPlace, since: Date) => Promise<readonly OwnComment[]>;
  readonly create: (at: ThreadPlace, body: string) => Promise<string>;
  /** False when it is not there any more. */
  readonly update: (repository: Repository, comment: OwnComment) => Promise<boolean>;
};

export type ThreadPlace = { readonly repository: Repository; readonly thread: string };

const mostPages = 10;
const Created = z.object({ id: z.int() });

export function createComments(self: () => Promise<Self>): Comments {
  const discussions = createDiscussions(self);

  async function ownIn(repository: Repository, number: number, since: Date): Promise<readonly OwnComment[]> {
    const { login } = await self();
    const found: OwnComment[] = [];
    for (let page = 1; page <= mostPages; page += 1) {
      const path = `/repos/${repository.name}/issues/${number}/comments`;
      const answer = await repository.api.page(path, CommentRead, { query: { since: since.toISOString() }, number: page });
      if (answer.kind === 'unchanged') break;
      for (const { id, user, body } of answer.items) {
        if (user?.login === login && body && isMarked(body)) found.push({ id: `comment/${id}`, body });
      }
      if (!answer.more) break;
    }
    return found;
  }

  return {
    own: async ({ repository, thread }, since) => {
      const { kind, number } = numbered(thread);
      return kind === 'discussion' ? discussions.own(repository, number) : ownIn(repository, number, since);
    },
    create: async ({ repository, thread }, body) => {
      const { kind, number } = numbered(thread);
      if (kind === 'discussion') return discussions.create(repository, number, body);
      const path = `/repos/${repository.name}/issues/${number}/comments`;
      return `comment/${(await repository.api.send({ method: 'POST', path, body: { body } }, Created)).id}`;
    },
    update: async (repository, { id, body }) => {
      const [kind = '', name = ''] = id.split('/');
      try {
        if (kind === 'discussion-comment') await discussions.update(repository, name, body);
        else
          await repository.api.send(
            { method: 'PATCH', path: `/repos/${repository.name}/issues/comments/${name}`, body: { body } },
            Created,
          );
        return true;
      } catch (error) {
        if (isGone(error)) return false;
        throw error;
      }
    },
  };
}

function numbered(thread: string): { kind: 'issue' | 'pull' | 'discussion'; number: number } {
  const read = readThread(thread);
  if (read === null) throw new GithubFailure({ status: 404, wait: null, request: 'a thread that is none' });
  return read;
}
